using System.Globalization;
using System.Text;

namespace AffectAgent.Empathy.Care.Matching;

/// <summary>Letters made plain: case, accents, look-alikes, leetspeak, repeats. Works without the system's Unicode tables.</summary>
internal static class PlainText
{
    // A plain letter, then what becomes it: accented letters, letters of other scripts that look like it, circled ones.
    private static readonly string[] Alikes =
    [
        "aàáâãäåāăąǎаɑαᴀᵃ", "bвβʙᵇ", "cçćĉċčсςᴄᶜ", "dďđðԁᴅᵈ", "eèéêëēĕėęěеёεєᴇᵉ", "fƒꜰᶠ", "gĝğġģɡǧɢᵍ", "hĥħнһʜʰ", "iìíîïĩīĭįıİіїιɪⁱ", "jĵјʝᴊʲ", "kķкκᴋᵏ",
        "lĺļľŀłӏʟˡⅼ", "mмᴍᵐⅿ", "nñńņňŋηпɴⁿ", "oòóôõöøōŏőоοσᴏᵒ", "pрρᴘᵖ", "rŕŗřгʀʳ", "sśŝşšșѕˢꜱ", "tţťŧțтτᴛᵗ", "uùúûüũūŭůűųυцᴜᵘ", "vνѵᴠᵛⅴ", "wŵωшщᴡʷ", "xхχˣⅹ",
        "yýÿŷуγʏʸ", "zźżžзᴢᶻ",
    ];

    private static readonly Dictionary<char, char> ByAlike = Alikes.SelectMany(row => row[1..].Select(alike => (alike, row[0]))).ToDictionary(pair => pair.alike, pair => pair.Item2);

    /// <summary>A word as data files and messages share it: lower case, no accents, no apostrophes.</summary>
    public static string Plain(string word)
    {
        var plain = new StringBuilder(word.Length);
        foreach (var rune in word.EnumerateRunes())
            Append(plain, rune);
        return plain.ToString();
    }

    /// <summary>Appends one letter made plain; marks, apostrophes and invisible characters append nothing.</summary>
    public static void Append(StringBuilder plain, Rune rune)
    {
        if (IsApostrophe(rune) || IsInvisible(rune))
            return;
        var value = rune.Value switch
        {
            >= 0xFF01 and <= 0xFF5E and var wide => wide - 0xFEE0,
            >= 0x24B6 and <= 0x24CF and var circled => circled - 0x24B6 + 'a',
            >= 0x24D0 and <= 0x24E9 and var circled => circled - 0x24D0 + 'a',
            >= 0x1F130 and <= 0x1F149 and var squared => squared - 0x1F130 + 'a',
            >= 0x1F150 and <= 0x1F169 and var ringed => ringed - 0x1F150 + 'a',
            >= 0x1F170 and <= 0x1F189 and var boxed => boxed - 0x1F170 + 'a',
            >= 0x1D400 and <= 0x1D6A3 and var bold => 'a' + (bold - 0x1D400) % 26,
            var other => other,
        };
        if (value > char.MaxValue)
            return;
        var letter = char.ToLowerInvariant((char)value);
        if (letter is 'ß' or 'æ' or 'œ')
            plain.Append(letter switch { 'ß' => "ss", 'æ' => "ae", _ => "oe" });
        else
            plain.Append(ByAlike.GetValueOrDefault(letter, letter));
    }

    /// <summary>Letters in circles and squares.</summary>
    public static bool IsFramed(Rune rune) => rune.Value is >= 0x24B6 and <= 0x24E9 or >= 0x1F130 and <= 0x1F149 or >= 0x1F150 and <= 0x1F169 or >= 0x1F170 and <= 0x1F189;

    public static bool IsApostrophe(Rune rune) => rune.Value is '\'' or '’' or '‘' or 'ʼ' or '`' or '´';

    /// <summary>Zero-width and other format characters, combining marks, variation selectors.</summary>
    public static bool IsInvisible(Rune rune) => rune.Value > 127
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    /// <summary>Digits and signs that stand for letters, in a word that has letters: k1ll, mys3lf, @lone.</summary>
    public static string Unleet(string word)
    {
        if (!word.Any(char.IsAsciiLetter) || !word.Any(letter => "013457@$!|".Contains(letter)) || (char.IsAsciiDigit(word[0]) && !char.IsAsciiLetter(word[^1])))
            return word;
        return string.Create(word.Length, word, static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = from[i] switch
                {
                    '0' => 'o',
                    '1' => (i + 1 < from.Length && from[i + 1] == '1') || (i > 0 && from[i - 1] == '1') ? 'l' : 'i',
                    '3' => 'e',
                    '4' or '@' => 'a',
                    '5' or '$' => 's',
                    '7' => 't',
                    '|' => 'l',
                    '!' => 'i',
                    var letter => letter,
                };
        });
    }

    /// <summary>Runs of a letter cut to the given length.</summary>
    public static string Squeeze(string word, int longest)
    {
        var run = 0;
        var squeezed = new StringBuilder(word.Length);
        var last = '\0';
        foreach (var letter in word)
        {
            run = last == letter ? run + 1 : 1;
            last = letter;
            if (run <= longest)
                squeezed.Append(letter);
        }
        return squeezed.Length == word.Length ? word : squeezed.ToString();
    }
}
