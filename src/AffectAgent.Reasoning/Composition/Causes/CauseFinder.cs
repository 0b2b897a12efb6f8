using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>What words give as the occasion of an emotion.</summary>
/// <param name="Line">Index of the line that holds it.</param>
/// <param name="Text">The span, as it stands there.</param>
/// <param name="Kind">What kind of event it is, or null where no word shows it.</param>
/// <param name="IsStated">True if a connective or the grammar ties it to the emotion; false for an event told beside it.</param>
internal sealed record FoundCause(int Line, string Text, CauseKind? Kind, bool IsStated);

/// <summary>
/// Finds the span of a transcript that an emotion is about. A stated tie comes first ("sad because …", "afraid of …",
/// "… made me laugh"); else an event of a kind that goes with the emotion, in the line itself or in one of the two before.
/// Finds nothing rather than a pronoun or an event of another kind. Thread-safe.
/// </summary>
internal static partial class CauseFinder
{
    private const int LinesBack = 2;
    private const int MostWords = 16;

    /// <summary>The occasion of the emotion that a line expresses, or null where none is stated.</summary>
    /// <param name="lines">All lines in order.</param>
    /// <param name="at">The line that expresses it.</param>
    /// <param name="label">The emotion: a GoEmotions label or an emotion's name.</param>
    public static FoundCause? Find(IReadOnlyList<string> lines, int at, string label)
    {
        if (CauseWords.English.GroupOf(label) is not { } group)
            return null;
        foreach (var sentence in Sentences(lines[at]))
        {
            if (Stated(sentence, group) is { } span)
                return new FoundCause(at, span, CauseWords.English.KindOf(span, group), IsStated: true);
        }

        for (var line = at; line >= Math.Max(0, at - LinesBack); line--)
        {
            if (Event(lines[line], group) is var (text, kind))
                return new FoundCause(line, text, kind, IsStated: false);
        }

        return null;
    }

    /// <summary>The first event that is told at all, of whatever kind, for words that state no emotion; null where none is.</summary>
    /// <param name="lines">All lines in order.</param>
    public static FoundCause? Occurrence(IReadOnlyList<string> lines)
    {
        for (var line = 0; line < lines.Count; line++)
        {
            foreach (var kind in CauseWords.English.Kinds)
            {
                if (kind.Signs.IsMatch(lines[line]) && Event(lines[line], kind.Groups.First()) is (var text, { } found))
                    return new FoundCause(line, text, found, IsStated: false);
            }
        }

        return null;
    }

    /// <summary>The first event that somebody tells as having happened to themselves; null where none is.</summary>
    /// <param name="lines">All lines in order.</param>
    public static FoundCause? Happened(IReadOnlyList<string> lines)
    {
        for (var line = 0; line < lines.Count; line++)
        {
            foreach (var kind in CauseWords.English.Kinds.Where(kind => kind.Signs.IsMatch(lines[line])))
            {
                if (Event(lines[line], kind.Groups.First()) is (var text, { } found) && Own().IsMatch(text) && !Uncertain().IsMatch(text) && !Denies(text[..found.Signs.Match(text).Index]))
                    return new FoundCause(line, text, found, IsStated: false);
            }
        }

        return null;
    }

    /// <summary>True if what stands before a word denies it.</summary>
    public static bool Denies(string before) => Negated().IsMatch(before);

    private static string? Stated(string sentence, string group)
    {
        if (Question().IsMatch(sentence))
            return null;
        var patterns = CausePatterns.Of(group);
        foreach (var pattern in patterns.InFront.Concat(patterns.InOrder))
        {
            if (pattern.Match(sentence) is { Success: true } match && Trim(match.Groups["x"].Value) is { } span)
                return span;
        }

        return null;
    }

    // The clause of the line that tells an event of a kind that goes with the group.
    private static (string Text, CauseKind Kind)? Event(string line, string group)
    {
        foreach (var clause in Sentences(line).Where(s => !Question().IsMatch(s)).SelectMany(s => Clauses().Split(s)))
        {
            if (Trim(clause) is { } span && CauseWords.English.KindOf(span, group) is { } kind && !Unreal().IsMatch(span))
                return (span, kind);
        }

        return null;
    }

    // Up to the end of its clause; null for a pronoun, which names nothing.
    private static string? Trim(string span)
    {
        var cut = End().Match(span);
        var text = (cut.Success ? span[..cut.Index] : span).Trim(' ', '.', ',', '!', '?', '…', ';', ':', '—', '–', '-', '"', '“', '”', ')', '(');
        text = Opening().Replace(text, "");
        var words = Word().Matches(text);
        if (words.Count > MostWords)
            text = text[..(words[MostWords - 1].Index + words[MostWords - 1].Length)];
        return words.Count == 0 || words.All(word => Empty().IsMatch(word.Value)) ? null : text;
    }

    private static IEnumerable<string> Sentences(string line) => SentenceEnd().Split(line).Where(sentence => !string.IsNullOrWhiteSpace(sentence));

    [GeneratedRegex(@"(?<=[.!?…])\s+|\n+")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\s*[,;]\s*(?:but|and|so)?\s*|\s+(?:but|and then|so)\s+|\s[—–-]\s", RegexOptions.IgnoreCase)]
    private static partial Regex Clauses();

    [GeneratedRegex(@"\s*[;—–]|,?\s+(?:but|even though|although|though|which is why|so (?:I|we|now)|and (?:I|we|now|it) (?:am|'m|feel|can|just|don't|do|cried|was|is|really))\b|,\s+(?:and|so|which|you|man|mum|mom|dad|guys|I|it|too)\b|\s[-]\s", RegexOptions.IgnoreCase)]
    private static partial Regex End();

    [GeneratedRegex(@"^(?:and|but|so|oh|well|wow|god|no|yes|yeah|today|honestly)[, ]+", RegexOptions.IgnoreCase)]
    private static partial Regex Opening();

    [GeneratedRegex(@"[\w'’-]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^(?:it|this|that|these|those|you|me|him|her|them|us|he|she|they|we|i|all|everything|something|anything|nothing|everyone|someone|so|much|now|today|right|again|too|of|for|about|thing|things|stuff|once|first|really|ever|always|lot|a|the|reason|no|what|why|some|how)$", RegexOptions.IgnoreCase)]
    private static partial Regex Empty();

    [GeneratedRegex(@"^\W*(?:why|who|what|where|when|how|is|are|do|does|did|was|were|can|could|would|will|have you|has)\b[^.!]*\?\W*$", RegexOptions.IgnoreCase)]
    private static partial Regex Question();

    [GeneratedRegex(@"\b(?:not|never|no|without|nobody|\w+n['’]t)(?:\s+\w+){0,2}\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Negated();

    [GeneratedRegex(@"\b(?:I|we|me|us|my|our|mine|ours|myself|ourselves)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Own();

    // What may or will be, or is told of something like it, has not happened.
    [GeneratedRegex(@"\b(?:might|could|would|should|may|can|will|going to|gonna|when|before|unless|whether|as if|like an?|than)\b|['’]ll\b", RegexOptions.IgnoreCase)]
    private static partial Regex Uncertain();

    // What did not happen, is wished for or asked gives no occasion by itself.
    [GeneratedRegex(@"\b(?:if|wish|hope|hopefully|imagine|would be|used to|let's|please)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Unreal();
}
