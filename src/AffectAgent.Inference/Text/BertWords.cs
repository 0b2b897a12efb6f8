using System.Globalization;
using System.Text;

namespace AffectAgent.Inference.Text;

/// <summary>
/// Cuts a text into words as uncased BERT does (Devlin et al. 2019) before they are cut into pieces: control characters go,
/// Chinese characters and punctuation marks stand alone, accents and capitals go.
/// </summary>
internal static class BertWords
{
    private static readonly (int First, int Last)[] Chinese =
    [
        (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
    ];

    /// <summary>The words of a text, in order; read only as far as they are asked for.</summary>
    public static IEnumerable<string> Of(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsDropped(rune))
                continue;
            bool alone = IsChinese(rune.Value) || IsPunctuation(rune);
            if ((alone || IsSpace(rune)) && word.Length > 0)
                yield return Take(word);
            if (IsSpace(rune))
                continue;
            Accents.AppendPlain(word, rune);
            if (alone && word.Length > 0)
                yield return Take(word);
        }

        if (word.Length > 0)
            yield return Take(word);
    }

    private static string Take(StringBuilder word)
    {
        string taken = word.ToString();
        word.Clear();
        return taken;
    }

    private static bool IsSpace(Rune rune) => rune.Value is '\t' or '\n' or '\r' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool IsDropped(Rune rune) => rune.Value is 0 or 0xFFFD || (!IsSpace(rune) && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static bool IsChinese(int value) => value >= 0x3400 && Array.Exists(Chinese, range => value >= range.First && value <= range.Last);

    // All of ASCII's marks count, also those that Unicode calls symbols, such as $ and ^.
    private static bool IsPunctuation(Rune rune) => rune.IsAscii
        ? rune.Value is (>= 33 and <= 47) or (>= 58 and <= 64) or (>= 91 and <= 96) or (>= 123 and <= 126)
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation
            or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation;
}
