using System.Buffers;
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

    private const string QuoteMark = " ‹› ";

    // Words without which a pattern can't match: looking for them first is quicker than most patterns.
    private static readonly SearchValues<string> FeelingWords = SearchValues.Create(
        ["feel", "felt", "happy", "joyful", "sad", "angry", "furious", "mad", "contemptuous", "scornful", "disgusted", "fearful", "afraid", "scared", "frightened", "surprised",
            "annoyed", "amused", "anxious", "ashamed", "bored", "calm", "confused", "delighted", "depressed", "disappointed", "embarrassed", "excited", "grateful", "jealous", "lonely",
            "nervous", "proud", "relieved", "upset", "worried", "pain", "distress", "suffering"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes a sentence apart.</summary>
    public static ParsedSentence Read(string text)
    {
        var quotes = new List<string>();
        var plain = Quoted().Replace(Normalise(text), match =>
        {
            quotes.Add(match.Groups["q"].Value.Trim());
            return QuoteMark;
        });
        var scales = new List<string>();
        var stated = !plain.Contains("scale", StringComparison.OrdinalIgnoreCase) ? plain : Scale().Replace(plain, match =>
        {
            scales.Add($"{match.Groups["low"].Value}-{match.Groups["high"].Value}");
            return " ";
        });
        var state = new ReadingState();
        var tokens = Token.Of(stated);
        for (var i = 0; i < tokens.Count; i++)
            Take(tokens, i, state);
        state.EndClause();
        return new ParsedSentence(text, plain, stated, Merge(state.Clauses), state.Units, state.Persons, quotes, scales, state.Words, FeelingOf(stated));
    }

    /// <summary>True if it says what something reads as, here and now.</summary>
    /// <param name="stated">The sentence without quotes and scales.</param>
    public static bool IsReading(string stated) => ReadingVerb().IsMatch(stated);

    /// <summary>The text with each quote replaced by a mark, so that no word of a quote is taken for the writer's.</summary>
    public static string Plain(string text) => Quoted().Replace(Normalise(text), QuoteMark);

    /// <summary>The stretches of a sentence between semicolons, colons and words of contrast; quotes are not cut.</summary>
    public static IReadOnlyList<string> Segments(string text)
    {
        var segments = new List<string>();
        var start = 0;
        foreach (var joint in OutsideQuotes(Joints(), text))
        {
            segments.Add(text[start..joint.Index]);
            start = joint.Index + joint.Length;
        }

        segments.Add(text[start..]);
        return segments;
    }

    /// <summary>The matches that do not lie in a quote.</summary>
    public static List<Match> OutsideQuotes(Regex pattern, string text)
    {
        var quotes = Quoted().Matches(text);
        return [.. pattern.Matches(text).Where(match => !quotes.Any(quote => quote.Index < match.Index && match.Index < quote.Index + quote.Length))];
    }

    private static void Take(List<Token> tokens, int i, ReadingState state)
    {
        var token = tokens[i];
        switch (token.Kind)
        {
            case TokenKind.Person:
                state.AddPersons(token.Numbers());
                break;
            case TokenKind.Unit:
                state.AddUnits(token.Numbers());
                break;
            case TokenKind.UnitName:
                state.AddUnits([FacsNames.NumberOf(token.Text)]);
                break;
            case TokenKind.Number:
                state.AddNumber(NumberReader.Read(tokens, i, state.Now));
                break;
            case TokenKind.Word:
                state.AddWord(token.Text, i + 1 < tokens.Count ? tokens[i + 1].Text : null, NumberReader.JoinsNumbers(tokens, i));
                break;
            default:
                if (!NumberReader.JoinsNumbers(tokens, i))
                    state.EndClause();
                break;
        }
    }

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
        if (!plain.AsSpan().ContainsAny(FeelingWords))
            return null;
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

    [GeneratedRegex(@"[;:]\s+|,?\s+(?:but|whereas|while|yet|although)\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Joints();

    [GeneratedRegex("[A-Za-z][A-Za-z'-]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(?:feels?|felt)\b|\b(?:is|are|was|were) feeling\b|(?:\b(?:he|she|they|you|someone|somebody|everyone|person \d+|(?:person|man|woman|child|boy|girl|speaker|people|subject) ?)\s*(?:\b(?:is|are|was|were)|'s|'re)|\bI am|\bI'm)\s+(?:not\s+)?(?:(?:[a-z]+ly|very|so|quite|rather|really|in fact)\s+)?(?:happy|joyful|sad|angry|furious|mad|contemptuous|scornful|disgusted|fearful|afraid|scared|frightened|surprised|annoyed|amused|anxious|ashamed|bored|calm|confused|delighted|depressed|disappointed|embarrassed|excited|grateful|jealous|lonely|nervous|proud|relieved|upset|worried|in pain|in distress|suffering)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Feels();

    [GeneratedRegex(@"\b(?:reads?|reading is|perceived|seen|comes across|come across|taken) (?:[a-z]+ ){0,2}as\b|\bexpress(?:es|ed|ing)?\b|\bsounds?\b|\blooks?\b|\bseems?\b|\bappears?\b|\bconclu\w+|\bmost likely\b|\b(?:the|this|her|his|their) (?:face|voice|person|speaker|words|reading|expression|man|woman|child) (?:is|are|was|were)\b|\b(?:he|she|they) (?:is|are|was|were)\b|\bperson \d+ (?:is|was)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ReadingVerb();
}
