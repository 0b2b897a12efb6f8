using System.Text;
using System.Text.RegularExpressions;

namespace AffectAgent.Empathy;

/// <summary>
/// Turns an English clause of the first person to the second: "I failed my exam" becomes "you failed your exam". It changes pronouns
/// and "am", "was" beside them and nothing else; where that isn't safe it gives nothing, and the words are quoted.
/// </summary>
internal static partial class SecondPerson
{
    private static readonly Dictionary<string, string> Swaps = new(StringComparer.OrdinalIgnoreCase)
    {
        ["i"] = "you", ["me"] = "you", ["my"] = "your", ["mine"] = "yours", ["myself"] = "yourself",
        ["we"] = "you", ["us"] = "you", ["our"] = "your", ["ours"] = "yours", ["ourselves"] = "yourselves",
        ["i'm"] = "you're", ["i've"] = "you've", ["i'll"] = "you'll", ["i'd"] = "you'd", ["im"] = "you're", ["ive"] = "you've",
        ["we're"] = "you're", ["we've"] = "you've", ["we'll"] = "you'll", ["we'd"] = "you'd",
    };

    private static readonly HashSet<string> Adverbs = new(StringComparer.OrdinalIgnoreCase)
    { "just", "really", "also", "never", "always", "still", "so", "actually", "only", "already", "suddenly", "finally", "even", "not", "probably" };

    private static readonly HashSet<string> Openers = new(StringComparer.OrdinalIgnoreCase)
    {
        "the", "a", "an", "this", "that", "these", "those", "he", "she", "they", "it", "nobody", "everyone", "everybody", "somebody", "someone", "no", "his", "her",
        "their", "its", "there", "today", "yesterday", "tomorrow", "all", "some", "one", "two", "three", "another", "after", "when", "since", "having", "being", "losing",
        "it's", "he's", "she's", "they're", "there's", "nothing", "something", "everything", "people", "last", "tonight", "how", "going",
    };

    /// <summary>The clause in the second person, its first letter small unless it begins with a name; null where that isn't safe.</summary>
    /// <param name="clause">One English clause without its full stop.</param>
    public static string? Turn(string clause)
    {
        ArgumentNullException.ThrowIfNull(clause);
        var words = clause.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || Unsafe().IsMatch(clause))
            return null;
        var shouting = clause.Any(char.IsLower) is false && clause.Count(char.IsUpper) > 3;
        var turned = new StringBuilder();
        for (var i = 0; i < words.Length; i++)
        {
            var (core, tail) = Split(shouting ? words[i].ToLowerInvariant() : words[i]);
            var said = Plain(core) switch
            {
                "am" or "was" or "wasn't" or "ain't" when FollowsI(words, i) => Verb(Plain(core)),
                "am" => null,
                var plain when Swaps.TryGetValue(plain, out var swap) => swap,
                _ => core,
            };
            if (said is null)
                return null;
            if (i == 0 && char.IsUpper(said[0]) && (Openers.Contains(said) || said == "I"))
                said = char.ToLowerInvariant(said[0]) + said[1..];
            turned.Append(i > 0 ? " " : "").Append(said).Append(tail);
        }

        return turned.ToString();
    }

    private static string Verb(string word) => word switch
    {
        "am" => "are",
        "was" => "were",
        "wasn't" => "weren't",
        _ => "aren't",
    };

    private static bool FollowsI(string[] words, int at)
    {
        var before = at - 1;
        while (before >= 0 && at - before <= 3 && Adverbs.Contains(Plain(words[before])))
            before--;
        return before >= 0 && string.Equals(Plain(words[before]), "i", StringComparison.OrdinalIgnoreCase);
    }

    private static string Plain(string word) => word.Replace('’', '\'').Trim(',', ';', ':', '"').ToLowerInvariant();

    private static (string Core, string Tail) Split(string word)
    {
        var end = word.Length;
        while (end > 0 && ",;:".Contains(word[end - 1]))
            end--;
        return (word[..end], word[end..]);
    }

    // Who "you" is would change; brackets, quotes, lists and addresses are nobody's clause.
    [GeneratedRegex("""\b(?:you|your|yours|yourself|u|ur)\b|["“”«»()\[\]{}<>|/\\@#*_=~^]|https?:|www\.|\d{4,}""", RegexOptions.IgnoreCase)]
    private static partial Regex Unsafe();
}
