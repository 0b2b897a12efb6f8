using System.Text;

namespace AffectAgent.Plugins.TextEmotion;

/// <summary>Which writing systems a text's letters belong to.</summary>
internal static class Scripts
{
    // First and last code point of each system's main blocks (Unicode 15), in order.
    private static readonly (int First, int Last, string Name)[] Blocks =
    [
        (0x0041, 0x024F, "Latin"), (0x0250, 0x02FF, "Latin"), (0x0370, 0x03FF, "Greek"), (0x0400, 0x052F, "Cyrillic"), (0x0531, 0x058F, "Armenian"),
        (0x0590, 0x05FF, "Hebrew"), (0x0600, 0x077F, "Arabic"), (0x0780, 0x07BF, "Thaana"), (0x08A0, 0x08FF, "Arabic"),
        (0x0900, 0x097F, "Devanagari"), (0x0980, 0x09FF, "Bengali"), (0x0A00, 0x0A7F, "Gurmukhi"), (0x0A80, 0x0AFF, "Gujarati"),
        (0x0B00, 0x0B7F, "Odia"), (0x0B80, 0x0BFF, "Tamil"), (0x0C00, 0x0C7F, "Telugu"), (0x0C80, 0x0CFF, "Kannada"),
        (0x0D00, 0x0D7F, "Malayalam"), (0x0D80, 0x0DFF, "Sinhala"), (0x0E00, 0x0E7F, "Thai"), (0x0E80, 0x0EFF, "Lao"),
        (0x0F00, 0x0FFF, "Tibetan"), (0x1000, 0x109F, "Burmese"), (0x10A0, 0x10FF, "Georgian"), (0x1100, 0x11FF, "Korean"),
        (0x1200, 0x139F, "Ethiopic"), (0x1780, 0x17FF, "Khmer"), (0x1800, 0x18AF, "Mongolian"), (0x1E00, 0x1EFF, "Latin"),
        (0x1F00, 0x1FFF, "Greek"), (0x2C60, 0x2C7F, "Latin"), (0x3040, 0x30FF, "Japanese"), (0x3130, 0x318F, "Korean"),
        (0x3400, 0x9FFF, "Chinese"), (0xA720, 0xA7FF, "Latin"), (0xAC00, 0xD7AF, "Korean"), (0xF900, 0xFAFF, "Chinese"),
        (0xFB1D, 0xFB4F, "Hebrew"), (0xFB50, 0xFDFF, "Arabic"), (0xFE70, 0xFEFF, "Arabic"), (0xFF21, 0xFF5A, "Latin"),
        (0xFF66, 0xFF9F, "Japanese"), (0x1D400, 0x1D7FF, "Latin"), (0x20000, 0x3134F, "Chinese"),
    ];

    /// <summary>The system of most of a text's letters, with its share of them; Latin where there are none.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>A name ("Latin", "Cyrillic", "Chinese"…; "another" for one not in the table) and a share, 0 to 1.</returns>
    public static (string Name, double Share) Main(ReadOnlySpan<char> text)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        int letters = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsLetter(rune))
                continue;
            letters++;
            string name = Of(rune.Value);
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }

        // Japanese is written with Chinese characters among its own.
        if (counts.TryGetValue("Japanese", out int kana) && counts.Remove("Chinese", out int characters))
            counts["Japanese"] = kana + characters;
        if (letters == 0)
            return ("Latin", 1);
        var most = counts.MaxBy(pair => pair.Value);
        return (most.Key, (double)most.Value / letters);
    }

    private static string Of(int code)
    {
        if (code is < 0x250 and >= 0x41)
            return "Latin";
        foreach (var (first, last, name) in Blocks)
        {
            if (code >= first && code <= last)
                return name;
        }

        return "another";
    }
}
