using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>
/// A half of a sentence that no check understands must not pass because the other half was measured: where a half has words
/// that neither the composer's sentences nor what is cited use, it must state something that was measured by itself, or be
/// a card's. Nor may such words be what a movement is said to show.
/// </summary>
internal static partial class HalfChecks
{
    // What composers may say of any case.
    private static readonly HashSet<string> Plain = [.. Stems(string.Join(' ', Phrases.English.Texts)), .. Stems("throughout constantly clip whole"),
        .. Stems(string.Join(' ', Vocabulary.Common.Concat(Vocabulary.Emotions.Keys).Concat(Vocabulary.Directions.Keys).Concat(Vocabulary.Modalities.Keys).Concat(Vocabulary.Intensities.Keys)
            .Concat(Vocabulary.Negations).Concat(Vocabulary.Contrasts).Concat(Vocabulary.NumberWords.Keys).Concat(Vocabulary.Counted).Concat(Vocabulary.Presence.Keys)))];

    // "parted lips" are the words of "lips part".
    private static readonly string[] Movements = [.. ActionUnits.All.SelectMany(unit => KnownWords.In(unit.Name)).Select(word => word[..Math.Min(4, word.Length)]).Distinct()];

    /// <summary>What is wrong, or null.</summary>
    /// <param name="form">The sentence.</param>
    /// <param name="knowledge">The cards.</param>
    public static string? Check(FormContext form, IKnowledgeBase knowledge)
    {
        if (form.Cited.Evidence.Count == 0)
            return null;
        var words = form.Sentence.Words.Where(word => word.Length > 2 && !Plain.Contains(CardStatements.Stem(word)) && !Movements.Any(movement => word.StartsWith(movement, StringComparison.Ordinal))).ToList();
        if (words.Count == 0)
            return null;
        var own = form.Cited.Evidence.SelectMany(e => KnownWords.In($"{e.Label} {e.Kind} {e.Unit} {e.Note} {string.Join(' ', e.Distribution?.Keys ?? [])} {string.Join(' ', e.CarryingWords ?? [])}"))
            .Concat(form.Cited.Cards.SelectMany(CardFacts.WordsIn)).Select(CardStatements.Stem).ToHashSet(StringComparer.Ordinal);
        words.RemoveAll(word => own.Contains(CardStatements.Stem(word)));
        if (words.Find(word => !KnownWords.Of(knowledge).Contains(KnownWords.Stem(word))) is { } unheard)
            return $"nothing it cites speaks of “{unheard}”";
        var foreign = words.Select(CardStatements.Stem).ToHashSet(StringComparer.Ordinal);
        return foreign.Count == 0 ? null : Half(form, foreign) ?? Shown(form, foreign);
    }

    private static string? Half(FormContext form, HashSet<string> foreign)
    {
        var text = form.Sentence.Text;
        var joints = SentenceReader.OutsideQuotes(Joints(), text);
        if (joints.Count == 0)
            return null;
        for (var i = 0; i < joints.Count; i++)
        {
            var start = joints[i].Index + joints[i].Length;
            var half = text[start..(i + 1 == joints.Count ? text.Length : joints[i + 1].Index)];
            if (!Has(half, foreign) || !(joints[i].Groups["clause"].Success || Subject().IsMatch(half)))
                continue;
            if (!IsMeasured(SentenceReader.Read(half), form.Cited) && !CardStatements.Restated(form.Cited.Cards, half))
                return $"nothing it cites says “{half.Trim(' ', '.')}”";
        }

        return null;
    }

    private static string? Shown(FormContext form, HashSet<string> foreign)
    {
        foreach (Match shown in Shows().Matches(form.Plain))
        {
            if (Has(shown.Groups["what"].Value, foreign) && !IsMeasured(SentenceReader.Read(shown.Groups["what"].Value), form.Cited))
                return $"nothing it cites says “{shown.Value.Trim(' ', '.')}”";
        }

        return null;
    }

    // A label that is merely named is no statement of its own.
    private static bool IsMeasured(ParsedSentence half, Cited cited) => half.Quotes.Count > 0
        || half.Clauses.Any(clause => clause.Numbers.Count > 0 || clause.Units.Any(unit => cited.Evidence.Any(e => e.ActionUnit == unit))
            || clause.Emotions.Any(emotion => cited.Evidence.Any(e => EvidenceFacts.ProbabilityOf(e, emotion.Word) is not null || EvidenceFacts.Names(e, emotion.Word)))
            || clause.Directions.Any(word => cited.For(clause).Any(e => EvidenceFacts.DirectionOf(e, word) == Vocabulary.Directions[word])));

    private static bool Has(string half, HashSet<string> foreign) => Stems(SentenceReader.Plain(half)).Any(foreign.Contains);

    private static IEnumerable<string> Stems(string text) => Word().Matches(text).Select(word => CardStatements.Stem(word.Value.ToLowerInvariant()));

    [GeneratedRegex(@",?\s+(?<clause>because|since|so|while|whereas|which(?! is | are )|who|but|yet|although|though|when|as if)\s+|[,;:]\s+(?:and\s+)?|\s+and\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Joints();

    // What speaks of a subject of its own.
    [GeneratedRegex(@"^(?:the|a|an|his|her|their|its|this|that|it|he|she|they|somebody|someone)\s", RegexOptions.IgnoreCase)]
    private static partial Regex Subject();

    [GeneratedRegex(@"\b(?:shows?|signals?|reveals?|means?|indicates?|proves?|betrays?|suggests?|implies|imply|confirms?|tells?)\s+(?!.{0,20}\b(?:no|not|nothing)\b)(?:that\s+)?(?<what>[^,;:]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Shows();

    [GeneratedRegex(@"[A-Za-z][A-Za-z0-9'-]*")]
    private static partial Regex Word();
}
