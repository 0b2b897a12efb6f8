using System.Buffers;
using System.Globalization;
using System.Text;

namespace AffectAgent.Plugins.TextEmotion;

/// <summary>
/// Cuts a text into words, negators, emoji, smileys and marks: the same as <c>training/text/tokenizer.py</c>, to which a
/// golden file holds it. Works on code points with one-to-one lower case, so it needs no language data.
/// </summary>
internal static class TextTokenizer
{
    // Longest first, then by code point: the first that fits is taken.
    private static readonly string[] Emoticons = [.. new[]
    {
        ":)", ":-)", ":(", ":-(", ":D", ":-D", "xD", "XD", ";)", ";-)", ":P", ":p", ":-P", ":/", ":-/", ":\\", ":'(", ":')",
        "<3", "</3", ":o", ":O", "^^", "^_^", "-_-", ":|", "=)", "=(", "=D", "D:", "T_T", ">:(", "(:", "):", ":3", ":]", ":[",
    }.OrderByDescending(e => e.Length).ThenBy(e => e, StringComparer.Ordinal)];

    private static readonly SearchValues<char> EmoticonStarts = SearchValues.Create([.. Emoticons.Select(e => e[0]).Distinct()]);

    private static readonly HashSet<string> Negators = new(
        ("not n't never no nothing nobody none neither nor cannot without hardly barely dont doesnt didnt isnt arent wasnt "
        + "werent cant couldnt wont wouldnt shouldnt havent hasnt hadnt aint").Split(' '), StringComparer.Ordinal);

    private static readonly string[] Suffixes = ["n't", "'s", "'m", "'re", "'ve", "'ll", "'d"];

    /// <summary>Cuts a text into its tokens, in order.</summary>
    public static List<TextToken> Tokenize(string text)
    {
        var tokens = new List<TextToken>();
        for (int at = 0; at < text.Length;)
            at = Next(text, at, tokens);
        return tokens;
    }

    /// <summary>The code point at an index; a lone surrogate reads as U+FFFD.</summary>
    internal static Rune RuneAt(string text, int at) =>
        Rune.TryGetRuneAt(text, at, out var rune) ? rune : Rune.ReplacementChar;

    private static int Next(string text, int at, List<TextToken> tokens)
    {
        var rune = RuneAt(text, at);
        bool afterWord = at > 0 && IsWordOrDigit(Before(text, at));
        if (Placeholder(text, at) is > 0 and var mask)
            return Add(tokens, TokenKind.Word, $"<{text[(at + 1)..(at + mask - 1)].ToLowerInvariant()}>", at, at + mask);
        if (!afterWord && IsUrl(text, at))
            return Add(tokens, TokenKind.Word, "<url>", at, While(text, at, r => !Rune.IsWhiteSpace(r)));
        if (Emoticon(text, at, afterWord) is { } smiley)
            return Add(tokens, TokenKind.Smiley, smiley, at, at + smiley.Length);
        if (IsWordRune(rune))
            return Word(text, at, tokens);
        if (Rune.IsDigit(rune))
            return Add(tokens, TokenKind.Word, "<num>", at, While(text, at, Rune.IsDigit));
        return rune.Value switch
        {
            '!' or '?' => Shout(text, at, tokens),
            '.' or '\u2026' => Stop(text, at, tokens),
            '/' when MarksIrony(text, at) => Add(tokens, TokenKind.Mark, "/s", at, at + 2),
            ',' or ';' or ':' or '\n' => Add(tokens, TokenKind.Break, ",", at, at + 1),
            _ when IsEmoji(rune.Value) => Add(tokens, TokenKind.Emoji, rune.ToString(), at, at + rune.Utf16SequenceLength),
            _ => at + rune.Utf16SequenceLength,
        };
    }

    private static int Add(List<TextToken> tokens, TokenKind kind, string shown, int start, int end)
    {
        tokens.Add(new TextToken(kind, shown, start, end));
        return end;
    }

    // "/s" by itself, as forums mark what is not meant.
    private static bool MarksIrony(string text, int at) =>
        at + 1 < text.Length && text[at + 1] is ('s' or 'S')
        && (at == 0 || char.IsWhiteSpace(text[at - 1]) || text[at - 1] is '.' or '!' or '?' or ')')
        && (at + 2 == text.Length || char.IsWhiteSpace(text[at + 2]) || text[at + 2] is '.' or '!');

    private static int Shout(string text, int at, List<TextToken> tokens)
    {
        int end = While(text, at, r => r.Value is '!' or '?');
        var run = text.AsSpan(at, end - at);
        string shown = run.Contains('!') && run.Contains('?') ? "?!" : new string(run[0], Math.Min(2, run.Length));
        return Add(tokens, TokenKind.Mark, shown, at, end);
    }

    private static int Stop(string text, int at, List<TextToken> tokens)
    {
        int end = While(text, at, r => r.Value is '.' or '\u2026');
        return end - at == 1 && text[at] == '.'
            ? Add(tokens, TokenKind.Break, ".", at, end)
            : Add(tokens, TokenKind.Mark, "...", at, end);
    }

