using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>
/// Puts a model's loose prose into the words that the checks understand: "crow's feet" into "cheek raiser", "leans towards"
/// into "points to". What is checked is this wording; what is shown is the model's own. A phrase stands in the table only
/// if its replacement says no less: so a sentence can't become true by being put plainly. Quotes stay as they are.
/// </summary>
internal static partial class Paraphrase
{
    private const string Dropped = "-";
    private static readonly Dictionary<string, string> Plain = Load();
    private static readonly Regex Phrases = new(
        $@"(?<![\w-])(?:{string.Join('|', Plain.Keys.OrderByDescending(phrase => phrase.Length).Select(Regex.Escape))})(?![\w-])", RegexOptions.IgnoreCase | RegexOptions.Compiled);

    /// <summary>The sentence in plain words.</summary>
    public static string Of(string text)
    {
        // What cues point to was computed; what else "points to" an emotion expresses it.
        var balance = text.Contains("cue", StringComparison.OrdinalIgnoreCase);
        string Put(Match phrase) => balance && phrase.Value.StartsWith("point", StringComparison.OrdinalIgnoreCase) ? phrase.Value : Plain[phrase.Value.ToLowerInvariant()];
        var plain = Quoted().Replace(text.Replace('’', '\''), match => match.Groups["quote"].Success ? match.Value : Phrases.Replace(match.Value, Put));
        return Loose().Replace(Spaces().Replace(plain, " "), "").TrimStart(' ', ',');
    }

    /// <summary>The sentence in plain words, unless it restates a card: then the card's own words stand.</summary>
    public static string Of(string text, IReadOnlyList<KnowledgeCard> cards) => cards.Count > 0 && CardStatements.Restated(cards, text) ? text : Of(text);

    private static Dictionary<string, string> Load()
    {
        var table = PromptTable.Load("reasoner/paraphrases");
        return table.Keys.SelectMany(word => table.Fill(word).Split('|').Select(phrase => (phrase, word: word == Dropped ? "" : word)))
            .ToDictionary(pair => pair.phrase, pair => pair.word, StringComparer.Ordinal);
    }

    [GeneratedRegex("(?<quote>[“\"][^”\"]*[”\"])|[^“\"]+|[“\"]")]
    private static partial Regex Quoted();

    // A number after a comma belongs to what stands before it: "starts, at 0.6 s".
    [GeneratedRegex(@",(?= at (?:about |nearly |just over |just under |around )?-?\d)")]
    private static partial Regex Loose();

    [GeneratedRegex(@"\s{2,}| (?=,)")]
    private static partial Regex Spaces();
}
