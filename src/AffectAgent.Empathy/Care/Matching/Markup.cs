using System.Buffers;
using System.Globalization;
using System.Text;

namespace AffectAgent.Empathy.Care.Matching;

/// <summary>
/// A message as a reader sees it: HTML tags and comments taken out, character references decoded. What a comment says, or a tag's value of
/// several words, follows at the end, a sentence each: hidden words are words. Tags of lines and paragraphs become
/// line ends; other tags part nothing, so that a word with a tag inside stays a word.
/// </summary>
internal sealed class Markup
{
    // Ends a sentence whatever it holds.
    private const string Mark = "\n!\n";
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
        void Add(string some, int place)
        {
            plain.Append(some);
            for (var i = 0; i < some.Length; i++)
                places.Add(place);
        }

        // A comment holds no comment and a value no tag, so nothing is read more than three times.
        var parts = new Queue<Range>([Range.All]);
        while (parts.TryDequeue(out var part))
        {
            var (start, end) = (part.Start.Value, part.End.GetOffset(text.Length));
            if (start > 0)
                Add(Mark, start);
            for (var i = start; i < end;)
            {
                var (instead, length) = text[i] switch { '<' => Tag(text, i), '&' => Reference(text, i), _ => (null, 0) };
                if (length == 0 || i + length > end)
                    (instead, length) = (text[i].ToString(), 1);
                else if (text[i] == '<')
                    Hidden(text, i, length, parts);
                Add(instead!, i);
                i += length;
            }
        }
        places.Add(text.Length);
        return new Markup(plain.ToString(), [.. places]);
    }

    // What a comment says, and a tag's values that have more than one word: a class or an address has none to say.
    private static void Hidden(string text, int at, int length, Queue<Range> parts)
    {
        var tag = text.AsSpan(at, length);
        if (tag.StartsWith("<!--"))
        {
            if (length > 7)
                parts.Enqueue((at + 4)..(at + length - 3));
            return;
        }
        for (var i = 0; tag[i..].IndexOfAny('"', '\'') is >= 0 and var open;)
        {
            var start = i + open + 1;
            var close = tag[start..].IndexOf(tag[start - 1]);
            if (close < 0)
                return;
            if (tag.Slice(start, close).Trim().Contains(' '))
                parts.Enqueue((at + start)..(at + start + close));
            i = start + close + 1;
        }
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
