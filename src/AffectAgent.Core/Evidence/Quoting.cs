namespace AffectAgent;

/// <summary>Shortens words that are quoted.</summary>
public static class Quoting
{
    /// <summary>
    /// The beginning of a text, cut after a whole word; in the middle of one only where no white space stands in the last
    /// half, and never inside a surrogate pair.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="most">Most UTF-16 units, above 0.</param>
    public static string Cut(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        if (text.Length <= most)
            return text;
        var end = most;
        while (end > most / 2 && !char.IsWhiteSpace(text[end]))
            end--;
        if (end == most / 2)
            end = char.IsHighSurrogate(text[most - 1]) && most > 1 ? most - 1 : most;
        return text[..end].TrimEnd();
    }
}
