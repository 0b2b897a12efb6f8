namespace AffectAgent.Empathy.Care.Matching;

/// <summary>
/// Reads patterns: words; <c>(a|b c)</c> one of; <c>[a|b]</c> one of or none; <c>{name}</c> a named set; <c>~</c> up to three words
/// of any kind, <c>~6</c> up to six; <c>suicid*</c> whatever begins so; <c>#</c> a number.
/// </summary>
/// <param name="vocabulary">Numbers the words.</param>
/// <param name="sets">The named sets, as patterns.</param>
/// <param name="where">The file, for errors.</param>
/// <param name="slips">Whether misspelt words are met.</param>
/// <param name="words">Takes the words that were read.</param>
internal sealed class CarePatternReader(CareVocabulary vocabulary, IReadOnlyDictionary<string, string> sets, string where, bool slips, ISet<string> words)
{
    private const int Deepest = 8;

    /// <summary>The pattern that the text writes.</summary>
    /// <exception cref="UserException">The text isn't a pattern, or may begin with any word.</exception>
    public CarePattern Read(string text)
    {
        var at = 0;
        var pattern = ReadChoice(text, ref at, false, 0);
        if (at < text.Length)
            throw Fault(text, $"'{text[at]}' closes nothing");
        return pattern.Firsts is null || pattern.MayBeEmpty ? throw Fault(text, "it may begin with any word") : pattern;
    }

    private CarePattern ReadChoice(string text, ref int at, bool mayBeEmpty, int depth)
    {
        if (depth > Deepest)
            throw Fault(text, "brackets or sets lie too deep");
        List<CarePattern> choices = [ReadSequence(text, ref at, depth)];
        while (at < text.Length && text[at] == '|')
        {
            at++;
            choices.Add(ReadSequence(text, ref at, depth));
        }
        return choices.Count == 1 && !mayBeEmpty ? choices[0] : new ChoicePattern(choices, mayBeEmpty);
    }

    private SequencePattern ReadSequence(string text, ref int at, int depth)
    {
        List<CarePattern> parts = [];
        while (at < text.Length && text[at] is not ('|' or ')' or ']'))
        {
            if (text[at] == ' ')
                at++;
            else
                parts.Add(ReadPart(text, ref at, depth));
        }
        return parts.Count > 0 ? new SequencePattern(parts) : throw Fault(text, "a choice is empty");
    }

    private CarePattern ReadPart(string text, ref int at, int depth)
    {
        switch (text[at])
        {
            case '(' or '[':
                var closing = text[at] == '(' ? ')' : ']';
                at++;
                var inner = ReadChoice(text, ref at, closing == ']', depth + 1);
                if (at >= text.Length || text[at] != closing)
                    throw Fault(text, $"'{closing}' is missing");
                at++;
                return inner;
            case '{':
                return ReadSet(text, ref at, depth);
            case '~':
                at++;
                return at < text.Length && char.IsAsciiDigit(text[at]) ? new GapPattern(text[at++] - '0') : new GapPattern(3);
            default:
                return ReadWord(text, ref at);
        }
    }

    private CarePattern ReadSet(string text, ref int at, int depth)
    {
        var end = text.IndexOf('}', at);
        var name = end < 0 ? throw Fault(text, "'}' is missing") : text[(at + 1)..end];
        if (!sets.TryGetValue(name, out var set))
            throw Fault(text, $"there is no set '{name}'");
        at = end + 1;
        var inner = 0;
        var pattern = ReadChoice(set, ref inner, false, depth + 1);
        return inner == set.Length ? pattern : throw Fault(set, $"'{set[inner]}' closes nothing");
    }

    private WordPattern ReadWord(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && !" |()[]{}~".Contains(text[at]))
            at++;
        var word = PlainText.Plain(text[start..at]);
        if (word.Length == 0 || word.Any(letter => !char.IsLetterOrDigit(letter) && letter is not ('*' or '#')))
            throw Fault(text, $"'{text[start..Math.Max(at, start + 1)]}' is no word");
        words.Add(word);
        return new WordPattern(vocabulary.Add(word, slips));
    }

    private UserException Fault(string text, string what) => new($"{where}: the pattern \"{text}\" can't be read: {what}. Mend it in the file.");
}
