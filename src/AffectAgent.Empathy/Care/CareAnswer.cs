namespace AffectAgent.Empathy.Care;

/// <summary>The fixed answer to a sign of crisis or a boundary; every sentence comes from a data file, none is generated.</summary>
/// <param name="Kind">What it answers.</param>
/// <param name="Severity">How urgent.</param>
/// <param name="Language">The language of <paramref name="Text"/>, ISO 639-1; English where the asked-for language has no answers.</param>
/// <param name="Text">What is said, in whole, without the help lines: fit to be spoken.</param>
/// <param name="Lines">Help lines of the region for this kind, emergency number first; for boundaries those that fit, or none.</param>
/// <param name="LinesText">The help lines as text to show below, a line each; empty where there are none.</param>
/// <param name="Region">The region of the lines, ISO 3166-1 alpha-2, or null where it isn't known and only the fallback is given.</param>
public sealed record CareAnswer(CareKind Kind, CareSeverity Severity, string Language, string Text, IReadOnlyList<HelpLine> Lines, string LinesText, string? Region);
