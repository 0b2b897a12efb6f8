using System.Collections.Frozen;

namespace AffectAgent.Plugins.TextEmotion;

/// <summary>
/// Says whether a text may be read as English: by its script, by the frequent words of 20 languages written in Latin letters
/// (embedded file <c>languages.txt</c>), and by how many of its words the model knows. Short texts, names and noises
/// ("ok", "haha") get the benefit of the doubt.
/// </summary>
internal static class LanguageCheck
{
    private const double LeastLatin = 0.5;
    private const double LeastKnown = 0.4;
    private const double LeastForeign = 0.3;
    private const double LeastEnglish = 0.15;
    private const int FewWords = 4;
    private const int LongWord = 5;
    private const string English = "English";
    private const string ReadsEnglish = "the model reads English only";

    // Lists by word: bit i stands for language i, English first.
    private static readonly (string[] Names, FrozenDictionary<string, uint> Words) Table = Load();

    /// <summary>Why the text is not read, as a sentence; null where it may be.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Its words in lower case, masks and numbers left out, contractions cut.</param>
    /// <param name="known">How many of the words the model knows.</param>
    public static string? WhyNot(string text, IReadOnlyList<string> words, int known)
    {
        var (script, share) = Scripts.Main(text);
        if (script != "Latin" && share > 1 - LeastLatin)
            return script == "another" ? $"It is not written in Latin letters; {ReadsEnglish}."
                : $"It is written in {script} letters; {ReadsEnglish}.";
        if (Foreign(words, out int english) is { } language)
            return $"Its words look {language} rather than English; {ReadsEnglish}.";
        return words.Count >= FewWords && known < LeastKnown * words.Count && english < LeastEnglish * words.Count
            ? $"Only {known} of its {words.Count} words are known, so it is hardly English; {ReadsEnglish}." : null;
    }

    /// <summary>The language that the words speak for more than for English, or null; and how many words are frequent English ones.</summary>
    private static string? Foreign(IReadOnlyList<string> words, out int english)
    {
        Span<int> hits = stackalloc int[Table.Names.Length];
        Span<int> own = stackalloc int[Table.Names.Length];
        hits.Clear();
        own.Clear();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string word in words)
        {
            // One letter is a word in many languages, and a part of an abbreviation in all; said twice proves no more than once.
            if (word.Length < 2 || !Table.Words.TryGetValue(word, out uint languages))
                continue;
            bool counts = (languages & 1) == 0 && seen.Add(word);
            for (int i = 0; i < hits.Length; i++)
            {
                if ((languages >> i & 1) == 0)
                    continue;
                hits[i]++;
                own[i] += counts ? 1 : 0;
            }
        }

        english = hits[0];
        int best = 1;
        for (int i = 2; i < hits.Length; i++)
        {
            if (own[i] > own[best] || (own[i] == own[best] && hits[i] > hits[best]))
                best = i;
        }

        // Words that English has too prove nothing; a word by itself must be a long one, for short ones are names as well (Ben, Tag).
        bool enough = own[best] >= 2 || (own[best] == 1 && words.Count <= 2 && hits[0] == 0 && seen.Any(word => word.Length >= LongWord));
        return enough && hits[best] > hits[0] && hits[best] >= LeastForeign * words.Count ? Table.Names[best] : null;
    }

    private static (string[] Names, FrozenDictionary<string, uint> Words) Load()
    {
        using var stream = typeof(LanguageCheck).Assembly.GetManifestResourceStream("languages.txt")
            ?? throw new InvalidOperationException("The table languages.txt is not embedded.");
        using var reader = new StreamReader(stream);
        var names = new List<string>();
        var words = new Dictionary<string, uint>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            uint bit = 1u << names.Count;
            names.Add(line[..colon]);
            foreach (string word in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                words[word] = words.GetValueOrDefault(word) | bit;
        }

        return names[0] == English ? ([.. names], words.ToFrozenDictionary(StringComparer.Ordinal))
            : throw new InvalidOperationException("languages.txt must begin with English.");
    }
}
