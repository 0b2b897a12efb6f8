namespace AffectAgent.Knowledge.Search;

/// <summary>
/// Splits text into words and takes common English endings off, so that "smiles", "smiling" and "smiled" meet. Lighter
/// than Porter's: it need not give words, only the same form for the same word.
/// </summary>
internal static class Stemmer
{
    private static readonly HashSet<string> StopWords = new(StringComparer.Ordinal)
    {
        "a", "about", "am", "an", "and", "any", "are", "aren", "as", "at", "be", "been", "being", "but", "by", "can", "could",
        "couldn", "d", "did", "didn", "do", "does", "doesn", "don", "for", "from", "get", "gets", "getting", "got", "had", "hadn", "has", "hasn", "have", "haven", "he", "her", "hers", "him", "his", "how", "i", "if", "in", "into",
        "is", "isn", "it", "its", "just", "ll", "m", "may", "me", "mean", "means", "might", "must", "my", "of", "on", "or", "our", "re", "s", "shall",
        "she", "should", "shouldn", "so", "some", "somebody", "someone", "something", "t", "than", "that", "the", "their", "them", "then", "there", "these",
        "they", "this", "those", "to", "us", "ve", "was", "wasn", "we", "were", "weren", "what", "when", "where", "which", "who", "whose", "why", "will",
        "with", "would", "wouldn", "you", "your",
    };

    // Forms of common verbs that no ending tells: "stolen" is "steal".
    private static readonly Dictionary<string, string> Irregular = new(
        ("beat beaten; begin began begun; bite bit bitten; bleed bled; break broke broken; bring brought; build built; buy bought; catch caught; choose chose chosen; "
        + "come came; die dying died death dead; draw drew drawn; drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen; feel felt; fight fought; find found; "
        + "fly flew flown; forget forgot forgotten; forgive forgave forgiven; freeze froze frozen; give gave given; go went gone; grow grew grown; hear heard; hide hid hidden; "
        + "hold held; keep kept; know knew known; lay laid; lead led; leave left; lend lent; lie lied lying; lose lost loss; make made; meet met; pay paid; ride rode ridden; ring rang rung; "
        + "rise rose risen; run ran; say said; see saw seen; sell sold; send sent; shake shook shaken; shoot shot; show shown; sing sang sung; sit sat; sleep slept; slide slid; "
        + "speak spoke spoken; spend spent; stand stood; steal stole stolen theft; stick stuck; swear swore sworn; swim swam; take took taken; teach taught; tear tore torn; tell told; "
        + "think thought; throw threw thrown; understand understood; wake woke woken; wear wore worn; weep wept; win won; write wrote written")
        .Split("; ").Select(forms => forms.Split(' ')).SelectMany(forms => forms.Skip(1).Select(form => KeyValuePair.Create(form, forms[0]))), StringComparer.Ordinal);

    private static readonly HashSet<string> American = new(StringComparer.Ordinal)
    {
        "behavior", "color", "demeanor", "favor", "flavor", "harbor", "honor", "humor", "labor", "neighbor", "odor", "rigor", "rumor", "savor", "tumor", "vapor",
    };

    // Words whose ending is none: without it they would be another word (manner, man; mission, miss; news, new).
    private static readonly HashSet<string> Whole = new(StringComparer.Ordinal)
    {
        "bitter", "better", "business", "butter", "corner", "counter", "customer", "dinner", "early", "evening", "flower", "letter", "litter", "manner", "many", "master",
        "matter", "mission", "moment", "news", "number", "offer", "passion", "positive", "rival", "shower", "stranger", "summer", "temper", "tender",
    };

