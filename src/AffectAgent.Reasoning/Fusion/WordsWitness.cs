using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>What the words say: each line or clause that was read a part of its own, or, where they name no emotion, an event that the speaker tells.</summary>
internal static partial class WordsWitness
{
    /// <summary>How much more the clause after a "but" counts than the one before (Hutto and Gilbert, 2014, use three times; this is a judgement).</summary>
    private const double AfterBut = 1.5;

    /// <summary>
    /// The share that a reading gets by an event alone, before the other emotions' shares are scored: a judgement after 150 lines of
    /// GoEmotions and MELD, of which 36 % (28 to 44) were right. What the program takes for events does worse (docs/perception.md).
    /// </summary>
    private const double EventShare = 0.4;

    private const double NeutralShare = 0.28;

    // Lines that say less than this by themselves do not part a text in two.
    private const double Clear = 0.45;

    // Characters that joining words and the marks around them take at most.
    private const int LongestJoin = 40;

    // A longer text is about more than the one event.
    private const int MostWords = 16;

    // Threats, kindness, foul things and what is unexpected are too often talked of without having happened.
    private static readonly HashSet<string> Deciding = ["cause/sadness", "cause/disappointment", "cause/anger", "cause/frustration", "cause/happiness"];

    /// <summary>The words' reading, or null where nothing was read and no event is told.</summary>
    public static Witness? Of(CaseEvidence evidence) => OfEvent(evidence) ?? OfLines(evidence);

    /// <summary>What was read of the lines and clauses, whatever they tell of events; null where nothing was read.</summary>
    internal static Witness? OfLines(CaseEvidence evidence)
    {
        var read = Read(evidence);
        if (read.Count == 0)
            return null;
        var pooled = EmotionDistribution.Pool([.. read.Select(pair => (pair.Distribution, Weight(pair.Line)))]);
        return new Witness(ReadingChannel.Words, Modality.Words, Witnesses.Logs(pooled), Witnesses.Some(read.Average(pair => pair.Line.Confidence)), read.Min(pair => pair.Line.Reliability), [.. read.Select(pair => pair.Line.Id)])
        { Parts = Parts(read, evidence) };
    }

    private static Witness? OfEvent(CaseEvidence evidence)
    {
        if (Event(evidence) is not { } told || Happened(told.Kind!) is not { } happened)
            return null;
        var line = evidence.Lines[told.Line];
        return new Witness(ReadingChannel.Words, Modality.Words, Witnesses.Logs(happened), 1, Reliability.Weak, [line.Id, .. Read(evidence).Select(pair => pair.Line.Id).Where(id => id != line.Id)])
        { Parts = [new WitnessPart(happened, 1, IsScored: false)] };
    }

    private static List<(Evidence Line, EmotionDistribution Distribution)> Read(CaseEvidence evidence) =>
        [.. evidence.OfKind(EvidenceKinds.TextEmotion).Select(e => (Line: e, Distribution: Witnesses.Read(e))).Where(pair => pair.Distribution is not null).Select(pair => (pair.Line, Distribution: pair.Distribution!))];

    /// <summary>
    /// The event that decides where words alone are there, name no emotion and tell little else: one that happened to the one who
    /// tells it, of a kind that was borne out. What befalls others, may come, is wished for or asked about decides nothing.
    /// </summary>
    public static FoundCause? Event(CaseEvidence evidence)
    {
        if (evidence.Has(Modality.Face) || evidence.Has(Modality.Voice) || evidence.OfKind(EvidenceKinds.TextEmotion).Any(Names))
            return null;
        var lines = evidence.Lines.Select(line => line.Quote!).ToList();
        return lines.Sum(line => line.Count(char.IsWhiteSpace) + 1) > MostWords ? null
            : CauseFinder.Happened(lines) is { Kind: { } kind } found && Deciding.Contains(kind.Card) ? found : null;
    }

    private static bool Names(Evidence read) => read is { Label: { } label, Value: not null } && CauseWords.English.GroupOf(label) is not null;

