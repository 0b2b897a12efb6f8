using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Makes text fit to be spoken: HTML, Markdown and control characters go, an address is read as "link", emoji and pictograms
/// are left out, long runs of one character are shortened. Works in linear time on any input.
/// </summary>
public static partial class SpokenText
{
    // Longer "words" make voices stumble, and are none.
    private const int LongestWord = 60;

    // A text may have so many characters of markup for each that is spoken.
    private const int MostMarkup = 20;

    private const double MostUnreadable = 0.1;

    /// <summary>Cleans a text.</summary>
    /// <param name="text">Anything: plain text, Markdown, HTML.</param>
    /// <param name="language">BCP 47 tag of the voice that is to read it.</param>
    /// <param name="mostCharacters">Longest result.</param>
    /// <returns>One line of plain text. Words in a script that the voice can't read are left out where they are at most a tenth of the letters.</returns>
    /// <exception cref="UserException">It is too long, nothing is left to say, or more than a tenth of the letters are of a script that the voice can't read.</exception>
    public static string Clean(string text, string language = "en", int mostCharacters = 5_000)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(language);
        if (text.Length > (long)mostCharacters * MostMarkup)
            throw TooLong(text.Length, mostCharacters);
        var plain = Words(OnlyReadable(Characters(WithoutMarkup(text)), language));
        if (plain.Length > mostCharacters)
            throw TooLong(plain.Length, mostCharacters);
        return plain.Any(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c))
            ? plain
            : throw new UserException("There is nothing to say: the text has no words once markup and emoji are left out.", "Give a text with words.");
    }

    private static string WithoutMarkup(string text)
    {
        text = text.ReplaceLineEndings("\n");
        text = HiddenHtml().Replace(text, " ");
        text = BlockTag().Replace(text, "\n\n");
        text = Tag().Replace(text, " ");
        text = WebUtility.HtmlDecode(text);
        text = Fence().Replace(text, "\n");
        text = NamedLink().Replace(text, "$1");
        text = Address().Replace(text, " link ");
        text = LineMark().Replace(text, "\n\n");
        text = Rule().Replace(text, "\n\n");
        return ParagraphEnd().Replace(text, match => match.Groups[1].Value + ". ");
    }

    // Letters, digits and the signs that a voice reads aloud; at most two marks on a letter, three of a letter in a row.
    private static string Characters(string text)
    {
        var plain = new StringBuilder(text.Length);
        var (last, run, marks) = (default(Rune), 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            var isMark = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            marks = isMark ? marks + 1 : 0;
            run = rune == last ? run + 1 : 1;
            last = rune;
            var most = Rune.IsLetter(rune) ? 3 : Rune.IsDigit(rune) ? int.MaxValue : 1;
            if (isMark ? marks > 2 : run > most)
                continue;
            if (Spoken(rune, category))
                plain.Append(rune.ToString());
            else if (category is not (UnicodeCategory.Format or UnicodeCategory.EnclosingMark))
                plain.Append(' ');
        }

        return plain.ToString();
    }

    private static bool Spoken(Rune rune, UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.OtherLetter => true,
        UnicodeCategory.NonSpacingMark => rune.Value is not (>= 0xFE00 and <= 0xFE0F),
        UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.CurrencySymbol => true,
        UnicodeCategory.OtherPunctuation => ".,;:!?'%&@\"/…。、！？，；：।،؟’".Contains(rune.ToString(), StringComparison.Ordinal),
        UnicodeCategory.DashPunctuation or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.InitialQuotePunctuation => true,
        UnicodeCategory.MathSymbol => rune.Value is '+' or '=' or '×' or '÷' or '−' or '±',
        UnicodeCategory.OtherSymbol => rune.Value is '°' or '§',
        _ => false,
    };

    private static string OnlyReadable(string text, string language)
    {
        var letters = 0;
        var foreign = new Dictionary<string, int>();
        foreach (var script in text.EnumerateRunes().Select(Scripts.Of).OfType<string>())
        {
            letters++;
            if (!Scripts.Reads(script, language))
                foreign[script] = foreign.GetValueOrDefault(script) + 1;
        }

        if (foreign.Count == 0)
            return text;
        if (foreign.Values.Sum() <= MostUnreadable * letters)
            return string.Join(' ', text.Split(' ').Where(word => !word.EnumerateRunes().Any(rune => Scripts.Of(rune) is { } script && !Scripts.Reads(script, language))));
        var most = foreign.MaxBy(x => x.Value).Key;
        throw new UserException(
            $"The text is written in {(most == "unknown" ? "a script" : $"the {most} script")} that the voice for \"{language}\" can't read.",
            "Name the text's own language, or write it in Latin letters.");
    }

    private static string Words(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var line = string.Join(' ', words.Select(word => word.Length <= LongestWord ? word : string.Join(' ', word.Chunk(LongestWord).Select(part => new string(part)))));
        return LonelyMark().Replace(SpaceBeforeMark().Replace(line, "$1"), " ").Trim();
    }

    private static UserException TooLong(int length, int most) =>
        new(FormattableString.Invariant($"The text has {length} characters, and the voice speaks at most {most} at once."), "Shorten it or speak it in parts.");

    [GeneratedRegex("<!--.*?-->|<script\\b[^>]*>.*?</script\\s*>|<style\\b[^>]*>.*?</style\\s*>", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex HiddenHtml();

    [GeneratedRegex("</?(?:p|div|h[1-6]|li|ul|ol|tr|br|table|section|article|blockquote|title|s)\\b[^<>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex BlockTag();

    [GeneratedRegex("</?[A-Za-z][^<>]*>|<[!?][^<>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("^[ \\t]*(?:```|~~~)[^\\n]*$", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("!?\\[([^\\[\\]\\n]{0,500})\\]\\([^()\\n]{0,2000}\\)")]
    private static partial Regex NamedLink();

    [GeneratedRegex("\\b(?:https?|ftp|file)://[^\\s<>\"')\\]]*[^\\s<>\"')\\].,;:!?]|\\bwww\\.[^\\s<>\"')\\]]*[^\\s<>\"')\\].,;:!?]", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    // Headings, list items and quotations begin a new sentence.
    [GeneratedRegex("\\n[ \\t]*(?:#{1,6}[ \\t]+|[-*+•][ \\t]+|\\d{1,3}[.)][ \\t]+|>+[ \\t]*)")]
    private static partial Regex LineMark();

    [GeneratedRegex("\\n[-*_=|: \\t]{3,200}(?=\\n|$)")]
    private static partial Regex Rule();

    [GeneratedRegex("([^\\s.!?,;:…])[ \\t]*\\n\\s*\\n\\s*")]
    private static partial Regex ParagraphEnd();

    [GeneratedRegex("(?<=\\s|^)[-–—'\"/:,;.!?’“”„«»‹›]+(?=\\s|$)")]
    private static partial Regex LonelyMark();

    [GeneratedRegex("\\s+([.,;:!?]|$)")]
    private static partial Regex SpaceBeforeMark();
}
