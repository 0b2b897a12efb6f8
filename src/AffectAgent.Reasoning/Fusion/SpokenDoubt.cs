using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>A reading of words that may not be what is expressed now.</summary>
/// <param name="Line">The reading.</param>
/// <param name="Why"><see cref="Sarcasm"/> or <see cref="Past"/>.</param>
/// <param name="Sign">The words that show it: those of praise, or those of the earlier time.</param>
/// <param name="About">What the praise is said of; null for the past.</param>
/// <param name="Text">The stretch of the text that holds all of it.</param>
internal sealed record SpokenDoubt(Evidence Line, string Why, string Sign, string? About, string Text)
{
    /// <summary>Praise of a nuisance.</summary>
    public const string Sarcasm = "sarcasm";

    /// <summary>Said of an earlier time, beside what is said of now.</summary>
    public const string Past = "past";

    /// <summary>How much of such a reading is taken to say nothing, 0 to 1: a judgement (docs/perception.md, "Words").</summary>
    public const double Share = 0.75;
}

/// <summary>Finds readings of words that are in doubt. Doubt lowers what a reading counts; it never turns it. Thread-safe.</summary>
internal static partial class SpokenDoubts
{
    /// <summary>Of more readings than these none is looked at by itself: one line more or less decides nothing then.</summary>
    public const int MostReadings = 64;

    // What is longer is no remark, and what lies further away does not belong to it.
    private const int MostCharacters = 600;

    private const int ShortPraise = 4;

    /// <summary>The doubts of a case, at most one a reading.</summary>
    public static IReadOnlyList<SpokenDoubt> Of(CaseEvidence evidence)
    {
        var read = evidence.OfKind(EvidenceKinds.TextEmotion).Where(e => e is { Label: not null, Quote: not null, Distribution: not null }).ToList();
        return read.Count > MostReadings ? [] : [.. read.Select(e => Of(e, Around(e, evidence.Lines))).OfType<SpokenDoubt>()];
    }

    private static SpokenDoubt? Of(Evidence read, string around)
    {
        var at = around.IndexOf(read.Quote!, StringComparison.Ordinal);
        if (at < 0)
            return null;
        // The quote itself; one of a few words ("Fantastic.") with the sentence or clause that follows.
        var end = at + read.Quote!.Length;
        var sentence = read.Quote.Count(char.IsWhiteSpace) < ShortPraise ? End(around, end) : end;
        if (CauseWords.English.GroupOf(read.Label!) == "happiness" && DoubtWords.English.MockPraise(around[at..sentence]) is var (praise, of))
            return new SpokenDoubt(read, SpokenDoubt.Sarcasm, praise, of, around[at..sentence]);
        return PastClause(read, around, at, end) is { } past ? new SpokenDoubt(read, SpokenDoubt.Past, past, null, past) : null;
    }

    // The clause of the past that carries the reading, where another clause of the sentence is of now, or the next sentence begins with it.
    private static string? PastClause(Evidence read, string around, int at, int end)
    {
        var (start, stop) = (Start(around, at), End(around, end - 1));
        var clauses = Clauses().Split(around[start..stop]).Where(clause => !string.IsNullOrWhiteSpace(clause)).ToList();
        var own = read.CarryingWords is [var carrier, ..] ? clauses.FindIndex(clause => clause.Contains(carrier, StringComparison.OrdinalIgnoreCase) && (clause.Contains(read.Quote!, StringComparison.Ordinal) || read.Quote!.Contains(clause.Trim(), StringComparison.Ordinal))) : -1;
        if (own < 0 || !DoubtWords.English.IsPast(clauses[own]) || DoubtWords.English.IsNow(clauses[own]))
            return null;
        return clauses.Exists(DoubtWords.English.IsNow) || DoubtWords.BeginsNow(around[stop..]) ? clauses[own].Trim(' ', ',', '.', ';', '!', '…') : null;
    }

    // The line that holds the reading, near it.
    private static string Around(Evidence read, IReadOnlyList<Evidence> lines)
    {
        if (read.Quote!.Length > MostCharacters)
            return "";
        var whole = lines.FirstOrDefault(line => line.Interval == read.Interval && line.Quote!.Contains(read.Quote, StringComparison.Ordinal))?.Quote ?? read.Quote;
        var at = whole.IndexOf(read.Quote, StringComparison.Ordinal);
        return whole[Math.Max(0, at - MostCharacters)..Math.Min(whole.Length, at + read.Quote.Length + MostCharacters)];
    }

    // To the end of the sentence that follows the place.
    private static int End(string text, int from)
    {
        var stops = Stop().Matches(text).Select(m => m.Index + 1).Where(end => end >= from).ToList();
        return stops.Count == 0 ? text.Length : stops[0] > from ? stops[0] : stops.Count > 1 ? stops[1] : text.Length;
    }

    private static int Start(string text, int at) => Stop().Matches(text[..at]).Select(m => m.Index + 1).LastOrDefault();

    [GeneratedRegex(@"[.!?…]+(?=\s|$)")]
    private static partial Regex Stop();

    [GeneratedRegex(@"\s*[,;:—–]\s*(?:(?:and|but|yet|so)\s+)?|[.!?…]+\s+|\s+-+\s+|\s+(?:and|but|yet|although|though|whereas|while)\s+|\s+(?=until\s)", RegexOptions.IgnoreCase)]
    private static partial Regex Clauses();
}
