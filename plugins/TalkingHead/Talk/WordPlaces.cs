namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Finds quoted words among those of a text, whatever their capitals and marks. Each search goes on where the last one ended.</summary>
/// <param name="words">The words in their order.</param>
internal sealed class WordPlaces(IEnumerable<string> words)
{
    private readonly string[] _words = [.. words.Select(Plain)];
    private int _next;

    /// <summary>The first and the last of the quoted words; null where they don't stand there any more.</summary>
    /// <param name="quote">The quoted words.</param>
    public (int First, int Last)? Find(string quote)
    {
        string[] wanted = [.. Split(quote).Select(Plain).Where(word => word.Length > 0)];
        for (var at = _next; wanted.Length > 0 && at < _words.Length; at++)
        {
            if (_words[at].Length == 0 || Match(at, wanted) is not { } last)
                continue;
            _next = last + 1;
            return (at, last);
        }

        return null;
    }

    /// <summary>The words of a text, marks with them.</summary>
    public static string[] Split(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A word's letters and digits alone, small.</summary>
    public static string Plain(string word) => string.Concat(word.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    // What has neither letter nor digit counts as no word.
    private int? Match(int at, string[] wanted)
    {
        var last = at;
        foreach (var word in wanted)
        {
            while (at < _words.Length && _words[at].Length == 0)
                at++;
            if (at >= _words.Length || _words[at] != word)
                return null;
            last = at++;
        }

        return last;
    }
}