    private static int Word(string text, int at, List<TextToken> tokens)
    {
        int end = at, last = at;
        while (end < text.Length && RuneAt(text, end) is var rune && (IsWordRune(rune) || IsDrawnOver(rune)
            || (IsApostrophe(text[end]) && end + 1 < text.Length && Rune.IsLetter(RuneAt(text, end + 1)))))
        {
            end += rune.Utf16SequenceLength;
            last = IsDrawnOver(rune) ? last : end;
        }

        string raw = Normal(text.AsSpan(at, last - at));
        int cut = raw.Length;
        if (Suffixes.FirstOrDefault(s => raw.Length > s.Length && raw.EndsWith(s, StringComparison.Ordinal)) is { } suffix)
            cut -= suffix.Length;
        int split = cut < raw.Length ? Place(text, at, cut) : last;
        AddWord(tokens, raw[..cut], at, split);
        if (cut < raw.Length)
            AddWord(tokens, raw[cut..], split, last);
        return last;
    }

    /// <summary>Where in the text the spelt unit of that number stands, what is drawn over letters left out.</summary>
    private static int Place(string text, int at, int units)
    {
        while (units > 0 || IsDrawnOver(RuneAt(text, at)))
        {
            var rune = RuneAt(text, at);
            units -= IsDrawnOver(rune) ? 0 : rune.Utf16SequenceLength;
            at += rune.Utf16SequenceLength;
        }

        return at;
    }

    private static void AddWord(List<TextToken> tokens, string part, int start, int end)
    {
        string shown = Squeeze(part);
        Add(tokens, Negators.Contains(shown) ? TokenKind.Negator : TokenKind.Word, shown, start, end);
    }

    // Simple lower case keeps the number of UTF-16 units of every letter, so a place in the result is one in the text but for what is left out.
    private static string Normal(ReadOnlySpan<char> word)
    {
        var small = new StringBuilder(word.Length);
        Span<char> units = stackalloc char[2];
        foreach (var rune in word.EnumerateRunes())
        {
            if (IsDrawnOver(rune))
                continue;
            var lower = IsApostrophe(rune.Value) ? new Rune('\'') : Rune.ToLowerInvariant(rune);
            small.Append(units[..lower.EncodeToUtf16(units)]);
        }

        return small.ToString();
    }

    private static string Squeeze(string word)
    {
        StringBuilder? kept = null;
        Rune last = default, beforeLast = default;
        int count = 0, at = 0;
        foreach (var rune in word.EnumerateRunes())
        {
            if (count >= 2 && rune == last && rune == beforeLast)
                kept ??= new StringBuilder(word, 0, at, word.Length);
            else
                kept?.Append(rune.ToString());
            (beforeLast, last) = (last, rune);
            (count, at) = (count + 1, at + rune.Utf16SequenceLength);
        }

        return kept?.ToString() ?? word;
    }

    private static int Placeholder(string text, int at) =>
        text[at] != '[' ? 0
        : string.CompareOrdinal(text, at, "[NAME]", 0, 6) == 0 ? 6
        : string.CompareOrdinal(text, at, "[RELIGION]", 0, 10) == 0 ? 10 : 0;

    private static bool IsUrl(string text, int at)
    {
        var rest = text.AsSpan(at);
        return rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase);
    }

    private static string? Emoticon(string text, int at, bool afterWord)
    {
        if (!EmoticonStarts.Contains(text[at]))
            return null;
        foreach (string smiley in Emoticons)
        {
            if (string.CompareOrdinal(text, at, smiley, 0, smiley.Length) != 0)
                continue;
            int end = at + smiley.Length;
            bool lettered = char.IsLetter(smiley[0]) || char.IsLetterOrDigit(smiley[^1]);
            bool followsWord = end < text.Length && IsWordOrDigit(RuneAt(text, end));
            if (!((lettered && followsWord) || (char.IsLetter(smiley[0]) && afterWord)))
                return smiley;
        }

        return null;
    }

    private static int While(string text, int at, Func<Rune, bool> holds)
    {
        while (at < text.Length && RuneAt(text, at) is var rune && holds(rune))
            at += rune.Utf16SequenceLength;
        return at;
    }

    private static Rune Before(string text, int at) =>
        at > 1 && char.IsSurrogatePair(text[at - 2], text[at - 1]) ? RuneAt(text, at - 2) : RuneAt(text, at - 1);

    private static bool IsWordRune(Rune rune) => Rune.IsLetter(rune) || rune.Value == '_';

    private static bool IsWordOrDigit(Rune rune) => IsWordRune(rune) || Rune.IsDigit(rune);

    // A mark drawn over a letter, or a sign that is not seen, is no part of how a word is spelt.
    private static bool IsDrawnOver(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format;

    private static bool IsApostrophe(int code) => code is '\'' or '\u2019';

    private static bool IsEmoji(int code) =>
        code is (>= 0x1F000 and <= 0x1FAFF) or (>= 0x2600 and <= 0x27BF) or (>= 0x2300 and <= 0x23FF) or (>= 0x2B00 and <= 0x2BFF)
        && code is not (>= 0x1F3FB and <= 0x1F3FF);
}
