using System.Globalization;
using System.Text;

namespace AffectAgent.Inference.Text;

/// <summary>
/// Takes accents off: what canonical decomposition (Unicode NFD) leaves once marks that take no room are gone. The program runs
/// without the system's Unicode tables, so the pairs come from <c>accents.txt</c>, made from the Unicode Character Database:
/// a line is a letter and all the letters that it stands under. Hangul syllables fall into their letters, as NFD has it.
/// </summary>
internal static class Accents
{
    private const int HangulFirst = 0xAC00, HangulLast = 0xD7A3, Vowels = 21, Finals = 28;
    private const int LeadFirst = 0x1100, VowelFirst = 0x1161, FinalFirst = 0x11A7;

    private static readonly Lazy<Dictionary<int, int>> Bases = new(Read);

    /// <summary>Appends a letter without its accents, then without its capital; nothing for a mark alone.</summary>
    public static void AppendPlain(StringBuilder to, Rune letter)
    {
        if (letter.IsAscii)
            to.Append(char.ToLowerInvariant((char)letter.Value));
        else if (letter.Value is >= HangulFirst and <= HangulLast)
            AppendHangul(to, letter.Value - HangulFirst);
        else if (Rune.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            to.Append(Rune.ToLowerInvariant(Bases.Value.TryGetValue(letter.Value, out int plain) ? new Rune(plain) : letter).ToString());
    }

    private static void AppendHangul(StringBuilder to, int index)
    {
        to.Append((char)(LeadFirst + (index / (Vowels * Finals))));
        to.Append((char)(VowelFirst + (index % (Vowels * Finals) / Finals)));
        if (index % Finals > 0)
            to.Append((char)(FinalFirst + (index % Finals)));
    }

    private static Dictionary<int, int> Read()
    {
        using var stream = typeof(Accents).Assembly.GetManifestResourceStream("accents.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var bases = new Dictionary<int, int>();
        while (reader.ReadLine() is { Length: > 2 } line)
        {
            foreach (char accented in line.AsSpan(2))
                bases[accented] = line[0];
        }

        return bases;
    }
}
