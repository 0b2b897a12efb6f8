namespace AffectAgent.Empathy.Care.Matching;

/// <summary>Joins letters that were spaced out (k i l l, k.i.l.l, k-i-l-l) to words.</summary>
internal static class SpacedLetters
{
    private const int Fewest = 4, Longest = 40;

    /// <summary>The words with spaced letters joined; a wider gap than the usual parts two words.</summary>
    public static List<CareToken> Join(List<CareToken> tokens, string text)
    {
        if (!tokens.Where((token, at) => at >= Fewest && token.Form.Length == 1 && tokens[at - 1].Form.Length == 1 && tokens[at - 2].Form.Length == 1).Any())
            return tokens;
        var joined = new List<CareToken>(tokens.Count);
        for (var i = 0; i < tokens.Count;)
        {
            var run = i;
            while (run < tokens.Count && tokens[run].Form.Length == 1 && char.IsAsciiLetter(tokens[run].Form[0]))
                run++;
            if (run - i < Fewest)
                joined.Add(tokens[i++]);
            else
                i = JoinRun(tokens, i, run, text, joined);
        }
        return joined;
    }

    private static int JoinRun(List<CareToken> tokens, int from, int to, string text, List<CareToken> joined)
    {
        var usual = Enumerable.Range(from, to - from - 1).Min(at => tokens[at + 1].Start - tokens[at].End);
        while (from < to)
        {
            var end = from + 1;
            while (end < to && tokens[end].Start - tokens[end - 1].End == usual && text[tokens[end - 1].End] == text[tokens[from].End])
                end++;
            var form = string.Concat(Enumerable.Range(from, Math.Min(end - from, Longest)).Select(at => tokens[at].Form));
            joined.Add(tokens[from] with { End = tokens[end - 1].End, Form = form, After = tokens[end - 1].After });
            from = end;
        }
        return to;
    }
}
