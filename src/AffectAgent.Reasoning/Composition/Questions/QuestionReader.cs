using System.Globalization;
using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>Understands what an English question asks for, from its words.</summary>
internal static partial class QuestionReader
{
    private const int MostParts = 8;

    /// <summary>Of longer questions no more is read.</summary>
    private const int MostLetters = 2000;

    /// <summary>
    /// Reads a question. Where it holds several, each by itself, in order: a part that only follows up another is read with
    /// it, and a statement before or between them says whom or what the next is about.
    /// </summary>
    /// <param name="question">The question.</param>
    /// <param name="top">The leading reading.</param>
    public static IReadOnlyList<AskedQuestion> ReadAll(string question, Emotion top)
    {
        if (question.Length > MostLetters)
            question = question[..MostLetters];
        if (QuestionLanguage.IsOther(QuestionWords.Plain(question)))
            return [Read(question, top)];
        var parts = Parts(question);
        var read = new List<AskedQuestion>();
        AskedQuestion? said = null;
        foreach (var part in parts)
        {
            var one = Read(part.Text, top);
            if (read is [.., var last] && Follows(one, last) && Read($"{last.Text} {part.Text}", top) is { Kind: not QuestionKind.Unclear } joined && joined.Kind == last.Kind)
                continue;
            if (IsStatement(part, one) && parts.Count > 1)
            {
                said = one;
                continue;
            }

            read.Add(About(About(one, said, top), read.LastOrDefault() is { } before && It(one.Words) ? before with { Named = [] } : null, top));
            said = null;
        }

        return read.Count == 0 ? [Read(question, top)] : read;
    }

    /// <summary>Reads one question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="top">The leading reading.</param>
    public static AskedQuestion Read(string question, Emotion top)
    {
        var plain = QuestionWords.Plain(question);
        if (QuestionLanguage.IsOther(plain))
            return new AskedQuestion(question, QuestionKind.OtherLanguage, []);
        var words = QuestionWords.Split(plain);
        var intent = QuestionIntents.Of(words);
        List<Emotion> emotions = [.. words.Select(EmotionWords.Of).OfType<Emotion>().Distinct()];
        var named = NamedIn(plain);
        return new AskedQuestion(question, Kind(intent?.Kind ?? QuestionKind.Unclear, emotions, top), emotions, intent?.Card)
        {
            Words = words,
            Units = NamedMovements.In(words),
            Shades = [.. words.Where(EmotionWords.IsShade).Distinct(StringComparer.Ordinal)],
            Least = QuestionLexicon.Holds(QuestionLexicon.English.Least, words),
            Number = words.Select(word => QuestionLexicon.English.Numbers.TryGetValue(word, out var number) ? number : (int?)null).FirstOrDefault(number => number is not null),
            NamesRole = QuestionLexicon.Holds(QuestionLexicon.English.Roles, words),
            Named = named,
            Persons = [.. named.Where(name => char.IsDigit(name[0])).Select(name => int.Parse(name, CultureInfo.InvariantCulture))],
            AsksFeeling = QuestionLexicon.Holds(QuestionLexicon.English.Feels, words),
            Moment = QuestionLexicon.English.Moments.Where(moment => QuestionLexicon.Holds(moment.Value, words)).Select(moment => moment.Key).FirstOrDefault(AskedMoment.Peak),
        };
    }

    // Asked why or whether it is the reading that leads, it is no question of another one.
    private static QuestionKind Kind(QuestionKind kind, IReadOnlyList<Emotion> emotions, Emotion top) => kind switch
    {
        QuestionKind.Why when emotions.Any(emotion => emotion != top) => QuestionKind.WhyNot,
        QuestionKind.WhyNot when emotions.Count == 0 => QuestionKind.Why,
        QuestionKind.WhyNot when emotions.All(emotion => emotion == top) => QuestionKind.Whether,
        _ => kind,
    };

    // What an earlier part, or a statement, says the question is about.
    private static AskedQuestion About(AskedQuestion question, AskedQuestion? before, Emotion top)
    {
        if (before is null)
            return question;
        var emotions = question.Emotions.Count == 0 ? before.Emotions : question.Emotions;
        return question with
        {
            Emotions = emotions,
            Kind = question.Emotions.Count == 0 ? Kind(question.Kind, emotions, top) : question.Kind,
            Shades = question.Emotions.Count == 0 ? before.Shades : question.Shades,
            Units = question.Units.Count == 0 && question.Emotions.Count == 0 ? before.Units : question.Units,
            Named = question.Named.Count == 0 ? before.Named : question.Named,
            Persons = question.Named.Count == 0 ? before.Persons : question.Persons,
        };
    }

