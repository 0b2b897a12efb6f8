using System.Text.Json;

namespace AffectAgent.Empathy.Tests.Care;

/// <summary>An utterance of the care test set; all were written for it.</summary>
/// <param name="Id">language.kind.number.</param>
/// <param name="Text">What was said.</param>
/// <param name="Language">ISO 639-1.</param>
/// <param name="Kind">A kind's name, or <c>none</c>.</param>
/// <param name="Severity"><c>acute</c>, <c>high</c>, <c>concern</c>, <c>boundary</c>, <c>none</c>.</param>
/// <param name="Note">What makes it worth having; may be missing.</param>
/// <param name="Part"><c>dev</c> to build on, <c>held</c> to report.</param>
public sealed record Utterance(string Id, string Text, string Language, string Kind, string Severity, string? Note, string Part)
{
    public bool IsCrisis => Kind != "none" && !IsBoundary;

    public bool IsBoundary => Kind.StartsWith("boundary.", StringComparison.Ordinal);
}

/// <summary>The test set, from the file beside the tests.</summary>
internal static class CareSet
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static IReadOnlyList<Utterance> All { get; } = Read(Path.Combine(AppContext.BaseDirectory, "care.jsonl"));

    /// <summary>Wordings written after the detector, in five batches; the first three and the fifth widened the phrases after they were measured once, the fourth in part.</summary>
    public static IReadOnlyList<Utterance> Fresh { get; } = Read(Path.Combine(AppContext.BaseDirectory, "care-fresh.jsonl"));

    public static IReadOnlyList<Utterance> Read(string path)
        => [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<Utterance>(line, Options)!)];
}