    private static readonly (string Ending, string Instead)[] Endings =
    [
        ("iness", "y"), ("ations", "ate"), ("ation", "ate"), ("ities", ""), ("iety", ""), ("ity", ""), ("ness", ""), ("dom", ""),
        ("ments", ""), ("ment", ""), ("ingly", ""), ("edly", ""), ("ously", ""), ("ious", ""), ("ous", ""), ("fully", ""), ("ful", ""),
        ("ively", ""), ("ive", ""), ("ions", ""), ("ion", ""), ("ally", ""), ("al", ""),
        ("ies", "y"), ("ied", "y"), ("ing", ""), ("ers", ""), ("er", ""), ("ed", ""), ("ily", "y"), ("ly", ""), ("es", ""), ("s", ""),
    ];

    /// <summary>The stems of a text, in order, stop words left out; at most <paramref name="limit"/>.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="stopWords">True to keep stop words, so that phrases can be compared.</param>
    public static List<string> Stems(string text, int limit = int.MaxValue, bool stopWords = false)
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
                AddWord(text.AsSpan(start, i - start), stopWords, stems);
            start = -1;
        }

        return stems;
    }

    private static void AddWord(ReadOnlySpan<char> span, bool stopWords, List<string> stems)
    {
        if (span.Length > 40)
            return;
        var word = span.ToString().ToLowerInvariant();
        if (!StopWords.Contains(word))
            stems.Add(Stem(word));
        else if (stopWords)
            stems.Add(word);
    }

    /// <summary>The stem of a lower-case word.</summary>
    public static string Stem(string word)
    {
        word = British(Irregular.GetValueOrDefault(word, word));
        if (WholeOf(word) is { } whole)
            return whole;
        // "nervousness" is "nervous" first; no other ending hides one that is worth taking off.
        if (word.EndsWith("ness", StringComparison.Ordinal))
            word = Shorten(word) ?? word;
        return Final(Shorten(word) ?? word);
    }

    private static readonly string[] WholeEndings = ["", "s", "es", "ly"];

    // The word itself, or what it is the plural or the adverb of.
    private static string? WholeOf(string word)
    {
        foreach (var ending in WholeEndings)
        {
            if (word.EndsWith(ending, StringComparison.Ordinal) && Whole.TryGetValue(word[..^ending.Length], out var whole))
                return whole;
        }

        return null;
    }

    private static string? Shorten(string word)
    {
        if (word.Length < 4 || char.IsDigit(word[^1]) || (word.EndsWith("ss", StringComparison.Ordinal) && !word.EndsWith("ness", StringComparison.Ordinal)))
            return null;
        foreach (var (ending, instead) in Endings)
        {
            if (word.Length - ending.Length >= 3 && word.EndsWith(ending, StringComparison.Ordinal))
                return string.Concat(word.AsSpan(0, word.Length - ending.Length), instead);
        }

        return null;
    }

    // American spellings as British ones, so that either finds the other: analyze, recognize, color, behavior, center, gray.
    private static string British(string word)
    {
        if (word.Length < 4)
            return word;
        var at = word.LastIndexOf('z');
        if (at > 2 && word[at - 1] is 'i' or 'y' && IsVerbal(word.AsSpan(at + 1)))
            return $"{word[..at]}s{word[(at + 1)..]}";
        at = word.LastIndexOf("or", StringComparison.Ordinal);
        if (at > 1 && American.Contains(word[..(at + 2)]))
            return $"{word[..at]}our{word[(at + 2)..]}";
        return word switch
        {
            "gray" => "grey",
            "center" or "centers" or "centered" => word.Replace("er", "re", StringComparison.Ordinal),
            _ => word,
        };
    }

    private static bool IsVerbal(ReadOnlySpan<char> ending) => ending is "e" or "ed" or "es" or "er" or "ers" or "ing" or "ation" or "ations" or "able";

    // "smile"/"smil", "happy"/"happi", "stopp"/"stop": the last letter must not keep forms apart.
    private static string Final(string stem)
    {
        if (stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('s' or 'l'))
            stem = stem[..^1];
        return stem.Length > 3 && stem[^1] is ('e' or 'y' or 'i') ? stem[..^1] : stem;
    }
}