    // What the kind of event tends to go with, neutral next; the fitted prior is taken out, since the shares are what was counted.
    private static EmotionDistribution? Happened(CauseKind kind)
    {
        if (!EmotionNames.TryParse(kind.Groups.First(), out var emotion))
            return null;
        var rest = (1 - EventShare - NeutralShare) / (EmotionNames.All.Count - 2);
        return EmotionDistribution.FromWeights(e => (e == emotion ? EventShare : e == Emotion.Neutral ? NeutralShare : rest) / Math.Exp(FusionParameters.BuiltIn.LogPrior(e)));
    }

    // What says one thing, in however many lines, is scored as it was fitted. Lines and clauses of which two clearly say different
    // things are scored each by itself, so that none is denied by another; what is in doubt counts less beside what is not, and
    // alone leaves its share to nothing.
    private static List<WitnessPart>? Parts(List<(Evidence Line, EmotionDistribution Distribution)> read, CaseEvidence evidence)
    {
        var doubts = evidence.Doubts;
        if (read.Count > SpokenDoubts.MostReadings || (doubts.Count == 0 && !Differ(read, evidence)))
            return null;
        var doubtful = doubts.Select(doubt => doubt.Line.Id).ToHashSet(StringComparer.Ordinal);
        var all = read.ConvertAll(pair => (pair.Distribution, Doubtful: doubtful.Contains(pair.Line.Id), Weight: Weight(pair.Line, evidence)));
        double Left(bool isDoubtful) => isDoubtful ? 1 - SpokenDoubt.Share : 1;
        var total = all.Exists(one => !one.Doubtful) ? all.Sum(one => one.Weight * Left(one.Doubtful)) : all.Sum(one => one.Weight);
        return all.ConvertAll(one => new WitnessPart(one.Distribution, one.Weight * Left(one.Doubtful) / total, IsScored: true));
    }

    // Surprise colours joy rather than standing against it.
    private static bool Differ(List<(Evidence Line, EmotionDistribution Distribution)> read, CaseEvidence evidence)
    {
        var clear = read.Where(pair => pair.Line.Label is not null && (pair.Line.Value >= Clear || BeforeClause(pair.Line, evidence) is not null))
            .Select(pair => CauseWords.English.GroupOf(pair.Line.Label!)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return clear.Count > (clear.Contains("happiness") && clear.Contains("surprise") ? 2 : 1);
    }

    private static double Weight(Evidence line) => Witnesses.Some(line.Confidence) * Witnesses.Some(line.Value ?? 0);

    // A clause of a line counts as it is read, whichever label that is: "annoyed" beside "grateful" is not less so because annoyance is
    // harder to read. "X, but Y" is about Y, and so is "although X, Y".
    private static double Weight(Evidence read, CaseEvidence evidence) => BeforeClause(read, evidence) is not { } before ? Weight(read)
        : Witnesses.Some(read.Value ?? 0) * (But().IsMatch(before) ? AfterBut : Although().IsMatch(before) ? 1 / AfterBut : 1);

    // What stands right before a clause in its line; null for whole sentences and lines.
    private static string? BeforeClause(Evidence read, CaseEvidence evidence)
    {
        if (evidence.Lines.FirstOrDefault(line => line.Interval == read.Interval && line.Quote!.Length > read.Quote?.Length && line.Quote!.Contains(read.Quote, StringComparison.Ordinal))?.Quote is not { } whole)
            return null;
        var at = whole.IndexOf(read.Quote!, StringComparison.Ordinal);
        var end = at + read.Quote!.Length;
        var (before, after) = (whole[Math.Max(0, at - LongestJoin)..at].TrimEnd(), whole[end..Math.Min(whole.Length, end + LongestJoin)].TrimStart());
        var begins = before.Length == 0 || EndsSentence(before[^1]);
        return begins && (after.Length == 0 || EndsSentence(after[0]) || EndsSentence(read.Quote[^1])) ? null : before;
    }

    private static bool EndsSentence(char c) => c is '.' or '!' or '?' or '…' or '\n';

    [GeneratedRegex(@"\b(?:but|yet|however)(?: also)?[\s,]*$", RegexOptions.IgnoreCase)]
    private static partial Regex But();

    [GeneratedRegex(@"\b(?:although|even though|though)[\s,]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Although();
}
