using System.Globalization;
using System.Text;
using AffectAgent.Empathy.Care.Data;

namespace AffectAgent.Empathy.Care.Matching;

/// <summary>
/// Cuts a message into plain words that know where they came from; all that disguises words is undone here. Markup is taken out
/// (<see cref="Markup"/>), letters are made plain (<see cref="PlainText"/>), emoji that data files name become words, broken words are
/// joined (<see cref="BrokenWords"/>); what parts sentences and clauses, and quotation marks, are kept.
/// </summary>
/// <param name="emoji">Emoji to words.</param>
/// <param name="vocabulary">The words of the phrases.</param>
internal sealed class CareTokenizer(IReadOnlyDictionary<string, string> emoji, CareVocabulary vocabulary)
{
    private const int LongestWord = 40;

    // So few words before an empty line, or a full stop, may go on after it.
    private const int ShortLine = 4, ShortSentence = 1;

    private readonly BrokenWords _broken = new(vocabulary);

    /// <summary>The tokenizer with the emoji of knowledge/care.</summary>
    /// <param name="vocabulary">The words into which broken ones are joined; an empty one joins none.</param>
    public static CareTokenizer BuiltIn(CareVocabulary vocabulary)
        => new(CareFiles.Read(CareFiles.Emoji)["emoji"].Fields().ToDictionary(pair => pair.Key, pair => pair.Value.Needed, StringComparer.Ordinal), vocabulary);

    /// <summary>The words of a message, in order.</summary>
    public List<CareToken> Cut(string text)
    {
        var markup = Markup.Strip(text);
        var tokens = CutPlain(markup.Text);
        for (var i = 0; i < tokens.Count; i++)
            tokens[i] = tokens[i] with { Start = markup.Place(tokens[i].Start), End = markup.Place(tokens[i].End - 1) + 1 };
        return tokens;
    }

    private List<CareToken> CutPlain(string text)
    {
        var tokens = new List<CareToken>(text.Length / 5 + 1);
        var word = new StringBuilder();
        var quotes = new QuoteMarks();
        // Up to here stars are marks between words, not letters.
        var marks = 0;
        for (var i = 0; i < text.Length;)
        {
            if (!IsWord(text, i, marks, out _))
            {
                i += Between(text, i, tokens, quotes);
                continue;
            }
            var start = i;
            word.Clear();
            var tail = 0;
            for (; i < text.Length && IsWord(text, i, marks, out var rune); i += rune.Utf16SequenceLength)
            {
                PlainText.Append(word, IsSmallL(text, i) ? new Rune('l') : rune);
                tail = PlainText.IsApostrophe(rune) ? word.Length : tail;
            }
            // Stars within a word hide letters; where they make none, what stands there is cut again.
            if (text.AsSpan(start, i - start).Contains('*') && (word.Length > LongestWord || vocabulary.Read(word.ToString()).Length == 0))
                (marks, i) = (i, start);
            else
                Add(tokens, start, i, word.ToString(0, Math.Min(word.Length, LongestWord)), quotes, i - start > 1 && char.IsUpper(text[start]) && char.IsLower(text[start + 1]), tail);
        }
        quotes.Close(tokens);
        return _broken.Join(tokens, text);
    }

    private static void Add(List<CareToken> tokens, int start, int end, string form, QuoteMarks quotes, bool capital = false, int tail = 0)
    {
        if (form.Length == 0)
            return;
        var plain = PlainText.Unleet(form);
        tokens.Add(new CareToken(start, end, plain, CareBreak.None, quotes.IsOpen, capital, tail > 0 && tail < plain.Length ? plain[tail..] : ""));
    }

    // A letter, a digit, a mark on one, or, inside a word, an apostrophe or a sign that stands for a letter.
    private static bool IsWord(string text, int at, int marks, out Rune rune)
    {
        if (!Rune.TryGetRuneAt(text, at, out rune))
            return false;
        if (Rune.IsLetterOrDigit(rune) || PlainText.IsInvisible(rune) || PlainText.IsFramed(rune))
            return true;
        if (rune.Value is '*' or '|')
            return (rune.Value == '|' || at >= marks) && IsWithin(text, at, (char)rune.Value);
        if (!PlainText.IsApostrophe(rune) && rune.Value is not ('@' or '$' or '!'))
            return false;
        return at > 0 && char.IsLetterOrDigit(text[at - 1]) && at + 1 < text.Length && (char.IsLetterOrDigit(text[at + 1]) || text[at + 1] == '*');
    }

    // Stars or bars with a letter before and after them; bars also at the end of a word (ki||), not in a table's row.
    private static bool IsWithin(string text, int at, char sign)
    {
        int before = at, after = at;
        while (before >= 0 && text[before] == sign && at - before <= LongestWord)
            before--;
        while (after < text.Length && text[after] == sign && after - at <= LongestWord)
            after++;
        return before >= 0 && char.IsLetterOrDigit(text[before]) && ((after < text.Length && char.IsLetterOrDigit(text[after])) || (sign == '|' && after - before > 2));
    }

    // A capital I after a small letter is an l (kiII).
    private static bool IsSmallL(string text, int at)
    {
        var before = at;
        while (before >= 0 && text[before] == 'I' && at - before <= LongestWord)
            before--;
        return before < at && before >= 0 && char.IsLower(text[before]);
    }

    private int Between(string text, int at, List<CareToken> tokens, QuoteMarks quotes)
    {
        var letter = text[at];
        if (QuoteMarks.Is(letter))
            quotes.Meet(letter, tokens.Count);
        else if (letter == '\n')
            Part(tokens, !EndsEmptyLine(text, at) ? CareBreak.Clause : IsShort(tokens, ShortLine) ? CareBreak.Line : CareBreak.Sentence);
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
            Part(tokens, dots && IsShort(tokens, ShortSentence) ? CareBreak.Line : CareBreak.Sentence);
        return run;
    }

    // So few words since the last line or sentence.
    private static bool IsShort(List<CareToken> tokens, int most)
    {
        var count = 1;
        while (count <= most && tokens.Count > count && tokens[^(count + 1)].After < CareBreak.Line && !(most == ShortLine && tokens[^(count + 1)].After == CareBreak.Clause))
            count++;
        return count <= most;
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
