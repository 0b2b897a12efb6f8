namespace AffectAgent.Empathy.Care.Hints;

/// <summary>
/// The features of a window, as hashes: its words (w), their first four and five letters (p) and last four (e), two in a row (b), with one
/// (s) and with two between (t); ^ and $ stand at the ends. The same as training/care/features.py, to which a golden file holds it.
/// </summary>
internal static class HintFeatures
{
    private static readonly (string Kind, int Step)[] Pairs = [("b ", 1), ("s ", 2), ("t ", 3)];

    /// <summary>The distinct hashes of a window.</summary>
    public static HashSet<uint> Of(ArraySegment<string> words)
    {
        string[] shown = ["^", .. words, "$"];
        var found = new HashSet<uint>(shown.Length * 7);
        for (var i = 0; i < shown.Length; i++)
        {
            var word = shown[i];
            found.Add(Fnv1a.Of($"w {word}"));
            if (word.Length > 3)
            {
                found.Add(Fnv1a.Of(string.Concat("p ", word.AsSpan(0, 4))));
                found.Add(Fnv1a.Of(string.Concat("e ", word.AsSpan(word.Length - 4))));
            }
            if (word.Length > 5)
                found.Add(Fnv1a.Of(string.Concat("p ", word.AsSpan(0, 5))));
            foreach (var (kind, step) in Pairs)
            {
                if (i + step < shown.Length)
                    found.Add(Fnv1a.Of($"{kind}{word} {shown[i + step]}"));
            }
        }
        return found;
    }
}
