namespace AffectAgent.Empathy.Care.Matching;

/// <summary>Which words stand between quotation marks; marks that never close quote nothing.</summary>
internal sealed class QuoteMarks
{
    private const int LongestQuote = 60;
    private int? _openedAt;

    /// <summary>True between two marks, as far as is known.</summary>
    public bool IsOpen => _openedAt is not null;

    public static bool Is(char letter) => letter is '"' or '“' or '”' or '„' or '«' or '»';

    /// <summary>Meets a mark before the word of the given number.</summary>
    public void Meet(char mark, int word) => _openedAt = mark is '„' or '«' || (_openedAt is null && mark is not '”') ? word : null;

    /// <summary>Takes back what was quoted by a mark that never closed, or that runs on too long.</summary>
    public void Close(List<CareToken> tokens)
    {
        if (_openedAt is { } opened)
            Unquote(tokens, opened, tokens.Count);
        for (var start = 0; start < tokens.Count; start++)
        {
            var end = start;
            while (end < tokens.Count && tokens[end].Quoted)
                end++;
            if (end - start > LongestQuote)
                Unquote(tokens, start, end);
            start = Math.Max(start, end);
        }
    }

    private static void Unquote(List<CareToken> tokens, int start, int end)
    {
        for (var i = start; i < end; i++)
            tokens[i] = tokens[i] with { Quoted = false };
    }
}
