using System.Text.RegularExpressions;

namespace AffectAgent.Empathy;

/// <summary>A message without markup, addresses and signs that aren't words, to look for phrases in.</summary>
internal static partial class PlainWords
{
    /// <summary>How much of a message is looked at for what happened; the care check reads all of it.</summary>
    public const int Most = 4000;

    /// <summary>The plain words; the rest beyond <see cref="Most"/> characters is left out.</summary>
    public static string Of(string text)
    {
        var part = text.Length > Most ? text[..Most] : text;
        part = WithoutLaughs(Code().Replace(part, " "));
        part = Address().Replace(part, " ");
        part = part.Replace('’', '\'').Replace('“', '"').Replace('”', '"');
        part = Space().Replace(Sign().Replace(part, " "), " ");
        return part.Trim();
    }

    /// <summary>The words without "lol", "haha", "xD", laughing faces: people laugh at disasters, too, so that a laugh says nothing of what was told.</summary>
    public static string WithoutLaughs(string text) => Laugh().Replace(text, " ").Trim();

    /// <summary>True where the words laugh.</summary>
    public static bool Laughs(string text) => Laugh().IsMatch(text);

    /// <summary>True where most letters belong to a script that no phrases exist in.</summary>
    public static bool IsForeignScript(string text)
    {
        var letters = text.Where(char.IsLetter).Take(400).ToList();
        return letters.Count > 0 && letters.Count(letter => letter > 'ɏ') > letters.Count / 2;
    }

    [GeneratedRegex(@"<[^<>]{0,200}>|&(?:\w{2,8}|#\d{1,6});|`{1,3}[^`]*`{1,3}|[*_~#|>]{1,6}")]
    private static partial Regex Code();

    // English, French, German, Spanish, Italian, Polish, Portuguese, Turkish, Russian, and the little pictures.
    [GeneratedRegex(@"\b(?:l+o+l+(?:o+l+)*z*|lmf?ao+|rofl(?:mao)?|lulz?|a?(?:ha){2,}h?|(?:ah){2,}a?|(?:he){2,}h?|(?:hi){2,}h?|(?:ho){3,}|(?:hö){2,}|a?(?:ja){2,}j?|(?:sj){2,}|(?:je){2,}j?|(?:ji){2,}|mdr+|ptdr+|k{4,}|(?:rs){2,}|x+d+|а?(?:ха){2,}х?|(?:ах){2,}а?|(?:хе){2,}|(?:хи){2,}|лол|ржу)\b|\uD83D[\uDE02\uDE06\uDE05\uDE39]|\uD83E\uDD23", RegexOptions.IgnoreCase)]
    private static partial Regex Laugh();

    [GeneratedRegex(@"https?://\S+|www\.\S+|\S+@\S+\.\w+", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"[^\p{L}\p{M}\p{N}'"".,;:!?…\-–—%€$£ \n]")]
    private static partial Regex Sign();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
