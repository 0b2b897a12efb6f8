using System.Globalization;
using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>
/// Takes a sentence apart into what it states. Works on any English sentence, whoever wrote it; nothing of the writer's
/// own knowledge is used. Clauses end at punctuation and conjunctions; subjects without a statement of their own belong to
/// the next one, and a statement without a subject belongs to the last subject named.
/// </summary>
internal static partial class SentenceReader
{
    /// <summary>The longest sentence that is read, characters; a longer one states more than can be checked at once.</summary>
    public const int MaxLength = 1000;

    /// <summary>Takes a sentence apart.</summary>
    public static ParsedSentence Read(string text)
    {
        var quotes = new List<string>();
        var plain = Quoted().Replace(Normalise(text), match =>
        {
            quotes.Add(match.Groups["q"].Value.Trim());
            return " ‹› ";
        });
        var scales = new List<string>();
        plain = Scale().Replace(plain, match =>
        {
            scales.Add($"{match.Groups["low"].Value}-{match.Groups["high"].Value}");
            return " ";
        });
        var state = new ReadingState();
        var tokens = Tokens().Matches(plain);
        for (var i = 0; i < tokens.Count; i++)
            Take(tokens, i, state);
        state.EndClause();
        return new ParsedSentence(text, Merge(state.Clauses), state.Units, state.Persons, quotes, scales, state.Words, ReadingVerb().IsMatch(plain), FeelingOf(plain));
    }

    /// <summary>The text with each quote replaced by a mark, so that no word of a quote is taken for the writer's.</summary>
    public static string Plain(string text) => Quoted().Replace(Normalise(text), " ‹› ");

    /// <summary>The stretches of a sentence between semicolons, colons and words of contrast; quotes are not cut.</summary>
    public static IReadOnlyList<string> Segments(string text)
    {
        var quotes = Quoted().Matches(text);
        var segments = new List<string>();
        var start = 0;
        foreach (Match joint in Joints().Matches(text))
        {
            if (quotes.Any(quote => quote.Index < joint.Index && joint.Index < quote.Index + quote.Length))
                continue;
            segments.Add(text[start..joint.Index]);
            start = joint.Index + joint.Length;
        }

        segments.Add(text[start..]);
        return segments;
    }

    private static void Take(MatchCollection tokens, int i, ReadingState state)
    {
        var token = tokens[i];
        if (token.Groups["person"].Success)
            state.AddPersons(Digits().Matches(token.Value).Select(m => int.Parse(m.Value, CultureInfo.InvariantCulture)));
        else if (token.Groups["au"].Success)
            state.AddUnits(Digits().Matches(token.Value).Select(m => int.Parse(m.Value, CultureInfo.InvariantCulture)));
        else if (token.Groups["facs"].Success)
            state.AddUnits([FacsNames.NumberOf(token.Value)]);
        else if (token.Groups["num"].Success)
            state.AddNumber(NumberReader.Read(tokens, i, state.Now));
        else if (token.Groups["word"].Success)
            state.AddWord(token.Value.ToLowerInvariant(), Next(tokens, i), NumberReader.JoinsNumbers(tokens, i));
        else if (!NumberReader.JoinsNumbers(tokens, i))
            state.EndClause();
    }

    private static string? Next(MatchCollection tokens, int i) => i + 1 < tokens.Count ? tokens[i + 1].Value.ToLowerInvariant() : null;

    private static List<Clause> Merge(List<Clause> clauses)
    {
        var merged = new List<Clause>();
        Clause? pending = null;
        foreach (var clause in clauses)
        {
            if (pending is not null)
                clause.Continue(pending);
            else if (!clause.HasSubject && clause.HasPredicate && merged.Count > 0)
                clause.Inherit(merged[^1]);
            pending = clause.HasSubject && !clause.HasPredicate ? clause : null;
            if (pending is null)
                merged.Add(clause);
        }

        if (pending is not null)
            merged.Add(pending);
        return merged;
    }

