namespace AffectAgent.Plugins.TextEmotion;

/// <summary>Cuts running text into sentences at . ! ? … followed by white space, and at line ends.</summary>
internal static class SentenceSplitter
{
    /// <summary>The sentences, trimmed, in order; none of them empty.</summary>
    public static IEnumerable<string> Split(string text)
    {
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            bool ends = text[i] == '\n' || (IsStop(text[i]) && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1])));
            if (!ends && i + 1 < text.Length)
                continue;
            string sentence = text[start..(i + 1)].Trim();
            start = i + 1;
            if (sentence.Length > 0)
                yield return sentence;
        }
    }

    private static bool IsStop(char c) => c is '.' or '!' or '?' or '\u2026';
}
