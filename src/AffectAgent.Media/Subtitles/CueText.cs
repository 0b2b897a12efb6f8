using System.Net;
using System.Text.RegularExpressions;

namespace AffectAgent.Media.Subtitles;

/// <summary>The words of a cue: formatting goes, speakers that the format names stay.</summary>
internal static partial class CueText
{
    /// <summary>Splits a WebVTT cue at its voice tags; each part with its speaker or null.</summary>
    public static IEnumerable<(string Text, string? Speaker)> Voices(string raw)
    {
        MatchCollection voices = VoiceTag().Matches(raw);
        if (voices.Count == 0)
        {
            yield return NamedInCapitals(Plain(raw));
            yield break;
        }
        string before = Plain(raw[..voices[0].Index]);
        if (before.Length > 0)
            yield return (before, null);
        for (int i = 0; i < voices.Count; i++)
        {
            int from = voices[i].Index + voices[i].Length;
            int to = i + 1 < voices.Count ? voices[i + 1].Index : raw.Length;
            string name = Plain(voices[i].Groups[1].Value);
            string text = Plain(raw[from..to]);
            if (text.Length > 0)
                yield return (text, name.Length > 0 ? name : null);
        }
    }

    /// <summary>Without tags, override blocks and entities; white space runs become one space.</summary>
    public static string Plain(string raw)
    {
        string text = AssBlock().Replace(raw, "");
        text = Tag().Replace(text, "");
        text = text.Replace("\\N", " ", StringComparison.Ordinal).Replace("\\n", " ", StringComparison.Ordinal).Replace("\\h", " ", StringComparison.Ordinal);
        text = WebUtility.HtmlDecode(text);
        text = Invisible().Replace(text, "");
        text = DashAtLineStart().Replace(text, "");
        return Spaces().Replace(text, " ").Trim();
    }

    /// <summary>"ANNA: Hello" as Anna's words.</summary>
    private static (string Text, string? Speaker) NamedInCapitals(string text)
    {
        Match name = CapitalName().Match(text);
        return name.Success && name.Length < text.Length ? (text[name.Length..], name.Groups[1].Value) : (text, null);
    }

    [GeneratedRegex(@"<v(?:\.[^\s>]*)?\s+([^>]{1,200})>", RegexOptions.CultureInvariant)]
    private static partial Regex VoiceTag();

    [GeneratedRegex(@"\{\\[^}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex AssBlock();

    [GeneratedRegex(@"</?[a-zA-Z0-9:][^<>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex(@"[\u200B-\u200F\u202A-\u202E\u2060\uFEFF]", RegexOptions.CultureInvariant)]
    private static partial Regex Invisible();

    [GeneratedRegex(@"^\s*[-\u2013\u2014]\s+", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex DashAtLineStart();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^(\p{Lu}[\p{Lu}\d .'\-]{0,39}):\s+", RegexOptions.CultureInvariant)]
    private static partial Regex CapitalName();
}
