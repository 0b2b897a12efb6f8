using System.Globalization;
using System.Text;
using AffectAgent.Plugins.Speech;

namespace AffectAgent.Backends.Whisper;

/// <summary>Makes lines in media time of what a model heard in a window.</summary>
internal static class LineBuilder
{
    /// <summary>The line of a segment, without words that belong to another window; null where none is left.</summary>
    public static RecognizedLine? Build(SpeechWindow window, HeardSegment heard)
    {
        var all = Words(window, heard.Tokens);
        var own = all.FindAll(word => word.Interval.Middle >= window.OwnFrom && word.Interval.Middle < window.OwnTo);
        var whole = own.Count == all.Count;
        var span = Range(window, heard.Start, heard.End);
        if (all.Count == 0 ? span.Middle < window.OwnFrom || span.Middle >= window.OwnTo : own.Count == 0)
            return null;
        var text = whole ? heard.Text.Trim() : string.Join(' ', own.Select(word => word.Text));
        if (!whole)
            span = new TimeRange(own[0].Interval.Start, Math.Max(own[0].Interval.Start, own[^1].Interval.End));
        return text.Length == 0 ? null
            : new RecognizedLine(new TranscriptLine(text, span), Confidence(heard)) { Words = own, Language = heard.Language };
    }

    /// <summary>The tokens' probability on average, as the mean of their logarithms.</summary>
    public static double Confidence(HeardSegment heard) => heard.Tokens.Count == 0 ? 0
        : Math.Exp(heard.Tokens.Average(token => Math.Log(Math.Clamp(token.Probability, 1e-4, 1))));

    private static List<RecognizedWord> Words(SpeechWindow window, IReadOnlyList<HeardToken> tokens)
    {
        List<RecognizedWord> words = [];
        var text = new StringBuilder();
        var first = 0;
        for (var i = 0; i <= tokens.Count; i++)
        {
            if (text.Length > 0 && (i == tokens.Count || Begins(tokens[i].Text)))
            {
                var word = text.ToString().Trim();
                text.Clear();
                if (word.Length > 0)
                    words.Add(new RecognizedWord(word, Range(window, tokens[first].Start, tokens[i - 1].End), tokens.Skip(first).Take(i - first).Min(token => token.Probability)));
            }

            if (i == tokens.Count)
                break;
            if (text.Length == 0)
                first = i;
            text.Append(tokens[i].Text);
        }

        return words;
    }

    // Languages that write no spaces begin a word with every sign.
    private static bool Begins(string token) => token.Length > 0 && (token[0] == ' ' || CharUnicodeInfo.GetUnicodeCategory(token[0]) == UnicodeCategory.OtherLetter);

    private static TimeRange Range(SpeechWindow window, double start, double end)
    {
        var from = Math.Clamp(window.Start + start, Math.Max(0, window.Start), Math.Max(0, window.End));
        return new TimeRange(from, Math.Clamp(window.Start + end, from, Math.Max(from, window.End)));
    }
}
