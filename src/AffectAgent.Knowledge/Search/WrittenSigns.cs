using System.Text.RegularExpressions;

namespace AffectAgent.Knowledge.Search;

/// <summary>Names what a text shows and doesn't say: emoji, capitals, doubled marks and lengthened words have no word of their own to look for.</summary>
internal static partial class WrittenSigns
{
    /// <summary>The names of the signs in a text, each after a space; nothing where there is none.</summary>
    public static string Of(string text) => string.Concat(
        Emoji().IsMatch(text) ? " emoji" : "",
        Exclamations().IsMatch(text) ? " exclamation marks" : "",
        Questions().IsMatch(text) ? " question marks" : "",
        Capitals().IsMatch(text) ? " capital letters" : "",
        Lengthened().IsMatch(text) ? " lengthening" : "");

    [GeneratedRegex(@"[\u2600-\u27BF]|[\uD83C-\uD83E][\uDC00-\uDFFF]|(?<=^|\s)[:;=]-?[()DPp/](?=\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Emoji();

    [GeneratedRegex(@"!\s*!", RegexOptions.CultureInvariant)]
    private static partial Regex Exclamations();

    [GeneratedRegex(@"\?\s*\?", RegexOptions.CultureInvariant)]
    private static partial Regex Questions();

    // Two words or a long one: "AU", "FACS" and "GDPR" are written so anyway.
    [GeneratedRegex(@"\b[A-Z']{2,}\s+[A-Z']{3,}\b|\b[A-Z]{6,}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Capitals();

    [GeneratedRegex(@"([a-zA-Z])\1\1", RegexOptions.CultureInvariant)]
    private static partial Regex Lengthened();
}
