using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>
/// Brings a question as people type it into the words that its forms are written in: lower case, contractions and chat
/// shorthand written out, and long words that are one slip away from a word of the field put right.
/// </summary>
internal static partial class QuestionWords
{
    private const int LeastLetters = 6;

    private static readonly FrozenDictionary<string, string> Shorthand = new Dictionary<string, string>
    {
        ["u"] = "you", ["ur"] = "your", ["r"] = "are", ["y"] = "why", ["ppl"] = "people", ["cuz"] = "because", ["cos"] = "because", ["pic"] = "picture", ["vid"] = "video",
        ["cannot"] = "can not", ["tldr"] = "summary", ["whats"] = "what is", ["whos"] = "who is", ["wheres"] = "where is", ["hows"] = "how is", ["whys"] = "why is",
        ["hes"] = "he is", ["shes"] = "she is", ["theyre"] = "they are", ["thats"] = "that is", ["theres"] = "there is", ["summarise"] = "summary", ["summarize"] = "summary",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Long words of the field. None that is one slip away from another common word, such as "reason" and "season".</summary>
    private static readonly string[] Field =
    [
        .. Vocabulary.Emotions.Keys.Where(word => word.Length > LeastLetters),
        .. ("certain confident confidence reliable valence arousal emotion emotions expression expressions evidence intense intensity smiling smiles frowning eyebrows eyebrow genuine sincere authentic " +
            "summary muscles strongest weakest happens happened caused limitations weaknesses movements disagree contradict contradiction duration heartbeat").Split(' '),
    ];

    /// <summary>The question in plain words.</summary>
    public static string Plain(string question)
    {
        var text = question.Replace('’', '\'').Replace("tl;dr", "summary", StringComparison.OrdinalIgnoreCase).ToLowerInvariant();
        text = Not().Replace(text, match => match.Groups["verb"].Value is "ca" or "wo" ? $"{(match.Groups["verb"].Value == "ca" ? "can" : "will")} not" : $"{match.Groups["verb"].Value} not");
        text = Short().Replace(text, match => match.Value[1..] switch { "s" => " is", "re" => " are", "ve" => " have", "d" => " would", "ll" => " will", _ => " am" });
        return Word().Replace(text, match => Shorthand.GetValueOrDefault(match.Value) ?? Spelled(match.Value));
    }

    private static string Spelled(string word) =>
        word.Length < LeastLetters || Field.Contains(word, StringComparer.Ordinal) ? word : Field.FirstOrDefault(known => IsOneSlip(word, known)) ?? word;

    /// <summary>True if one letter too many, too few, another one, or two changed round make one word of the other.</summary>
    private static bool IsOneSlip(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 1)
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
    private static partial Regex Word();
}
