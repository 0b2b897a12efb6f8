using System.Globalization;
using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>What a card says of a unit, an emotion, a number or a direction.</summary>
internal static partial class CardFacts
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<KnowledgeCard, CardWords> Read = new();

    /// <summary>True if the card speaks of the unit.</summary>
    public static bool Mentions(KnowledgeCard card, int unit) =>
        card.Pattern.ContainsKey(unit) || card.Cues.Any(cue => cue.ActionUnit == unit) || WordsOf(card).Units.Contains(unit)
        || card.Id == string.Create(CultureInfo.InvariantCulture, $"au/{unit}");

    /// <summary>True if the card speaks of the emotion that the word names.</summary>
    public static bool Mentions(KnowledgeCard card, string emotion) =>
        Vocabulary.Emotions[emotion].Any(label => card.Emotions.Contains(label) || card.Between.Contains(label)) || WordsOf(card).All.Contains(emotion);

    /// <summary>True if the card connects the unit with the emotion, for it or against it as asked.</summary>
    public static bool Connects(KnowledgeCard card, int unit, string emotion, bool against)
    {
        if (card.Cues.Count > 0)
            return card.Cues.Any(cue => cue.ActionUnit == unit && Vocabulary.Emotions[emotion].Contains(cue.Favours) != against);
        if (!Mentions(card, emotion))
            return false;
        return card.Pattern.TryGetValue(unit, out var weight) ? weight > 0 != against : !against && Mentions(card, unit);
    }

    /// <summary>True if the number stands in the card's own words; the years of its sources are none of its statements.</summary>
    public static bool Holds(KnowledgeCard card, NumberMention number) => WordsOf(card).Numbers.Any(n => number.Fits(n));

    /// <summary>True if the card says something went that way.</summary>
    public static bool Holds(KnowledgeCard card, Direction direction, IReadOnlyList<int> units) =>
        card.Cues.Any(cue => cue.Direction == direction && cue.ActionUnit is { } unit && units.Contains(unit))
        || WordsOf(card).All.Any(word => Vocabulary.Directions.TryGetValue(word, out var d) && d == direction);

    /// <summary>Share of the words, common ones left out, that the card holds too in some form; 1 where there are none.</summary>
    public static double Share(IReadOnlyList<KnowledgeCard> cards, IReadOnlyList<string> words)
    {
        var telling = TellingStems(words);
        return telling.Count == 0 ? 1 : (double)telling.Count(stem => cards.Any(card => WordsOf(card).Stems.Contains(stem))) / telling.Count;
    }

    /// <summary>True if the sentence of the cards that is nearest in its words is negated just as the statement is.</summary>
    /// <param name="cards">The cards.</param>
    /// <param name="words">The statement's words, lower case.</param>
    public static bool AgreeInNegation(IReadOnlyList<KnowledgeCard> cards, IReadOnlyList<string> words)
    {
        var telling = TellingStems(words).ToHashSet(StringComparer.Ordinal);
        var near = cards.SelectMany(card => WordsOf(card).Sentences).Select(said => (Said: said, Shared: said.Stems.Count(telling.Contains))).ToList();
        var most = near.Select(n => n.Shared).DefaultIfEmpty().Max();
        return most == 0 || near.Any(n => n.Shared == most && n.Said.Negated == IsNegated(words));
    }

    /// <summary>True if the quoted words stand in the card.</summary>
    public static bool Quotes(KnowledgeCard card, string quote) =>
        card.Text.Contains(quote, StringComparison.OrdinalIgnoreCase) || card.Gist?.Contains(quote, StringComparison.OrdinalIgnoreCase) is true
        || card.Keywords.Contains(quote, StringComparer.OrdinalIgnoreCase) || card.Title.Equals(quote, StringComparison.OrdinalIgnoreCase);

    private static CardWords WordsOf(KnowledgeCard card) => Read.GetOrAdd(card, static card =>
    {
        var sentence = SentenceReader.Read($"{card.Title}. {card.Text} {card.Gist}");
        var all = Word().Matches($"{card.Title} {card.Text} {card.Gist} {string.Join(' ', card.Keywords)} {string.Join(' ', card.Emotions)} {string.Join(' ', card.Between)}")
            .Select(match => match.Value.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        return new CardWords(all, all.Select(Stem).ToHashSet(StringComparer.Ordinal), [.. sentence.Units],
            [.. sentence.Clauses.SelectMany(clause => clause.Numbers).Select(number => number.Value)],
            [.. SentenceEnd().Split($"{card.Text}. {card.Gist}").Append(card.Title).Select(ReadOne).Where(said => said.Stems.Count > 0)]);
    });

    private static CardSentence ReadOne(string text)
    {
        var words = SentenceReader.Read(text).Words;
        return new CardSentence(TellingStems(words), IsNegated(words));
    }

    // "Neither … nor" is one negation; two cancel out.
    private static bool IsNegated(IReadOnlyList<string> words) => words.Count(word => word != "nor" && Vocabulary.IsNegation(word)) % 2 == 1;

    private static List<string> TellingStems(IReadOnlyList<string> words) =>
        [.. words.Where(word => word.Length > 2 && !Vocabulary.Common.Contains(word)).Select(Stem).Distinct()];

    // Endings are cut so that "tightened" finds "tighten" and "tightening"; five letters tell most stems apart.
    private static string Stem(string word) => word.Length <= 5 ? word.TrimEnd('s') : word[..5];

    [GeneratedRegex(@"[.;?!]+(?:\s+|$)")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex("[A-Za-z][A-Za-z0-9'-]*")]
    private static partial Regex Word();

    private sealed record CardWords(HashSet<string> All, HashSet<string> Stems, HashSet<int> Units, IReadOnlyList<double> Numbers, IReadOnlyList<CardSentence> Sentences);

    private sealed record CardSentence(IReadOnlyList<string> Stems, bool Negated);
}
