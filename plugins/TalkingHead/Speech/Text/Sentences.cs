using System.Buffers;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Cuts cleaned text into sentences, so that long texts are spoken piece by piece.</summary>
internal static class Sentences
{
    /// <summary>Most characters of a piece; longer sentences are cut at a comma, else at a space.</summary>
    public const int MostCharacters = 300;

    private const string Ends = ".!?。！？…।؟";
    private static readonly SearchValues<char> SoftEnds = SearchValues.Create(",;:—–،、，；");

    // A full stop behind these ends no sentence.
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "Dr", "Mr", "Mrs", "Ms", "Prof", "St", "vs", "etc", "No", "Nr", "Hr", "Fr", "Sr", "Sra", "Mme", "Mlle", "Dott", "Sig", "ca", "bzw", "Inc", "Ltd", "Jr", "e.g", "i.e", "z.B", "p.ej", "u.a", "d.h",
    };

    /// <summary>The pieces in their order; none is empty, none longer than <see cref="MostCharacters"/>.</summary>
    public static IEnumerable<string> Split(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsEnd(text, i))
                continue;
            foreach (var piece in Shorter(text[start..(i + 1)].Trim()))
                yield return piece;
            start = i + 1;
        }

        foreach (var piece in Shorter(text[start..].Trim()))
            yield return piece;
    }

    private static bool IsEnd(string text, int at)
    {
        if (!Ends.Contains(text[at]) || (at + 1 < text.Length && Ends.Contains(text[at + 1])))
            return false;
        if ("。！？।".Contains(text[at]) || at + 1 == text.Length)
            return true;
        if (!char.IsWhiteSpace(text[at + 1]))
            return false;
        if (text[at] != '.')
            return true;
        var word = text[(text.LastIndexOf(' ', at) + 1)..at].TrimStart('(', '"', '\'');
        var next = text[(at + 1)..Math.Min(text.Length, at + 12)].TrimStart();
        return !Abbreviations.Contains(word) && !(word.Length == 1 && char.IsUpper(word[0])) && !(next.Length > 0 && char.IsLower(next[0]));
    }

    private static IEnumerable<string> Shorter(string sentence)
    {
        while (sentence.Length > MostCharacters)
        {
            var cut = sentence.AsSpan(0, MostCharacters).LastIndexOfAny(SoftEnds) + 1;
            if (cut < MostCharacters / 3)
                cut = sentence.LastIndexOf(' ', MostCharacters - 1, MostCharacters) + 1;
            if (cut == 0)
                cut = char.IsLowSurrogate(sentence[MostCharacters]) ? MostCharacters - 1 : MostCharacters;
            var piece = sentence[..cut].Trim();
            if (IsSpeakable(piece))
                yield return piece;
            sentence = sentence[cut..].Trim();
        }

        if (IsSpeakable(sentence))
            yield return sentence;
    }

    private static bool IsSpeakable(string piece) => piece.Any(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || "%$€£+=&@".Contains(c));
}
