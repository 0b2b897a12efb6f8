using System.Globalization;
using System.Text;

namespace AffectAgent.Empathy.Care.Matching;

/// <summary>
/// Cuts a message into plain words that know where they came from. Emoji that data files name become words; letters that are
/// spaced out (k i l l) are joined; what parts sentences and clauses, and quotation marks, are kept.
/// </summary>
/// <param name="emoji">Emoji to words.</param>
internal sealed class CareTokenizer(IReadOnlyDictionary<string, string> emoji)
{
    private const int LongestWord = 40;

    /// <summary>The words of a message, in order.</summary>
    public List<CareToken> Cut(string text)
    {
        var tokens = new List<CareToken>(text.Length / 5 + 1);
        var word = new StringBuilder();
        var quotes = new QuoteMarks();
        for (var i = 0; i < text.Length;)
        {
            if (!IsWord(text, i, out _))
            {
                i += Between(text, i, tokens, quotes);
                continue;
            }
            var start = i;
            word.Clear();
            for (; i < text.Length && IsWord(text, i, out var rune); i += rune.Utf16SequenceLength)
                PlainText.Append(word, rune);
            Add(tokens, start, i, word.ToString(0, Math.Min(word.Length, LongestWord)), quotes);
        }
        quotes.Close(tokens);
        return SpacedLetters.Join(tokens, text);
    }

    private static void Add(List<CareToken> tokens, int start, int end, string form, QuoteMarks quotes)
    {
        if (form.Length > 0)
            tokens.Add(new CareToken(start, end, PlainText.Unleet(form), CareBreak.None, quotes.IsOpen));
    }

    // A letter, a digit, a mark on one, or, inside a word, an apostrophe or a sign that stands for a letter.
    private static bool IsWord(string text, int at, out Rune rune)
    {
        if (!Rune.TryGetRuneAt(text, at, out rune))
            return false;
        if (Rune.IsLetterOrDigit(rune) || PlainText.IsInvisible(rune) || rune.Value is >= 0x24B6 and <= 0x24E9)
            return true;
        if (!PlainText.IsApostrophe(rune) && rune.Value is not ('@' or '$' or '!' or '*'))
            return false;
        return at > 0 && char.IsLetterOrDigit(text[at - 1]) && at + 1 < text.Length && (char.IsLetterOrDigit(text[at + 1]) || text[at + 1] == '*');
    }

    private int Between(string text, int at, List<CareToken> tokens, QuoteMarks quotes)
    {
        var letter = text[at];
        if (QuoteMarks.Is(letter))
            quotes.Meet(letter, tokens.Count);
        else if (letter == '\n')
            Part(tokens, EndsEmptyLine(text, at) ? CareBreak.Sentence : CareBreak.Clause);
        else if (letter is ',' or ';' or ':' or '(' or ')' or '–' or '—' or '…')
            Part(tokens, CareBreak.Clause);
        else if (letter is '.' or '!' or '?')
            return Ending(text, at, tokens);
        else if (letter > 127)
            return Picture(text, at, tokens, quotes);
        return 1;
    }

    private static bool EndsEmptyLine(string text, int at)
    {
        for (at--; at >= 0 && text[at] is ' ' or '\t' or '\r'; at--)
        {
        }
        return at >= 0 && text[at] == '\n';
    }

    private static int Ending(string text, int at, List<CareToken> tokens)
    {
        var run = 1;
        while (at + run < text.Length && text[at + run] is '.' or '!' or '?')
            run++;
        var dots = text.AsSpan(at, run).IndexOfAnyExcept('.') < 0;
        if (dots && run > 1)
            Part(tokens, CareBreak.Clause);
        else if (!dots || at + 1 >= text.Length || !char.IsLetterOrDigit(text[at + 1]))
            Part(tokens, CareBreak.Sentence);
        return run;
    }

    private int Picture(string text, int at, List<CareToken> tokens, QuoteMarks quotes)
    {
        var length = StringInfo.GetNextTextElementLength(text, at);
        var element = text.AsSpan(at, length).TrimEnd("\uFE0F\uFE0E").ToString();
        if (emoji.TryGetValue(element, out var name))
            Add(tokens, at, at + length, name, quotes);
        return length;
    }

    private static void Part(List<CareToken> tokens, CareBreak part)
    {
        if (tokens.Count > 0 && tokens[^1].After < part)
            tokens[^1] = tokens[^1] with { After = part };
    }
}
