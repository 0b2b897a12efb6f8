using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>
/// Marks what comes from outside (words of a transcript, a question, a user's cards) so that a model can tell it from
/// instructions: between tags that carry a number drawn for this request, which nobody could know beforehand, and with
/// every sign taken out that could forge a tag, a line or a role.
/// </summary>
/// <param name="number">The number of this request's tags.</param>
internal sealed partial class DataMark(string number)
{
    /// <summary>A mark with a number drawn now.</summary>
    public static DataMark Draw() => new(RandomNumberGenerator.GetHexString(16, lowercase: true));

    /// <summary>The tag's name, as the instructions tell it.</summary>
    public string Tag { get; } = "data-" + number;

    /// <summary>The text between tags.</summary>
    /// <param name="what">What it is: "question", "card"…</param>
    /// <param name="text">The text as it came.</param>
    /// <param name="most">Most characters; the rest is cut off and said to be.</param>
    public string Wrap(string what, string text, int most) => $"<{Tag} {what}>{Inside(text, most)}</{Tag}>";

    /// <summary>The text on one line, without angle brackets, cut off at a length.</summary>
    public static string Inside(string text, int most)
    {
        var clean = Clean(text.Length > most * 2 ? text[..(most * 2)] : text).Replace('<', '‹').Replace('>', '›').Replace('\n', ' ').Replace('\t', ' ');
        return clean.Length > most ? Quoting.Cut(clean, most) + " […]" : clean;
    }

    /// <summary>
    /// The text without signs that are not seen or that change how others are seen: control characters, bidirectional
    /// marks, zero-width signs, tags, unpaired surrogates. Line ends become \n.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            var kept = rune.Value is '\n' or '\t' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
                or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            // Letters stacked with dozens of accents would hide what stands under them.
            if (kept && rune.Value != 0xFFFD && !(Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark && EndsInMarks(clean)))
                clean.Append(rune.ToString());
        }

        return clean.ToString();
    }

    /// <summary>The text with the numbers of all tags made the same, so that two requests can be compared.</summary>
    public static string WithoutNumbers(string text) => Numbers().Replace(text, "data-*");

    private static bool EndsInMarks(StringBuilder text) =>
        text.Length >= 3 && Enumerable.Range(1, 3).All(back => char.GetUnicodeCategory(text[^back]) == UnicodeCategory.NonSpacingMark);

    [GeneratedRegex("data-[0-9a-f]{16}")]
    private static partial Regex Numbers();
}
