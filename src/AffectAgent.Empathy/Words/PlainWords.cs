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
        part = Code().Replace(part, " ");
        part = Address().Replace(part, " ");
        part = part.Replace('’', '\'').Replace('“', '"').Replace('”', '"');
        part = Space().Replace(Sign().Replace(part, " "), " ");
        return part.Trim();
    }

    /// <summary>True where most letters belong to a script that no phrases exist in.</summary>
    public static bool IsForeignScript(string text)
    {
        var letters = text.Where(char.IsLetter).Take(400).ToList();
        return letters.Count > 0 && letters.Count(letter => letter > 'ɏ') > letters.Count / 2;
    }

    [GeneratedRegex(@"<[^<>]{0,200}>|&(?:\w{2,8}|#\d{1,6});|`{1,3}[^`]*`{1,3}|[*_~#|>]{1,6}")]
    private static partial Regex Code();

    [GeneratedRegex(@"https?://\S+|www\.\S+|\S+@\S+\.\w+", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"[^\p{L}\p{M}\p{N}'"".,;:!?…\-–—%€$£ \n]")]
    private static partial Regex Sign();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
