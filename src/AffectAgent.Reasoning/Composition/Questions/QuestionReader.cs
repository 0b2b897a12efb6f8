using System.Globalization;
using System.Text.RegularExpressions;
using AffectAgent.Knowledge;

namespace AffectAgent.Reasoning;

/// <summary>Understands what an English question asks for, from its words; the more particular forms first.</summary>
internal static partial class QuestionReader
{
    private const int MostParts = 4;

    /// <summary>Reads a question. Where it holds several, each that is understood by itself; else the whole as one.</summary>
    /// <param name="question">The question.</param>
    /// <param name="top">The leading reading.</param>
    public static IReadOnlyList<AskedQuestion> ReadAll(string question, Emotion top)
    {
        var parts = Joint().Split(question).Select(part => part.Trim()).Where(part => part.Any(char.IsLetter)).ToList();
        if (parts.Count is < 2 or > MostParts)
            return [Read(question, top)];
        var read = parts.ConvertAll(part => Read(part, top));
        if (read.Exists(one => one.Kind is QuestionKind.Unclear or QuestionKind.OtherLanguage))
            return [Read(question, top)];
        // "Why surprise, and when does it peak?": the second is about the surprise too.
        for (var i = 1; i < read.Count; i++)
        {
            if (read[i].Emotions.Count == 0 && It().IsMatch(read[i].Plain))
                read[i] = read[i] with { Emotions = read[i - 1].Emotions };
        }

        return read;
    }

    /// <summary>Reads one question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="top">The leading reading.</param>
    public static AskedQuestion Read(string question, Emotion top)
    {
        var plain = QuestionWords.Plain(question);
        if (QuestionLanguage.IsOther(plain))
            return new AskedQuestion(question, QuestionKind.OtherLanguage, []);
        var emotions = EmotionsIn(plain);
        var named = NamedIn(plain);
        var kind = QuestionForms.Of(plain, emotions.Count > 0, out var card) ?? Plain(plain, emotions, top);
        return new AskedQuestion(question, kind, emotions, card)
        {
            Named = named,
            Persons = [.. named.Where(name => char.IsDigit(name[0])).Select(name => int.Parse(name, CultureInfo.InvariantCulture))],
            AsksFeeling = Feels().IsMatch(plain),
            Moment = MomentIn(plain),
        };
    }

    private static QuestionKind Plain(string plain, List<Emotion> emotions, Emotion top)
    {
        var other = emotions.Any(emotion => emotion != top);
        return true switch
        {
            _ when other && (Why().IsMatch(plain) || Could().IsMatch(plain)) => QuestionKind.WhyNot,
            _ when Why().IsMatch(plain) => QuestionKind.Why,
            _ when Who().IsMatch(plain) => QuestionKind.Who,
            _ when emotions.Count > 0 => QuestionKind.Whether,
            _ when Which().IsMatch(plain) => QuestionKind.Which,
            _ => QuestionKind.Unclear,
        };
    }

    // Words that name one of the eight, and the shades of them that the vocabulary knows.
    private static List<Emotion> EmotionsIn(string plain)
    {
        var found = new List<Emotion>();
        foreach (Match word in Word().Matches(plain))
        {
            if (EmotionOf(word.Value) is { } emotion && !found.Contains(emotion))
                found.Add(emotion);
        }

        return found;
    }

    private static Emotion? EmotionOf(string word) =>
        Vocabulary.Emotions.TryGetValue(word, out var labels) && EmotionNames.TryParse(labels[0], out var emotion) ? emotion : Shades.Value.GetValueOrDefault(word);

    // Words with another common meaning in a question: "how confident", "a polite smile", "was he moved".
    private static readonly HashSet<string> Ambiguous = ["confident", "content", "cross", "moved", "touched", "superior", "polite", "warm", "tender", "interested", "curious", "guilty", "depressed", "tense", "concerned"];

    private static readonly Lazy<Dictionary<string, Emotion?>> Shades = new(() => EmotionVocabulary.LoadBuiltIn().Words
        .Where(word => word.Emotion != Emotion.Neutral && !Ambiguous.Contains(word.Word)).DistinctBy(word => word.Word).ToDictionary(word => word.Word, word => (Emotion?)word.Emotion, StringComparer.Ordinal));

    private static List<string> NamedIn(string plain)
    {
        var found = new List<string>();
        foreach (Match match in Person().Matches(plain))
        {
            found.AddRange(match.Groups["n"].Captures.Select(c => c.Value));
            if (match.Groups["side"].Success)
                found.Add(match.Groups["side"].Value is "left" or "right" ? match.Groups["side"].Value : "middle");
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    private static AskedMoment MomentIn(string plain) => true switch
    {
        _ when Lasts().IsMatch(plain) => AskedMoment.Duration,
        _ when Begins().IsMatch(plain) => AskedMoment.Start,
        _ when Ends().IsMatch(plain) => AskedMoment.End,
        _ => AskedMoment.Peak,
    };

    [GeneratedRegex(@"[?!;.]+(?:\s+(?:and|also|but)\b)?|,?\s+(?:and|but) (?:also )?(?=(?:how|why|what|when|who|whom|which|where|is|are|was|were|does|do|did|can|could|would|will)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Joint();

    [GeneratedRegex(@"\b(?:it|that|this)\b")]
    private static partial Regex It();

    [GeneratedRegex(@"\bwho\b|\bwhich (?:person|face)\b")]
    private static partial Regex Who();

    [GeneratedRegex(@"\bwhy\b|\bhow come\b|\bexplain\b|\breasons?\b|\bwhat makes\b")]
    private static partial Regex Why();

    [GeneratedRegex(@"\b(?:could|can|might|may)\b|\b(?:rather than|instead|and not|more (?:like|of an?))\b|\bor\b")]
    private static partial Regex Could();

    [GeneratedRegex(@"\b(?:which|what) (?:\w+ )?(?:emotion|expression|feeling|mood)|\bwhat does\b|\bhow does\b|\bwhat is (?:he|she|it|this|shown|expressed)\b|\bhow (?:is|are) (?:he|she|they|it)\b|\bwhat do you see\b")]
    private static partial Regex Which();

    [GeneratedRegex(@"\bpersons? (?<n>[0-9]{1,4})(?:(?:,| and| or|, and|, or| &) (?:person )?(?<n>[0-9]{1,4})\b)*|\b(?:on|to|at|in) the (?:far |very )?(?<side>left|right|middle|centre|center)\b(?! (?:side|half|corner) of (?:the|his|her|their) (?:face|mouth))|\b(?<side>left|right)(?:most| ?-?hand|er)? (?:person|man|woman|guy|girl|boy|lady|kid|child|face|one)\b|\b(?<side>left|right)most\b")]
    private static partial Regex Person();

    [GeneratedRegex(@"\bfeel(?:s|ing|t)?\b|\b(?:really|truly|actually|genuinely|inside|deep down)\b")]
    private static partial Regex Feels();

    [GeneratedRegex(@"\bhow (?:long|many seconds)\b|\blast(?:s|ed|ing)?\b|\bduration\b")]
    private static partial Regex Lasts();

    [GeneratedRegex(@"\b(?:start\w*|begin\w*|began|begun|onset|first|appear\w*|since when|sets? in)\b")]
    private static partial Regex Begins();

    [GeneratedRegex(@"\b(?:end(?:s|ed|ing)?|stop\w*|fad\w+|over|offset|disappear\w*|vanish\w*|until when|gone|go(?:es)? away)\b")]
    private static partial Regex Ends();

    [GeneratedRegex("[a-z]+")]
    private static partial Regex Word();
}
