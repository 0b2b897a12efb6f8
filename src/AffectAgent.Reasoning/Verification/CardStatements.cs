using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>
/// Whether cards say what a general statement says. Such a statement may only restate: all its telling words stand in one
/// sentence of one card, in that order, from its subject on, and no word of that sentence that turns or bounds it (a
/// negation, a quantifier, a modal verb) is left out or put in. Word lists and shares can't do this: "words tell nothing"
/// and "words always tell" share all but one word with what the card says.
/// </summary>
internal static partial class CardStatements
{
    /// <summary>The share of a card's clauses, in telling words, that a statement must give again.</summary>
    private const double LeastShare = 0.75;

    /// <summary>From this share of its telling words on a sentence speaks of what a card's sentence says.</summary>
    private const double LeastLikeness = 0.6;

    /// <summary>Fewer telling words than this are too few to tell.</summary>
    private const int LeastTelling = 3;

    private static readonly ConditionalWeakTable<KnowledgeCard, IReadOnlyList<Token[]>> Read = [];

    private static readonly HashSet<string> Light = Set(
        "a an the and or as at be been is are was were by for from in into it its of on to with that this these those there so such also just then too very do does did will would has have had here");

    // Words that bound, turn or weaken what is said.
    private static readonly HashSet<string> Turning = Set(
        "not no never nothing none nobody nowhere neither nor without hardly barely scarcely rarely seldom only alone all always every everything everyone everybody each any anything anyone both most many much more less least few fewer some sometimes often usually mostly can could may might must should need likely unlikely possible impossible probably perhaps almost against instead rather than unless except if");

    private static readonly HashSet<string> Bold = Set("never always nothing none nobody every everything everyone everybody all");

    // What may stand before a restated sentence.
    private static readonly HashSet<string> Frame = Set("left unanswered limit applies general according card cards say says");

    // Words that join a unit with an emotion and say no more.
    private static readonly HashSet<string> Linking = Set("speak speaks go goes sign signs part belongs belong point points face against");

    /// <summary>True if a sentence of a card says this.</summary>
    /// <param name="cards">The cited cards.</param>
    /// <param name="text">The statement.</param>
    public static bool Restated(IReadOnlyList<KnowledgeCard> cards, string text)
    {
        var said = Tokens(text).Select(token => token.Word).SkipWhile(Frame.Contains).ToArray();
        return said.Length > 0 && cards.Any(card => Sentences(card).Any(sentence => Restates(said, sentence)));
    }

    /// <summary>True for "AU12 goes with happiness": units, emotions and nothing else, which the checks of units and emotions hold against the card.</summary>
    /// <param name="sentence">The statement.</param>
    public static bool OnlyConnects(ParsedSentence sentence) =>
        sentence.Clauses.Count > 0 && sentence.Clauses.All(clause => clause.Units.Count > 0 && clause.Emotions.Count > 0 && !clause.Negated)
        && sentence.Words.All(word => Light.Contains(word) || Linking.Contains(word) || Vocabulary.Emotions.ContainsKey(word));

    /// <summary>True if most of a sentence's telling words stand in one sentence of a card: it speaks of what the card says, rightly or not.</summary>
    /// <param name="cards">The cited cards.</param>
    /// <param name="sentence">The sentence.</param>
    public static bool Resembles(IReadOnlyList<KnowledgeCard> cards, ParsedSentence sentence)
    {
        // A word such as "always" is seldom measured: with one, fewer words shared are enough.
        var bold = sentence.Words.Any(Bold.Contains);
        var telling = sentence.Words.Where(word => word.Length > 2 && !Light.Contains(word) && !Turning.Contains(word) && (bold || !Vocabulary.Emotions.ContainsKey(word)))
            .Select(Stem).ToHashSet(StringComparer.Ordinal);
        return telling.Count >= (bold ? LeastTelling - 1 : LeastTelling) && cards.Any(card => Sentences(card).Any(said =>
            telling.Count(stem => said.Any(token => token.Stem == stem)) >= LeastLikeness * telling.Count));
    }

    private static bool Restates(string[] said, Token[] sentence)
    {
        for (var first = 0; first < sentence.Length; first++)
        {
            if (sentence[first].Stem == Stem(said[0]) && Match(said, sentence, first) is { } matched && IsWhole(matched, sentence))
                return true;
        }

        return false;
    }

    // The places in the sentence of all words said, in order; null if one is missing.
    private static HashSet<int>? Match(string[] said, Token[] sentence, int first)
    {
        var matched = new HashSet<int>();
        var place = first;
        foreach (var word in said)
        {
            while (place < sentence.Length && !Same(word, sentence[place]))
                place++;
            if (place == sentence.Length)
                return null;
            matched.Add(place++);
        }

        return matched;
    }

    // The clauses that are touched must be given again from their first word on, with all that turns them.
    private static bool IsWhole(HashSet<int> matched, Token[] sentence)
    {
        var (from, to) = (sentence[matched.Min()].Clause, sentence[matched.Max()].Clause);
        var places = Enumerable.Range(0, sentence.Length).Where(place => sentence[place].Clause >= from && sentence[place].Clause <= to).ToList();
        return matched.Contains(places[0])
            && places.All(place => matched.Contains(place) || !Turning.Contains(sentence[place].Word))
            && matched.Count >= LeastShare * places.Count;
    }

    private static bool Same(string word, Token token) =>
        Turning.Contains(word) || Turning.Contains(token.Word) ? word == token.Word : Stem(word) == token.Stem;

    private static IReadOnlyList<Token[]> Sentences(KnowledgeCard card) => Read.GetValue(card, static card =>
        [.. SentenceEnd().Split($"{card.Text}. {card.Gist}").Append(card.Title).Select(Tokens).Where(sentence => sentence.Length > 0)]);

    private static Token[] Tokens(string text)
    {
        var tokens = new List<Token>();
        var clause = 0;
        foreach (Match match in Pieces().Matches(text.Replace('’', '\'').ToLowerInvariant()))
        {
            if (!char.IsLetterOrDigit(match.Value[0]))
                clause++;
            else
                tokens.AddRange(Parts(match.Value).Where(word => !Light.Contains(word)).Select(word => new Token(word, Stem(word), clause)));
        }

        return [.. tokens];
    }

    // "can't" and "cannot" are "can" and "not".
    private static string[] Parts(string word) => word switch
    {
        "can't" or "cannot" => ["can", "not"],
        "won't" => ["not"],
        _ when word.EndsWith("n't", StringComparison.Ordinal) => [word[..^3], "not"],
        _ when word.EndsWith("'s", StringComparison.Ordinal) => [word[..^2]],
        _ => [word],
    };

    /// <summary>One form for singular and plural, and for "tell" and "tells"; longer words by their first seven letters.</summary>
    public static string Stem(string word) => (word.Length <= 7 ? word : word[..7]).TrimEnd('s');

    private static HashSet<string> Set(string words) => [.. words.Split(' ')];

    [GeneratedRegex(@"[a-z0-9][a-z0-9'-]*|[,;:()—]")]
    private static partial Regex Pieces();

    [GeneratedRegex(@"[.;?!]+(?:\s+|$)")]
    private static partial Regex SentenceEnd();

    private sealed record Token(string Word, string Stem, int Clause);
}
