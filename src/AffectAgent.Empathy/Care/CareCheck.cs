namespace AffectAgent.Empathy.Care;

/// <summary>
/// One sign that was recognised. The words decide, not the person's state: it is a reason for care, never a diagnosis, and is not
/// shown to the person.
/// </summary>
/// <param name="Kind">Of what.</param>
/// <param name="Severity">How urgent the answer is.</param>
/// <param name="Who">The writer, or somebody the writer speaks of.</param>
/// <param name="Confidence">Between 0 and 1: a rule of thumb from the words alone, not a probability that was measured.</param>
/// <param name="Start">Where the sign begins in the text, in UTF-16 code units.</param>
/// <param name="Length">Its length in UTF-16 code units.</param>
/// <param name="Language">Whose phrases it met, ISO 639-1.</param>
/// <param name="Reasons">Which patterns and frames spoke for and against, for logs and tests.</param>
public sealed record CareFinding(
    CareKind Kind, CareSeverity Severity, CareWho Who, double Confidence, int Start, int Length, string Language, IReadOnlyList<string> Reasons);

/// <summary>What a message calls for.</summary>
/// <param name="Language">The language that the message seems to be in, ISO 639-1 (und where its script alone tells that it is none of those with phrases); what the caller said, where the caller said it.</param>
/// <param name="Minor">True where the words say that the writer is under age: extra care.</param>
/// <param name="Findings">The signs: crisis before boundaries, the most urgent first; one a kind. Empty where nothing was found.</param>
public sealed record CareCheck(string Language, bool Minor, IReadOnlyList<CareFinding> Findings)
{
    /// <summary>True where the message seems to be in a language without phrases: but for a few plain sentences it could not be checked (<see cref="CareAnswers.Unchecked"/>).</summary>
    public bool IsUnread { get; init; }

    /// <summary>The sign that decides the answer, or null.</summary>
    public CareFinding? First => Findings.Count > 0 ? Findings[0] : null;

    /// <summary>True where a sign of crisis was found: nothing but the fixed answer may be said.</summary>
    public bool IsCrisis => First is { } first && first.Kind.IsCrisis();

    /// <summary>True where one of the program's boundaries was met, and no crisis.</summary>
    public bool IsBoundary => First is { } first && !first.Kind.IsCrisis();

    /// <summary>The severity of the first sign.</summary>
    public CareSeverity Severity => First?.Severity ?? CareSeverity.None;
}
