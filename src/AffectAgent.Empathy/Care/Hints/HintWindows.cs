using AffectAgent.Empathy.Care.Matching;

namespace AffectAgent.Empathy.Care.Hints;

/// <summary>
/// Cuts a message into what the hint model reads at a time: every sentence, every two and three in a row, so that a hint in a
/// long message isn't drowned by the rest. Training cuts its texts with the same code (CareMeasure cut).
/// </summary>
internal static class HintWindows
{
    /// <summary>Words and marks in one window; longer sentences are read in overlapping parts.</summary>
    public const int Longest = 48;

    private const int Step = Longest / 2;

    /// <summary>A window: the words' plain forms with "," and "." between clauses and sentences.</summary>
    public static IEnumerable<ArraySegment<string>> Of(List<CareToken> tokens)
    {
        string[] forms = [.. Forms(tokens)];
        var (first, second, third) = (-1, -1, 0);
        for (var end = 0; end <= forms.Length; end++)
        {
            if (end < forms.Length && forms[end] != ".")
                continue;
            foreach (var part in Parts(forms, third, end))
                yield return part;
            foreach (var start in (int[])[second, first])
            {
                if (start >= 0 && end - start <= Longest)
                    yield return new ArraySegment<string>(forms, start, end - start);
            }
            (first, second, third) = (second, third, end + 1);
        }
    }

    /// <summary>Where a window's words stand in the message.</summary>
    /// <param name="tokens">The message's words, of which the window was cut.</param>
    /// <param name="window">The window.</param>
    public static (int Start, int Length) Place(List<CareToken> tokens, ArraySegment<string> window)
    {
        var (start, end, form) = (int.MaxValue, 0, 0);
        for (var i = 0; i < tokens.Count && form < window.Offset + window.Count; i++)
        {
            // What stood in a comment or a tag is read after the rest, so the last word needn't be the last in the message.
            if (form >= window.Offset)
                (start, end) = (Math.Min(start, tokens[i].Start), Math.Max(end, tokens[i].End));
            form += HasMark(tokens, i) ? 2 : 1;
        }
        return start < end ? (start, end - start) : (0, 0);
    }

    private static bool HasMark(List<CareToken> tokens, int i) => tokens[i].After != CareBreak.None && i + 1 < tokens.Count;

    private static IEnumerable<string> Forms(List<CareToken> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            yield return tokens[i].Form;
            if (HasMark(tokens, i))
                yield return tokens[i].After == CareBreak.Sentence ? "." : ",";
        }
    }

    private static IEnumerable<ArraySegment<string>> Parts(string[] forms, int start, int end)
    {
        for (; end - start > Longest; start += Step)
            yield return new ArraySegment<string>(forms, start, Longest);
        if (end > start)
            yield return new ArraySegment<string>(forms, start, end - start);
    }
}
