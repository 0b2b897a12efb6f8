namespace AffectAgent.Inference.Models;

/// <summary>How a model stands on this machine.</summary>
/// <param name="Entry">The model.</param>
/// <param name="State">Whether it can be used.</param>
/// <param name="Path">Where its file lies or would lie.</param>
/// <param name="Problem">What is wrong and what to do; null when it is ready.</param>
public sealed record ModelStatus(ModelEntry Entry, ModelState State, string Path, string? Problem);

/// <summary>Whether a model can be used.</summary>
public enum ModelState
{
    /// <summary>Its file is there and has the right hash.</summary>
    Ready,

    /// <summary>Its file is not there.</summary>
    Missing,

    /// <summary>Its file has another hash than the catalogue says, or cannot be read.</summary>
    Damaged,

    /// <summary>Its licence does not allow commercial use and the user has not opted in.</summary>
    Refused,
}
