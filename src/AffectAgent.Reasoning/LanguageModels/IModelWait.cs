namespace AffectAgent.Reasoning;

/// <summary>Is told while a language model is waited for, so that a person at a terminal knows what goes on. Thread-safe.</summary>
public interface IModelWait
{
    /// <summary>A wait begins; it ends when what is returned is disposed.</summary>
    /// <param name="who">Host and port, or the model's file.</param>
    /// <param name="atMost">After this long the wait is given up.</param>
    IDisposable Begin(string who, TimeSpan atMost);
}
