using System.Globalization;
using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>What a piece of a sentence is.</summary>
internal enum TokenKind
{
    Person,
    Unit,
    UnitName,
    Number,
    Word,
    Mark,
}

/// <summary>A piece of a sentence.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it is written; lower case but for numbers with their units.</param>
/// <param name="Unit">The unit that follows a number; empty for none.</param>
internal readonly partial record struct Token(TokenKind Kind, string Text, string Unit)
{
    private static readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> NamesOfUnits = FacsNames.Lookup;

    /// <summary>The digits of a number, without its unit.</summary>
    public string Digits => Text[..LengthOfNumber(Text)];

    /// <summary>The pieces of a sentence, in order.</summary>
    public static List<Token> Of(string text)
    {
        var tokens = new List<Token>(text.Length / 4);
        foreach (var match in Pieces().EnumerateMatches(text))
            tokens.Add(Read(text.AsSpan(match.Index, match.Length)));
        return tokens;
    }

    /// <summary>The numbers in "AU6 + AU12" or "persons 1 and 2"; one that is too large is none's.</summary>
    public IEnumerable<int> Numbers()
    {
        for (var i = 0; i < Text.Length; i++)
        {
            var start = i;
            while (i < Text.Length && char.IsAsciiDigit(Text[i]))
                i++;
            if (i > start)
                yield return int.TryParse(Text.AsSpan(start, i - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
        }
    }

    private static Token Read(ReadOnlySpan<char> piece)
    {
        var text = string.Create(piece.Length, piece, static (to, from) => from.ToLowerInvariant(to));
        if (char.IsAsciiDigit(text[0]) || (text[0] == '-' && text.Length > 1))
            return new Token(TokenKind.Number, piece.TrimEnd().ToString(), text[LengthOfNumber(text)..].Trim());
        if (",;:()—-".Contains(text[0], StringComparison.Ordinal))
            return new Token(TokenKind.Mark, text, "");
        var kind = NamesOfUnits.ContainsKey(text) ? TokenKind.UnitName
            : !char.IsAsciiDigit(text[^1]) ? TokenKind.Word
            : text.StartsWith("person", StringComparison.Ordinal) && text.AsSpan().IndexOfAny(" \t\u00a0") > 0 ? TokenKind.Person
            : IsUnit(text) ? TokenKind.Unit : TokenKind.Word;
        return new Token(kind, text, "");
    }

    // "au12", "aus 6", "action unit 4"; "au-4" is a word.
    private static bool IsUnit(string text) => text.StartsWith("action unit", StringComparison.Ordinal)
        || (text.StartsWith("au", StringComparison.Ordinal) && text.AsSpan(2).TrimStart('s').TrimStart() is [>= '0' and <= '9', ..]);

    private static int LengthOfNumber(string text)
    {
        var i = text[0] == '-' ? 1 : 0;
        while (i < text.Length && (char.IsAsciiDigit(text[i]) || (text[i] is '.' or ':' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))))
            i++;
        return i;
    }

    [GeneratedRegex(
        @"\bpersons?\s+[0-9]+(?:\s*(?:,|and)\s*[0-9]+(?![0-9]|\s*(?:s\b|%|\.[0-9])))*" +
        @"|\b(?:AUs|action units)\s*[0-9]{1,2}(?:\s*(?:,\s*and|,|and|&|\+)\s*(?:AU)?[0-9]{1,2}(?![0-9.]*\s*(?:s\b|%|of 5)))*|\b(?:AU|action unit)\s*[0-9]{1,2}(?:\s*\+\s*(?:AU)?[0-9]{1,2})*" +
        @"|\b(?:" + FacsNames.Pattern + @")\b" +
        @"|(?:[0-9]+:[0-9]{2}(?:\.[0-9]+)?|(?:(?<![\w.)])-)?[0-9]+(?:\.[0-9]+)?)\s*(?:%|percent\b|per cent\b|ms\b|milliseconds?\b|seconds?\b|secs?\b|s\b|Hz\b|dB\b|decibels?\b|px\b|pixels?\b|rad\b|radians?\b|°|degrees?\b|(?:out )?of 5(?![0-9]|\.[0-9])|of five\b|/\s*5(?![0-9]|\.[0-9])|(?:persons?|people|faces?)\b)?" +
        @"|[A-Za-z][A-Za-z0-9'-]*|[,;:()—-]",
        RegexOptions.IgnoreCase)]
    private static partial Regex Pieces();
}
