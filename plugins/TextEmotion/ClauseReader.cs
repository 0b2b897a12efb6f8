using System.Text.RegularExpressions;

namespace AffectAgent.Plugins.TextEmotion;

/// <summary>A stretch of a text and what it reads as by itself.</summary>
/// <param name="Text">The stretch, as the text has it.</param>
/// <param name="Decision">Its labels.</param>
/// <param name="Kin">The word that was read in place of another of its group, or null.</param>
internal sealed record ReadClause(string Text, TextDecision Decision, KinWord? Kin);

/// <summary>
/// Reads the clauses of a text apart where they clearly express different emotions ("thrilled but terrified"): a sum over all
/// words would let one of the two win and deny the other. A clause that expresses nothing by itself goes with the one before it.
/// A word of feeling that the model hardly knows is read as the one of its group that it knows best.
/// </summary>
/// <param name="classifier">Reads them.</param>
internal sealed partial class ClauseReader(TextEmotionClassifier classifier)
{
    /// <summary>A label at or above this stands by itself.</summary>
    private const double Clear = 0.35;

    private const int MostClauses = 12;

    private readonly KinWords _kin = new(classifier);

    /// <summary>The clauses, at least two, or none where the text is to be read as one.</summary>
    /// <param name="text">A line or sentence.</param>
    public IReadOnlyList<ReadClause> Of(string text)
    {
        var spans = Spans(text);
        if (spans.Count is < 2 or > MostClauses)
            return [];
        // Surprise by a mere comma is how a sentence opens ("Wow, …"), and colours what follows rather than standing against it.
        var joined = Joining().IsMatch(text);
        var groups = new List<(int Start, int End, Emotion Family)>();
        foreach (var (start, end) in spans)
        {
            var family = Read(text[start..end], joined)?.Family;
            if (family is { } own && groups.Count > 0 && groups[^1].Family == Emotion.Neutral)
                groups[^1] = (groups[^1].Start, end, own);
            else if (groups.Count == 0 || (family is { } other && groups[^1].Family != other))
                groups.Add((start, end, family ?? Emotion.Neutral));
            else
                groups[^1] = (groups[^1].Start, end, groups[^1].Family);
        }

        if (groups.Count < 2)
            return [];
        // What a clause expresses must hold with the words that were added to it.
        var read = groups.ConvertAll(group => (group.Family, Read: Read(text[group.Start..group.End], joined)));
        return read.TrueForAll(clause => clause.Read?.Family == clause.Family) ? read.ConvertAll(clause => clause.Read!.Value.Clause) : [];
    }

    private (ReadClause Clause, Emotion Family)? Read(string clause, bool surpriseToo)
    {
        if (classifier.Classify(clause).Decision is not { } decision)
            return null;
        if (FamilyOf(decision, surpriseToo) is { } family)
            return (new ReadClause(clause, decision, null), family);
        return _kin.Read(clause) is var (kin, instead) && FamilyOf(instead, surpriseToo) is { } other ? (new ReadClause(clause, instead, kin), other) : null;
    }

    private static Emotion? FamilyOf(TextDecision decision, bool surpriseToo)
    {
        if (decision.Given.FirstOrDefault(label => label.Name != "neutral") is not { } label || decision.Probabilities[label.Name] < Clear)
            return null;
        var family = GoEmotionsTable.EmotionsOf(label.Name).Top;
        return family == Emotion.Neutral || (family == Emotion.Surprise && !surpriseToo) ? null : family;
    }

    private static List<(int Start, int End)> Spans(string text)
    {
        var spans = new List<(int, int)>();
        var start = 0;
        foreach (Match between in Between().Matches(text))
        {
            Take(between.Index);
            start = between.Index + between.Length;
        }

        Take(text.Length);
        return spans;

        void Take(int end)
        {
            while (end > start && text[end - 1] is '.' or ' ' or '\n')
                end--;
            if (end > start && text.AsSpan(start, end - start).IndexOfAnyInRange('A', 'z') >= 0)
                spans.Add((start, end));
        }
    }

    [GeneratedRegex(@"(?:\s*[,;:—–]+\s*|\s+-+\s+|[.!?…]+\s+|\s+|^)(?:and\s+(?:yet|also|at\s+the\s+same\s+time)|but\s+also|even\s+though|at\s+the\s+same\s+time|and|but|yet|although|though|whereas|while|until|however)\b[,\s]+|\s*[,;:—–]+\s+|\s+-+\s+|[.!?…]+\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Between();

    [GeneratedRegex(@"\b(?:and|but|yet|although|though|whereas|while)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Joining();
}
