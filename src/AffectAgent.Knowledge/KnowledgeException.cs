namespace AffectAgent.Knowledge;

/// <summary>One fault of a knowledge file.</summary>
/// <param name="File">The file's name, without its folder.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record KnowledgeFault(string File, int Line, string Message)
{
    /// <summary>"file.yaml:12: what is wrong".</summary>
    public override string ToString() => $"{File}:{Line}: {Message}";
}

/// <summary>Knowledge files that can't be used as they are. Lists every fault at once; the message is one line.</summary>
public sealed class KnowledgeException : UserException
{
    private const int Shown = 20;

    /// <summary>Creates the exception.</summary>
    /// <param name="faults">What is wrong; at least one.</param>
    public KnowledgeException(IReadOnlyList<KnowledgeFault> faults)
        : base(MessageOf(faults))
    {
        Faults = faults;
    }

    /// <summary>All faults, by file and line.</summary>
    public IReadOnlyList<KnowledgeFault> Faults { get; }

    private static string MessageOf(IReadOnlyList<KnowledgeFault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        var count = faults.Count == 1 ? "one fault" : $"{faults.Count} faults";
        var rest = faults.Count > Shown ? $"; and {faults.Count - Shown} more" : "";
        return $"The knowledge cards have {count}: {string.Join("; ", faults.Take(Shown))}{rest}";
    }
}
