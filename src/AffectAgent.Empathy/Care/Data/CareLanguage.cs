using AffectAgent.Empathy.Care.Matching;

namespace AffectAgent.Empathy.Care.Data;

/// <summary>The words by which a language is told.</summary>
internal sealed class CareLanguage
{
    private readonly HashSet<string> _heads = new(StringComparer.Ordinal);
    private readonly HashSet<string> _tails = new(StringComparer.Ordinal);

    /// <summary>Reads a list of frequent words, parted by spaces.</summary>
    /// <param name="words">The words; <c>d'</c> stands for all that begin so, <c>'ll</c> for all that end so.</param>
    public CareLanguage(string words)
    {
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            (word[^1] == '\'' ? _heads : word[0] == '\'' ? _tails : Frequent).Add(PlainText.Plain(word));
    }

    /// <summary>The frequent words, whole.</summary>
    public HashSet<string> Frequent { get; } = new(StringComparer.Ordinal);

    /// <summary>All words of the language's phrases.</summary>
    public HashSet<string> InPhrases { get; } = new(StringComparer.Ordinal);

    /// <summary>True for a frequent word; one with an apostrophe is none of a language that sets none (d'en is no German den).</summary>
    public bool IsFrequent(CareToken token)
        => token.Tail.Length == 0 ? Frequent.Contains(token.Form)
        : _heads.Count + _tails.Count > 0 && (_heads.Contains(token.Head) || _tails.Contains(token.Tail) || Frequent.Contains(token.Form));

    /// <summary>True for a word of the language's phrases.</summary>
    public bool IsInPhrases(CareToken token) => InPhrases.Contains(token.Form) || (token.Tail.Length > 1 && InPhrases.Contains(token.Tail));
}
