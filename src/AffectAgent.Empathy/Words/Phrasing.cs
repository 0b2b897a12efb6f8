namespace AffectAgent.Empathy;

/// <summary>Lines with slots such as {quote} from a JSON file of <c>prompts/empathy</c>: an object of key to line under "lines".</summary>
internal sealed class Phrasing
{
    private readonly Dictionary<string, string> _lines;

    /// <summary>Reads a file.</summary>
    public Phrasing(string file) =>
        _lines = ReplyBook.Resource(file).GetProperty("lines").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!, StringComparer.Ordinal);

    /// <summary>A line with its slots filled; values aren't looked into for slots.</summary>
    public string Fill(string key, params ReadOnlySpan<(string Slot, string Value)> values) => Slots.Fill(_lines[key], values);
}

/// <summary>Fills slots.</summary>
internal static class Slots
{
    /// <summary>The text with each {slot} filled, in one pass.</summary>
    /// <exception cref="InvalidOperationException">A slot has no value: a fault of ours.</exception>
    public static string Fill(string text, params ReadOnlySpan<(string Slot, string Value)> values)
    {
        var filled = new System.Text.StringBuilder();
        var at = 0;
        while (text.IndexOf('{', at) is >= 0 and var open)
        {
            var close = text.IndexOf('}', open);
            var slot = text[(open + 1)..close];
            string? value = null;
            foreach (var (name, given) in values)
                value = string.Equals(name, slot, StringComparison.OrdinalIgnoreCase) ? given : value;
            if (value is null)
                throw new InvalidOperationException($"Nothing fills {{{slot}}}.");
            // {Clause} begins a sentence.
            filled.Append(text, at, open - at).Append(char.IsUpper(slot[0]) && value.Length > 0 ? char.ToUpperInvariant(value[0]) + value[1..] : value);
            at = close + 1;
        }

        return filled.Append(text, at, text.Length - at).ToString();
    }
}
