using System.Text;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Which script a letter belongs to, by the blocks of Unicode 16, and which scripts a language's voice reads.</summary>
internal static class Scripts
{
    /// <summary>The script that every voice reads.</summary>
    public const string Latin = "Latin";

    private static readonly (int From, int To, string Name)[] Blocks =
    [
        (0x0041, 0x024F, Latin), (0x0250, 0x02AF, Latin), (0x0370, 0x03FF, "Greek"), (0x0400, 0x052F, "Cyrillic"), (0x0530, 0x058F, "Armenian"),
        (0x0590, 0x05FF, "Hebrew"), (0x0600, 0x06FF, "Arabic"), (0x0700, 0x074F, "Syriac"), (0x0750, 0x077F, "Arabic"), (0x0780, 0x07BF, "Thaana"),
        (0x07C0, 0x07FF, "NKo"), (0x08A0, 0x08FF, "Arabic"), (0x0900, 0x097F, "Devanagari"), (0x0980, 0x09FF, "Bengali"), (0x0A00, 0x0A7F, "Gurmukhi"),
        (0x0A80, 0x0AFF, "Gujarati"), (0x0B00, 0x0B7F, "Oriya"), (0x0B80, 0x0BFF, "Tamil"), (0x0C00, 0x0C7F, "Telugu"), (0x0C80, 0x0CFF, "Kannada"),
        (0x0D00, 0x0D7F, "Malayalam"), (0x0D80, 0x0DFF, "Sinhala"), (0x0E00, 0x0E7F, "Thai"), (0x0E80, 0x0EFF, "Lao"), (0x0F00, 0x0FFF, "Tibetan"),
        (0x1000, 0x109F, "Myanmar"), (0x10A0, 0x10FF, "Georgian"), (0x1100, 0x11FF, "Hangul"), (0x1200, 0x139F, "Ethiopic"), (0x13A0, 0x13FF, "Cherokee"),
        (0x1400, 0x167F, "Canadian Aboriginal"), (0x1780, 0x17FF, "Khmer"), (0x1800, 0x18AF, "Mongolian"), (0x1C80, 0x1C8F, "Cyrillic"),
        (0x1C90, 0x1CBF, "Georgian"), (0x1D00, 0x1DBF, Latin), (0x1E00, 0x1EFF, Latin), (0x1F00, 0x1FFF, "Greek"), (0x2C60, 0x2C7F, Latin),
        (0x2DE0, 0x2DFF, "Cyrillic"), (0x3040, 0x309F, "Hiragana"), (0x30A0, 0x30FF, "Katakana"), (0x3100, 0x312F, "Bopomofo"), (0x3130, 0x318F, "Hangul"),
        (0x3400, 0x4DBF, "Han"), (0x4E00, 0x9FFF, "Han"), (0xA640, 0xA69F, "Cyrillic"), (0xA720, 0xA7FF, Latin), (0xA960, 0xA97F, "Hangul"),
        (0xAA60, 0xAA7F, "Myanmar"), (0xAB30, 0xAB6F, Latin), (0xAB70, 0xABBF, "Cherokee"), (0xAC00, 0xD7FF, "Hangul"), (0xF900, 0xFAFF, "Han"),
        (0xFB00, 0xFB06, Latin), (0xFB1D, 0xFB4F, "Hebrew"), (0xFB50, 0xFDFF, "Arabic"), (0xFE70, 0xFEFF, "Arabic"), (0xFF21, 0xFF5A, Latin),
        (0xFF66, 0xFF9F, "Katakana"), (0xFFA0, 0xFFDC, "Hangul"), (0x20000, 0x323AF, "Han"),
    ];

    private static readonly Dictionary<string, string[]> ByLanguage = new(StringComparer.OrdinalIgnoreCase)
    {
        ["am"] = ["Ethiopic"], ["ar"] = ["Arabic"], ["as"] = ["Bengali"], ["ba"] = ["Cyrillic"], ["be"] = ["Cyrillic"], ["bg"] = ["Cyrillic"],
        ["bn"] = ["Bengali"], ["bpy"] = ["Bengali"], ["bs"] = ["Cyrillic"], ["chr"] = ["Cherokee"], ["cmn"] = ["Han", "Bopomofo"], ["cv"] = ["Cyrillic"],
        ["el"] = ["Greek"], ["fa"] = ["Arabic"], ["grc"] = ["Greek"], ["gu"] = ["Gujarati"], ["hak"] = ["Han"], ["he"] = ["Hebrew"], ["hi"] = ["Devanagari"],
        ["hr"] = ["Cyrillic"], ["hy"] = ["Armenian"], ["hyw"] = ["Armenian"], ["ja"] = ["Hiragana", "Katakana"], ["ka"] = ["Georgian"], ["kk"] = ["Cyrillic"],
        ["kn"] = ["Kannada"], ["ko"] = ["Hangul"], ["kok"] = ["Devanagari"], ["ky"] = ["Cyrillic"], ["mk"] = ["Cyrillic"], ["ml"] = ["Malayalam"],
        ["mr"] = ["Devanagari"], ["my"] = ["Myanmar"], ["ne"] = ["Devanagari"], ["nog"] = ["Cyrillic"], ["or"] = ["Oriya"], ["pa"] = ["Gurmukhi"],
        ["ru"] = ["Cyrillic"], ["sd"] = ["Arabic"], ["shn"] = ["Myanmar"], ["si"] = ["Sinhala"], ["sr"] = ["Cyrillic"], ["ta"] = ["Tamil"],
        ["te"] = ["Telugu"], ["th"] = ["Thai"], ["tt"] = ["Cyrillic"], ["ug"] = ["Arabic"], ["uk"] = ["Cyrillic"], ["ur"] = ["Arabic"],
        ["yue"] = ["Han"], ["zh"] = ["Han", "Bopomofo"],
    };

    /// <summary>The script of a letter; null for what belongs to none, such as digits and punctuation.</summary>
    public static string? Of(Rune rune)
    {
        if (!Rune.IsLetter(rune))
            return null;
        foreach (var (from, to, name) in Blocks)
        {
            if (rune.Value >= from && rune.Value <= to)
                return name;
        }

        return "unknown";
    }

    /// <summary>True if the language's voice reads the script. All read Latin.</summary>
    /// <param name="script">As <see cref="Of"/> gives it.</param>
    /// <param name="language">BCP 47 tag.</param>
    public static bool Reads(string script, string language)
    {
        if (script == Latin)
            return true;
        var primary = language.Split('-', '_')[0];
        return ByLanguage.TryGetValue(primary, out var scripts) && scripts.Contains(script);
    }
}
