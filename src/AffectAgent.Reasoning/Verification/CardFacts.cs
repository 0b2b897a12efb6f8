using System.Globalization;
using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>What a card says of a unit, an emotion, a number or a direction.</summary>
internal static partial class CardFacts
{
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<KnowledgeCard, CardWords> Read = [];

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

    /// <summary>All words of the card, lower case.</summary>
    public static IReadOnlySet<string> WordsIn(KnowledgeCard card) => WordsOf(card).All;

    /// <summary>True if the quoted words stand in the card.</summary>
    public static bool Quotes(KnowledgeCard card, string quote) =>
        card.Text.Contains(quote, StringComparison.OrdinalIgnoreCase) || card.Gist?.Contains(quote, StringComparison.OrdinalIgnoreCase) is true
        || card.Title.Equals(quote, StringComparison.OrdinalIgnoreCase);

    private static CardWords WordsOf(KnowledgeCard card) => Read.GetValue(card, static card =>
    {
        var sentence = SentenceReader.Read($"{card.Title}. {card.Text} {card.Gist}");
        // Keywords are what people search by, and nothing that the card says.
        var all = Word().Matches($"{card.Title} {card.Text} {card.Gist} {string.Join(' ', card.Emotions)} {string.Join(' ', card.Between)}")
            .Select(match => match.Value.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        return new CardWords(all, [.. sentence.Units], [.. sentence.Clauses.SelectMany(clause => clause.Numbers).Select(number => number.Value)]);
    });

    [GeneratedRegex("[A-Za-z][A-Za-z0-9'-]*")]
    private static partial Regex Word();

    private sealed record CardWords(HashSet<string> All, HashSet<int> Units, IReadOnlyList<double> Numbers);
}
