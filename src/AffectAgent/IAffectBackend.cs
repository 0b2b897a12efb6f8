namespace AffectAgent;

/// <summary>
/// An optional part that needs packages which the default build does without: a language model in process, a vector
/// database, a planner of another library. Its assembly lies in a folder of the backends folder and holds one public class
/// with a constructor without parameters that implements this.
/// </summary>
public interface IAffectBackend
{
    /// <summary>Lower-case letters, digits and hyphens: "semantic-kernel", "llamasharp", "whisper", "qdrant", "onnxruntime-gpu".</summary>
    string Name { get; }

    /// <summary>What it adds, in one plain sentence.</summary>
    string Purpose { get; }

    /// <summary>Registers its services.</summary>
    /// <param name="agent">The agent that it adds to.</param>
    /// <param name="settings">Its own settings, the section <c>AffectAgent:Backends:NAME</c> of the configuration; keys in any case.</param>
    /// <exception cref="UserException">A setting is wrong.</exception>
    void Add(AffectAgentBuilder agent, IReadOnlyDictionary<string, string> settings);
}
