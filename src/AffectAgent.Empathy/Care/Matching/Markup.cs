using System.Buffers;
using System.Globalization;
using System.Text;

namespace AffectAgent.Empathy.Care.Matching;

/// <summary>
/// A message as a reader sees it: HTML tags and comments taken out, character references decoded. Tags of lines and paragraphs become
/// line ends; other tags part nothing, so that a word with a tag inside stays a word.
/// </summary>
internal sealed class Markup
{
    private const int LongestComment = 2000, LongestTag = 300, LongestName = 12, LongestReference = 10;

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "br", "p", "div", "li", "ul", "ol", "td", "th", "tr", "table", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "section", "article",
    };

    private static readonly Dictionary<string, string> Named = new(StringComparer.Ordinal)
    {
        ["nbsp"] = " ", ["amp"] = "&", ["lt"] = "<", ["gt"] = ">", ["quot"] = "\"", ["apos"] = "'", ["shy"] = "", ["zwnj"] = "", ["zwj"] = "", ["rsquo"] = "'", ["lsquo"] = "'",
    };

    private static readonly SearchValues<char> NameLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private readonly int[]? _places;

    private Markup(string text, int[]? places) => (Text, _places) = (text, places);

    /// <summary>What is left.</summary>
    public string Text { get; }

    /// <summary>Where a place of <see cref="Text"/> is in the message.</summary>
    public int Place(int at) => _places is null ? at : _places[at];

    /// <summary>Takes the markup out of a message.</summary>
    public static Markup Strip(string text)
    {
        if (text.AsSpan().IndexOfAny('<', '&') < 0)
            return new Markup(text, null);
        var plain = new StringBuilder(text.Length);
        var places = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length;)
        {
            var (instead, length) = text[i] switch { '<' => Tag(text, i), '&' => Reference(text, i), _ => (null, 0) };
            if (length == 0)
                (instead, length) = (text[i].ToString(), 1);
            foreach (var letter in instead!)
            {
                plain.Append(letter);
                places.Add(i);
            }
            i += length;
        }
        places.Add(text.Length);
        return new Markup(plain.ToString(), [.. places]);
    }

    // A tag has a name and nothing more, or values: "<b and c>" is a sentence.
    private static (string? Instead, int Length) Tag(string text, int at)
    {
        var rest = text.AsSpan(at);
        if (rest.StartsWith("<!--"))
            return rest[..Math.Min(rest.Length, LongestComment)].IndexOf("-->") is > 0 and var comment ? ("", comment + 3) : (null, 0);
        var end = rest[..Math.Min(rest.Length, LongestTag)].IndexOf('>');
        if (end < 2 || rest[1..end].Contains('<'))
            return (null, 0);
        var inside = rest[1..end].Trim('/');
        var letters = inside.IndexOfAnyExcept(NameLetters);
        var name = letters < 0 ? inside : inside[..letters];
        if (name.Length is 0 or > LongestName || !char.IsAsciiLetter(name[0]) || !(inside[name.Length..].IsWhiteSpace() || inside.Contains("=\"", StringComparison.Ordinal) || inside.Contains("='", StringComparison.Ordinal)))
            return (null, 0);
        return (Blocks.Contains(name.ToString()) ? "\n" : "", end + 1);
    }

    private static (string? Instead, int Length) Reference(string text, int at)
    {
        var rest = text.AsSpan(at + 1, Math.Min(LongestReference, text.Length - at - 1));
        var end = rest.IndexOf(';');
        if (end < 1)
            return (null, 0);
        var name = rest[..end];
        if (name[0] != '#')
            return Named.TryGetValue(name.ToString(), out var sign) ? (sign, end + 2) : (null, 0);
        var isHex = name.Length > 1 && name[1] is 'x' or 'X';
        return int.TryParse(name[(isHex ? 2 : 1)..], isHex ? NumberStyles.HexNumber : NumberStyles.None, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code)
            ? (new Rune(code).ToString(), end + 2) : (null, 0);
    }
}
