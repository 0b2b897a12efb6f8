using System.Text;

namespace AffectAgent.Plugins.TextEmotion;

/// <summary>How a line of a dialogue is written and where it stands; the same as <c>training/text/forms.py</c>, to which a golden file holds it.</summary>
internal static class LineForm
{
    /// <summary>Number of values.</summary>
    public const int Count = 31;

    /// <summary>The values of one line, in the trainer's order.</summary>
    /// <param name="text">The line.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="position">Its number in the dialogue, from 0.</param>
    /// <param name="isLast">True if no line follows.</param>
    /// <param name="sameSpeaker">True if the speaker of the line before speaks on.</param>
    public static double[] Of(string text, IReadOnlyList<TextToken> tokens, int position, bool isLast, bool sameSpeaker)
    {
        var spoken = tokens.Where(t => t.Kind is TokenKind.Word or TokenKind.Negator).Select(t => t.Shown).ToList();
        var trimmed = text.AsSpan().TrimEnd();
        char end = trimmed.Length > 0 ? trimmed[^1] : ' ';
        int words = spoken.Count, shouts = text.Count(c => c == '!'), asks = text.Count(c => c == '?');
        string first = words > 0 ? spoken[0] : "";
        var dots = new TextToken(TokenKind.Mark, "...", 0, 0);
        bool IsDots(TextToken t) => t.Kind == dots.Kind && t.Shown == dots.Shown;
        return
        [
            Is(words <= 1), Is(words == 2), Is(words == 3), Is(words is >= 4 and <= 6), Is(words is >= 7 and <= 12), Is(words > 12), Is(words > 20),
            Math.Log(1 + words) / 3,
            Is(shouts > 0), Is(shouts > 1), Is(asks > 0), Is(asks > 1), Is(shouts > 0 && asks > 0), Is(end == '!'), Is(end == '?'),
            Is(tokens.Any(IsDots)), Is(tokens.Count > 0 && IsDots(tokens[^1])), Is(tokens.Any(t => TextFeatures.Shouts(text, t))), Is(HasLongLetter(text)),
            Is(spoken.Zip(spoken.Skip(1)).Any(pair => pair.First == pair.Second)), Is(first == "oh"), Is(first == "no"),
            Is(position == 0), Is(isLast), Is(sameSpeaker), Math.Min(position, 20) / 20.0, Is(text.Contains(',', StringComparison.Ordinal)),
            Is(text.Count(c => c == '.') > 1), Is(words <= 3 && shouts > 0), Is(words <= 3 && asks > 0), Is(words > 8 && shouts > 0),
        ];
    }

    private static double Is(bool holds) => holds ? 1 : 0;

    private static bool HasLongLetter(string text)
    {
        Rune before = default, last = default;
        foreach (var rune in text.EnumerateRunes())
        {
            var small = Rune.ToLowerInvariant(rune);
            if (small == last && small == before && Rune.IsLetter(small))
                return true;
            (before, last) = (last, small);
        }

        return false;
    }
}
