using System.Text;

namespace AffectAgent.Media.Subtitles;

/// <summary>Turns the bytes of a text file into text: by its byte order mark, else UTF-8, else Windows' Latin-1.</summary>
internal static class TextDecoding
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // What Windows-1252 has where Latin-1 has control codes (0x80-0x9F): quotes, dashes, the euro.
    private const string Windows1252 = "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    /// <summary>The text, without byte order mark, line ends as "\n"; null where the bytes are no text.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        string text = DecodeRaw(bytes);
        return text.Contains('\0', StringComparison.Ordinal) ? null : text.ReplaceLineEndings("\n");
    }

    private static string DecodeRaw(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return Encoding.UTF8.GetString(bytes[3..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return string.Create(bytes.Length, bytes, static (text, source) =>
            {
                for (int i = 0; i < text.Length; i++)
                    text[i] = source[i] is >= 0x80 and <= 0x9F ? Windows1252[source[i] - 0x80] : (char)source[i];
            });
        }
    }
}
