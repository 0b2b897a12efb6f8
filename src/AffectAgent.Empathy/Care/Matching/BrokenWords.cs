using System.Buffers;
using System.Text;

namespace AffectAgent.Empathy.Care.Matching;

/// <summary>
/// Joins words that were broken up: letters set apart (k i l l, k.i.l.l, k-i-l-l, an emoji between them), and a word with a sign in
/// its midst (ki-ll, un-alive, ki🔪ll) or a gap (sui cide), where the whole is a word of the phrases and a piece is none.
/// </summary>
/// <param name="vocabulary">The words of the phrases.</param>
internal sealed class BrokenWords(CareVocabulary vocabulary)
{
    // Letters with a space between them are rarer words than letters with a sign.
    private const int FewestSpaced = 4, FewestSigned = 3, LongestWord = 40;
    private const int MostPieces = 4, LongestGap = 6, ShortestAcrossSpace = 6, ShortPiece = 2;

    private static readonly SearchValues<char> Spaces = SearchValues.Create(" \t\r\n\u00A0\u3000");

    /// <summary>The words with what was broken joined.</summary>
    public List<CareToken> Join(List<CareToken> tokens, string text) => Join(tokens, text, out _);

    /// <summary>The words with what was broken joined.</summary>
    /// <param name="tokens">The words.</param>
    /// <param name="text">Where they stand.</param>
    /// <param name="looked">How many single letters were looked at, which grows with the words alone.</param>
    internal List<CareToken> Join(List<CareToken> tokens, string text, out long looked)
    {
        looked = 0;
        tokens = WithoutPictures(tokens, text);
        var joined = new List<CareToken>(tokens.Count);
        // Up to here the letters were read as a run and made no word; a later one of the run makes none either.
        var read = 0;
        for (var i = 0; i < tokens.Count;)
        {
            var count = 0;
            if (i >= read && Run(tokens, i, text) is var end && end > i)
            {
                looked += end - i;
                count = Letters(tokens, i, end, text);
                read = end - 1;
            }
            if (count == 0)
                count = Pieces(tokens, i, text);
            joined.Add(count < 2 ? tokens[i] : Whole(tokens, i, count));
            i += Math.Max(1, count);
        }
        return joined;
    }

    // A picture in the midst of a word is no word of its own.
    private static List<CareToken> WithoutPictures(List<CareToken> tokens, string text)
    {
        bool IsInside(int at) => at > 0 && at + 1 < tokens.Count && Rune.TryGetRuneAt(text, tokens[at].Start, out var rune) && !Rune.IsLetterOrDigit(rune)
            && tokens[at - 1].End == tokens[at].Start && tokens[at].End == tokens[at + 1].Start && Math.Min(tokens[at - 1].Form.Length, tokens[at + 1].Form.Length) <= ShortPiece;
        return tokens.Where((_, at) => IsInside(at)).Any() ? [.. tokens.Where((_, at) => !IsInside(at))] : tokens;
    }

    // Where the run of single letters ends, set apart alike, that begins here; its own beginning where there is none.
    private static int Run(List<CareToken> tokens, int from, string text)
    {
        bool IsLetter(int at) => at < tokens.Count && tokens[at].Form is [var letter] && char.IsAsciiLetterOrDigit(letter);
        if (!IsLetter(from) || !IsLetter(from + 1) || !IsLetter(from + 2))
            return from;
        var spaced = HasSpace(Gap(tokens, from, text));
        var gap = tokens[from + 1].Start - tokens[from].End;
        var end = from + 1;
        // A wider gap parts two words, and so does a space where signs stand between the letters.
        while (IsLetter(end) && tokens[end - 1].After < CareBreak.Sentence && (spaced ? tokens[end].Start - tokens[end - 1].End == gap : !HasSpace(Gap(tokens, end - 1, text))))
            end++;
        return end;
    }

    // How many letters of a run make up one word; 0 where they don't.
    private static int Letters(List<CareToken> tokens, int from, int end, string text)
    {
        var count = end - from;
        return count >= (HasSpace(Gap(tokens, from, text)) ? FewestSpaced : FewestSigned) && tokens.Skip(from).Take(count).Any(token => char.IsAsciiLetter(token.Form[0])) ? count : 0;
    }

    private int Pieces(List<CareToken> tokens, int from, string text)
    {
        for (var count = Math.Min(MostPieces, tokens.Count - from); count > 1; count--)
        {
            var spaced = false;
            var joinable = true;
            for (var at = from; at < from + count - 1 && joinable; at++)
            {
                var gap = Gap(tokens, at, text);
                spaced |= HasSpace(gap);
                joinable = gap.Length <= LongestGap && tokens[at].After == CareBreak.None;
            }
            if (!joinable)
                continue;
            var pieces = tokens.Skip(from).Take(count);
            var whole = string.Concat(pieces.Select(token => token.Form));
            if (whole.Length <= LongestWord && whole.Length >= (spaced ? ShortestAcrossSpace : FewestSpaced) && vocabulary.IsWord(whole, spaced ? LongestWord : tokens[from].Form.Length)
                && pieces.Any(token => (!spaced && token.Form.Length <= ShortPiece) || !vocabulary.IsKnown(token.Form)))
                return count;
        }
        return 0;
    }

    private static CareToken Whole(List<CareToken> tokens, int from, int count)
    {
        var last = tokens[from + count - 1];
        var form = string.Concat(tokens.Skip(from).Take(Math.Min(count, LongestWord)).Select(token => token.Form));
        return tokens[from] with { End = last.End, Form = PlainText.Unleet(form), Tail = "", After = last.After };
    }

    private static ReadOnlySpan<char> Gap(List<CareToken> tokens, int after, string text) => text.AsSpan(tokens[after].End, tokens[after + 1].Start - tokens[after].End);

    private static bool HasSpace(ReadOnlySpan<char> gap) => gap.ContainsAny(Spaces);
}
