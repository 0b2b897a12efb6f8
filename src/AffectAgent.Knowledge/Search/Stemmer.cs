namespace AffectAgent.Knowledge.Search;

/// <summary>
/// Splits text into words and takes common English endings off, so that "smiles", "smiling" and "smiled" meet. Lighter
/// than Porter's: it need not give words, only the same form for the same word.
/// </summary>
internal static class Stemmer
{
    private static readonly HashSet<string> StopWords = new(StringComparer.Ordinal)
    {
        "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "do", "does", "for", "from", "had", "has",
        "have", "how", "if", "in", "into", "is", "it", "its", "of", "on", "or", "so", "than", "that", "the", "their", "them",
        "then", "there", "these", "they", "this", "those", "to", "was", "were", "what", "when", "where", "which", "who",
        "why", "will", "with", "you", "your",
    };

    private static readonly (string Ending, string Instead)[] Endings =
    [
        ("iness", "y"), ("fulness", "ful"), ("ations", "ate"), ("ation", "ate"), ("ities", ""), ("ity", ""), ("ness", ""),
        ("ments", ""), ("ment", ""), ("ingly", ""), ("edly", ""), ("ies", "y"), ("ied", "y"), ("ing", ""), ("ers", ""), ("er", ""),
        ("ed", ""), ("ily", "y"), ("ly", ""), ("es", ""), ("s", ""),
    ];

    /// <summary>The stems of a text, in order, stop words left out; at most <paramref name="limit"/>.</summary>
    public static List<string> Stems(string text, int limit = int.MaxValue)
    {
        var stems = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length && stems.Count < limit; i++)
        {
            if (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                start = start < 0 ? i : start;
                continue;
            }

            if (start >= 0)
                AddWord(text.AsSpan(start, i - start), stems);
            start = -1;
        }

        return stems;
    }

    private static void AddWord(ReadOnlySpan<char> span, List<string> stems)
    {
        if (span.Length > 40)
            return;
        var word = span.ToString().ToLowerInvariant();
        if (!StopWords.Contains(word))
            stems.Add(Stem(word));
    }

    /// <summary>The stem of a lower-case word.</summary>
    public static string Stem(string word)
    {
        if (word.Length < 4 || char.IsDigit(word[^1]) || (word.EndsWith("ss", StringComparison.Ordinal) && !word.EndsWith("ness", StringComparison.Ordinal)))
            return Final(word);
        foreach (var (ending, instead) in Endings)
        {
            if (word.Length - ending.Length >= 3 && word.EndsWith(ending, StringComparison.Ordinal))
                return Final(string.Concat(word.AsSpan(0, word.Length - ending.Length), instead));
        }

        return Final(word);
    }

    // "smile"/"smil", "happy"/"happi", "stopp"/"stop": the last letter must not keep forms apart.
    private static string Final(string stem)
    {
        if (stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('s' or 'l'))
            stem = stem[..^1];
        return stem.Length > 3 && stem[^1] is ('e' or 'y' or 'i') ? stem[..^1] : stem;
    }
}
