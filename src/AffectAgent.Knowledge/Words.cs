using System.Globalization;
using System.Text;

namespace AffectAgent.Knowledge;

/// <summary>Small helpers for text that may come from anyone.</summary>
internal static class Words
{
    /// <summary>The text on one line without control characters, cut to a length: safe to print.</summary>
    public static string OneLine(string text, int length)
    {
        var line = new StringBuilder(Math.Min(text.Length, length) + 1);
        foreach (var c in text)
        {
            if (line.Length >= length)
                return line.Append('…').ToString();
            line.Append(IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format ? ' ' : c);
        }

        return line.ToString();
    }

    /// <summary>True if there is a control character other than a line feed, or one that turns the direction of the text after it.</summary>
    public static bool HasControl(string text) => text.Any(c => IsControl(c) && c != '\n');

    private static bool IsControl(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