    // "Suppose her lips were closed. Would that alter anything?", "…, what then?"
    private static bool Follows(AskedQuestion question, AskedQuestion last) => question.Emotions.Count == 0 && question.Named.Count == 0
        && (question.Kind == QuestionKind.Unclear || (last.Kind == QuestionKind.Without && question.Kind is QuestionKind.Without or QuestionKind.WhatWouldTurn))
        && question.Words.All(word => QuestionLexicon.English.IsSmall(word) || QuestionLexicon.English.Echo.Contains(word));

    private static bool IsStatement((string Text, bool Asks) part, AskedQuestion read) => !part.Asks
        && read.Kind is QuestionKind.Unclear or QuestionKind.Shown or QuestionKind.Whether or QuestionKind.WhyNot or QuestionKind.Who;

    private static bool It(IReadOnlyList<string> words) => words.Any(word => word is "it" or "that" or "this");

    private static List<(string Text, bool Asks)> Parts(string question)
    {
        var parts = new List<(string Text, bool Asks)>();
        var start = 0;
        foreach (Match joint in Joint().Matches(question))
        {
            Add(question[start..joint.Index], joint.Value.Contains('?', StringComparison.Ordinal));
            start = joint.Index + joint.Length;
        }

        Add(question[start..], false);
        return parts.Count <= MostParts ? parts : [.. parts.Take(MostParts - 1), (string.Join(' ', parts.Skip(MostParts - 1).Select(part => part.Text)), true)];

        void Add(string text, bool asks)
        {
            if (text.Any(char.IsLetter))
                parts.Add((text.Trim(), asks || Opening().IsMatch(text)));
        }
    }

    private static List<string> NamedIn(string plain)
    {
        var found = new List<string>();
        foreach (Match match in Person().Matches(plain))
        {
            found.AddRange(match.Groups["n"].Captures.Select(c => c.Value));
            if (match.Groups["side"].Success)
                found.Add(Place(match));
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    // "upper left" is "top left".
    private static string Place(Match match)
    {
        static string Plain(string word) => word switch { "upper" or "top" => "top", "lower" or "bottom" => "bottom", "left" or "right" => word, _ => "middle" };
        var side = Plain(match.Groups["side"].Value);
        return match.Groups["row"].Success && side is "left" or "right" ? $"{Plain(match.Groups["row"].Value)} {side}" : side;
    }

    private const string Openers = "how|hw|why|y|what|wat|whats|what's|when|who|whos|who's|whom|whose|which|where|is|isn't|are|was|were|does|doesn't|do|did|can|could|would|will|should|list|name|give|tell|show|compare|explain|summari[sz]e|describe|suppose|imagine|if|without";

    // A comma joins questions only before a word that asks: "what if she frowned, would it still be joy?" is one.
    [GeneratedRegex(@"[?!;.]+(?:\s+(?:and|also|but|then)\b)?(?=\s|$)|,?\s+(?:and|but|also|plus|n|&)\s+(?:also\s+|then\s+)?(?=(?:" + Openers + @")\b)|,\s*(?=(?:how|hw|why|y|what|when|who|which|where)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Joint();

    [GeneratedRegex(@"^\W*(?:so |and |but |ok |okay |hm+ |well |then |please |also |now )*(?:" + Openers + @")\b", RegexOptions.IgnoreCase)]
    private static partial Regex Opening();

    [GeneratedRegex(@"\bpersons? (?<n>[0-9]{1,4})(?:(?:,| and| or|, and|, or| &) (?:person )?(?<n>[0-9]{1,4})\b)*|\b(?:on|to|at|in) the (?:far |very )?(?:(?<row>top|upper|bottom|lower) )?(?<side>left|right|middle|centre|center|top|bottom)\b(?! (?:side|half|corner) of (?:the|his|her|their) (?:face|mouth))|\b(?:(?<row>top|upper|bottom|lower) )?(?<side>left|right|top|bottom|middle)(?:most| ?-?hand|er)? (?:person|man|woman|guy|girl|boy|lady|kid|child|face|one)\b|\b(?<side>left|right|top|bottom)most\b")]
    private static partial Regex Person();
}
