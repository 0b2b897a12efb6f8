using System.Text.RegularExpressions;
using AffectAgent.Empathy.Care;

namespace AffectAgent.Empathy;

/// <summary>Checks a reply that a language model wrote: length, what no reply may say, no words of crisis or of a boundary, no names and numbers that nobody gave.</summary>
internal static partial class ReplyGuard
{
    private const int MostSentences = 5, MostCharacters = 700;
    private static readonly Phrasing Lines = new("model.json");

    /// <summary>The text on one line, without thoughts, quotation marks around it and markdown.</summary>
    public static string Tidy(string text)
    {
        var end = text.LastIndexOf("</think>", StringComparison.Ordinal);
        var plain = (end < 0 ? text : text[(end + 8)..]).Trim();
        return Space().Replace(plain.Trim('"', '“', '”', '*', '`').Trim(), " ");
    }

    /// <summary>What is wrong with a text, in a sentence; null where nothing is.</summary>
    public static string? Fault(string text, ReplyTask task)
    {
        var sentences = ReplyComposer.Sentences(text);
        if (text.Length is 0 or > MostCharacters || sentences is 0 or > MostSentences)
            return Lines.Fill("fault.length", ("sentences", sentences.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        if (text.Count(letter => letter == '?') > 1)
            return Lines.Fill("fault.questions");
        if (Markup().IsMatch(text))
            return Lines.Fill("fault.markup");
        foreach (var (why, what) in ReplyRules.Default.NeverSaid)
        {
            if (what.Match(text) is { Success: true } match)
                return Lines.Fill("fault.never", ("what", match.Value), ("why", why));
        }

        // What calls for a fixed answer where a person says it has no place in a reply either.
        if (CareDetector.Default.Check(text).First is { } sign)
            return Lines.Fill("fault.care", ("kind", sign.Kind.Name()), ("what", text.Substring(sign.Start, sign.Length)));
        if (task.Discloses && !Program().IsMatch(text))
            return Lines.Fill("fault.disclose");
        var given = $"{task.User.Words} {task.Composed} {task.Persona.Name} {string.Join(' ', task.Past.Turns.TakeLast(4).Select(turn => turn.User))}";
        return Invented(text, given, task.Language) is { } invented ? Lines.Fill("fault.invented", ("what", invented)) : null;
    }

    // German writes all nouns large: there, names can't be told by their letters.
    private static string? Invented(string text, string given, string language)
    {
        foreach (var number in Number().Matches(text).Select(match => match.Value))
        {
            if (!given.Contains(number, StringComparison.Ordinal))
                return number;
        }

        return language == "de" ? null : Name().Matches(text).Select(match => match.Groups["name"].Value)
            .FirstOrDefault(name => !given.Contains(name, StringComparison.OrdinalIgnoreCase) && name is not ("I" or "I'm" or "I'd" or "I'll" or "I've"));
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"https?:|www\.|[*#`<>{}\[\]|]|^\s*[-•]|\p{So}|\p{Cs}")]
    private static partial Regex Markup();

    [GeneratedRegex(@"\b(?:program|machine|computer|bot|AI|Programm|KI|programme|programa|IA)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Program();

    [GeneratedRegex(@"\d+(?:[.,]\d+)*")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<=[\p{Ll}\p{N},;:]\s)(?<name>\p{Lu}[\p{L}'’]*)")]
    private static partial Regex Name();
}