    // A negation counts up to the next comma: "not what someone feels", but not "feels happy, not sad".
    private static bool? FeelingOf(string plain)
    {
        bool? feeling = null;
        foreach (Match match in Feels().Matches(plain))
        {
            var start = plain.LastIndexOfAny([',', ';', ':', '.', '('], match.Index) + 1;
            feeling = feeling is true || !Word().Matches(plain[start..match.Index]).Any(word => Vocabulary.IsNegation(word.Value.ToLowerInvariant()));
        }

        return feeling;
    }

    private static string Normalise(string text) =>
        text.Replace('’', '\'').Replace('–', '-').Replace('−', '-').ReplaceLineEndings(" ");

    [GeneratedRegex("[“\"](?<q>[^”\"]*)[”\"]|‘(?<q>[^’']*)[’']|(?<![\\w])'(?<q>[^']+)'(?!\\w)")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\b(?:on|from)?\s*(?:a|the|its)?\s*scale (?:of|from) (?<low>-?\d+) to (?<high>\d+)|\b(?<low>-?\d+)-(?<high>\d+) scale", RegexOptions.IgnoreCase)]
    private static partial Regex Scale();

    [GeneratedRegex(
        @"(?<person>\bpersons?\s+\d+(?:\s*(?:,|and)\s*\d+(?!\s*(?:s\b|%|\.\d)))*)" +
        @"|(?<au>\b(?:AUs|action units)\s*\d{1,2}(?:\s*(?:,\s*and|,|and|&|\+)\s*(?:AU)?\d{1,2}(?![\d.]*\s*(?:s\b|%|of 5)))*|\b(?:AU|action unit)\s*\d{1,2}(?:\s*\+\s*(?:AU)?\d{1,2})*)" +
        @"|(?<facs>\b(?:" + FacsNames.Pattern + @")\b)" +
        @"|(?<num>\d+:\d{2}(?:\.\d+)?|(?:(?<![\w.)])-)?\d+(?:\.\d+)?)\s*(?<unit>%|percent\b|per cent\b|ms\b|milliseconds?\b|seconds?\b|secs?\b|s\b|Hz\b|dB\b|decibels?\b|px\b|pixels?\b|rad\b|radians?\b|°|degrees?\b|(?:out )?of 5(?!\d|\.\d)|of five\b|/\s*5(?!\d|\.\d)|(?:persons?|people|faces?)\b)?" +
        @"|(?<word>[A-Za-z][A-Za-z0-9'-]*)|(?<punct>[,;:()—-])",
        RegexOptions.IgnoreCase)]
    private static partial Regex Tokens();

    [GeneratedRegex(@"[;:]\s+|,?\s+(?:but|whereas|while|yet|although)\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Joints();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    [GeneratedRegex("[A-Za-z][A-Za-z'-]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(?:feels?|felt)\b|\b(?:is|are|was|were) feeling\b|(?:\b(?:he|she|they|you|someone|somebody|everyone|person \d+|(?:person|man|woman|child|boy|girl|speaker|people|subject) ?)\s*(?:\b(?:is|are|was|were)|'s|'re)|\bI am|\bI'm)\s+(?:not\s+)?(?:(?:[a-z]+ly|very|so|quite|rather|really|in fact)\s+)?(?:happy|joyful|sad|angry|furious|mad|contemptuous|scornful|disgusted|fearful|afraid|scared|frightened|surprised|annoyed|amused|anxious|ashamed|bored|calm|confused|delighted|depressed|disappointed|embarrassed|excited|grateful|jealous|lonely|nervous|proud|relieved|upset|worried)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Feels();

    [GeneratedRegex(@"\b(?:reads?|reading is|perceived|seen|comes across|come across|taken) (?:[a-z]+ ){0,2}as\b|\bexpress(?:es|ed|ing)?\b|\bsounds?\b|\blooks?\b|\bseems?\b|\bappears?\b|\bconclu\w+|\bmost likely\b|\b(?:the|this|her|his|their) (?:face|voice|person|speaker|words|reading|expression|man|woman|child) (?:is|are|was|were)\b|\b(?:he|she|they) (?:is|are|was|were)\b|\bperson \d+ (?:is|was)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ReadingVerb();
}
