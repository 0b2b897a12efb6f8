using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>
/// Brings a question as people type it into the words that its forms are written in: lower case, contractions and chat
/// shorthand written out, and words that are one slip away from a word of the forms put right.
/// </summary>
internal static partial class QuestionWords
{
    private const int LeastLetters = 5;

    private static readonly Lazy<string[]> Meant = new(static () =>
        [.. EmotionWords.All.Where(word => word.Length >= LeastLetters && word.All(char.IsAsciiLetter)).Concat(QuestionLexicon.English.Meant).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    /// <summary>The question in plain words.</summary>
    public static string Plain(string question)
    {
        var text = question.Replace('’', '\'').Replace("tl;dr", "summary", StringComparison.OrdinalIgnoreCase).ToLowerInvariant();
        text = Not().Replace(text, match => match.Groups["verb"].Value is "ca" or "wo" ? $"{(match.Groups["verb"].Value == "ca" ? "can" : "will")} not" : $"{match.Groups["verb"].Value} not");
        text = Short().Replace(text, match => match.Value[1..] switch { "s" => " is", "re" => " are", "ve" => " have", "d" => " would", "ll" => " will", _ => " am" });
        return Letters().Replace(text, match => QuestionLexicon.English.Shorthand.GetValueOrDefault(match.Value) ?? Spelled(match.Value));
    }

    /// <summary>The words of a question in plain words, and what stands between its clauses; "AU 12" and "action unit 12" as one word.</summary>
    /// <param name="plain">The question as <see cref="Plain"/> writes it.</param>
    public static IReadOnlyList<string> Split(string plain) =>
        [.. Tokens().Matches(Unit().Replace(Possessive().Replace(plain, ""), "au${n}")).Select(match => match.Value)];

    private static string Spelled(string word) =>
        word.Length < LeastLetters || QuestionLexicon.English.IsKnown(word) || EmotionWords.Of(word) is not null ? word
            : Meant.Value.FirstOrDefault(known => known[0] == word[0] && IsOneSlip(word, known)) ?? word;

    /// <summary>True if one letter too many, too few, another one, or two changed round make one word of the other; an ending more or less is no slip.</summary>
    private static bool IsOneSlip(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 1 || a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal))
            return false;
        var start = a.AsSpan().CommonPrefixLength(b);
        var restA = a.AsSpan(start);
        var restB = b.AsSpan(start);
        if (restA.Length > 1 && restA.Length == restB.Length && restA[0] == restB[1] && restA[1] == restB[0] && restA[2..].SequenceEqual(restB[2..]))
            return true;
        return restA[Math.Min(a.Length >= b.Length ? 1 : 0, restA.Length)..].SequenceEqual(restB[Math.Min(b.Length >= a.Length ? 1 : 0, restB.Length)..]);
    }

    // "isn't" and "isnt".
    [GeneratedRegex(@"\b(?<verb>is|are|was|were|do|does|did|would|could|should|ca|wo|has|have|had|might|must)n'?t\b")]
    private static partial Regex Not();

    // A person's "'s" is a possessive: "the man's smile".
    [GeneratedRegex(@"(?<=\b(?:what|who|where|when|how|why|he|she|it|that|there))'s\b|'(?:re|ve|d|ll|m)\b")]
    private static partial Regex Short();

    [GeneratedRegex(@"\b[a-z]+\b")]
    private static partial Regex Letters();

    [GeneratedRegex(@"(?<=\w)'s?\b")]
    private static partial Regex Possessive();

    [GeneratedRegex(@"\b(?:au|action unit) ?-?(?<n>\d{1,2})\b")]
    private static partial Regex Unit();

    [GeneratedRegex(@"[a-z0-9]+|[,;:.?!]")]
    private static partial Regex Tokens();
}
