namespace AffectAgent.Backends.LLamaSharp;

/// <summary>Ends a text where one of the given words begins; holds back what may yet become one.</summary>
internal sealed class StopFinder(IEnumerable<string>? words)
{
    private readonly string[] _words = [.. (words ?? []).Where(word => word.Length > 0)];
    private string _held = "";

    /// <summary>True once a word was found.</summary>
    public bool Found { get; private set; }

    /// <summary>Takes the next piece; gives what may be told of it.</summary>
    public string Add(string piece)
    {
        if (_words.Length == 0)
            return piece;
        if (Found)
            return "";
        var text = _held + piece;
        var at = _words.Select(word => text.IndexOf(word, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
        if (at >= 0)
        {
            Found = true;
            _held = "";
            return text[..at];
        }

        var keep = _words.Max(word => Overlap(text, word));
        _held = text[^keep..];
        return text[..^keep];
    }

    /// <summary>What was held back, at the end.</summary>
    public string Rest() => Found ? "" : _held;

    // How much of the text's end is the word's beginning.
    private static int Overlap(string text, string word)
    {
        for (var length = Math.Min(text.Length, word.Length - 1); length > 0; length--)
        {
            if (text.AsSpan(text.Length - length).SequenceEqual(word.AsSpan(0, length)))
                return length;
        }

        return 0;
    }
}
