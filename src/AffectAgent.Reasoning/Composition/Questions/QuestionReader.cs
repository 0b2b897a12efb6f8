using System.Globalization;
using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>Understands what an English question asks for, from its words; the more particular forms first.</summary>
internal static partial class QuestionReader
{
    private static readonly (Regex Words, string Card)[] Limits =
    [
        (Lie(), "limit/deception"),
        (Illness(), "limit/health"),
        (Decision(), "limit/law"),
        (Inner(), "limit/feelings"),
    ];

    private static readonly (Regex Words, QuestionKind Kind)[] Forms =
    [
        (Sure(), QuestionKind.Sure),
        (WouldTurn(), QuestionKind.WhatWouldTurn),
        (WhatIf(), QuestionKind.Without),
        (Compare(), QuestionKind.Compare),
        (Cause(), QuestionKind.Cause),
        (Changed(), QuestionKind.Changed),
        (When(), QuestionKind.When),
        (EvidenceFor(), QuestionKind.Evidence),
        (Compound(), QuestionKind.Compound),
        (Advice(), QuestionKind.Advice),
    ];

    /// <summary>Reads a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="top">The leading reading.</param>
    public static AskedQuestion Read(string question, Emotion top)
    {
        if (QuestionLanguage.IsOther(question))
            return new AskedQuestion(question, QuestionKind.OtherLanguage, []);
        var emotions = EmotionsIn(question);
        if (Array.Find(Limits, limit => limit.Words.IsMatch(question)) is { Card: { } card })
            return new AskedQuestion(question, QuestionKind.Limit, emotions, card);
        var kind = Array.Find(Forms, form => form.Words.IsMatch(question)) is { Words: not null } found ? found.Kind : Plain(question, emotions, top);
        return new AskedQuestion(question, kind, emotions)
        {
            Persons = [.. Person().Matches(question).SelectMany(match => match.Groups[1].Captures.Concat(match.Groups[2].Captures)).Select(c => int.Parse(c.Value, CultureInfo.InvariantCulture)).Distinct()],
            AsksFeeling = Feels().IsMatch(question),
        };
    }

    private static QuestionKind Plain(string question, List<Emotion> emotions, Emotion top)
    {
        var other = emotions.Any(emotion => emotion != top);
        return true switch
        {
            _ when other && (Why().IsMatch(question) || Could().IsMatch(question)) => QuestionKind.WhyNot,
            _ when Why().IsMatch(question) => QuestionKind.Why,
            _ when Who().IsMatch(question) => QuestionKind.Who,
            _ when emotions.Count > 0 => QuestionKind.Whether,
            _ when Which().IsMatch(question) => QuestionKind.Which,
            _ => QuestionKind.Unclear,
        };
    }

    private static List<Emotion> EmotionsIn(string question)
    {
        var found = new List<Emotion>();
        foreach (Match word in Word().Matches(question))
        {
            if (Vocabulary.Emotions.TryGetValue(word.Value.ToLowerInvariant(), out var labels) && EmotionNames.TryParse(labels[0], out var emotion) && !found.Contains(emotion))
                found.Add(emotion);
        }

        return found;
    }

    [GeneratedRegex(@"\b(?:lie|lies|lying|lied|liar|honest|truthful|sincere|insincere|genuine|fake|faking|faked|pretend\w*|deceiv\w*|deception|bluff\w*|hiding something|acting)\b|\btell(?:s|ing)? the truth\b", RegexOptions.IgnoreCase)]
    private static partial Regex Lie();

    [GeneratedRegex(@"\b(?:depress\w+|autis\w+|bipolar|schizo\w+|adhd|disorder|diagnos\w+|mentally|mental|illness|ill|sick|suicid\w*|parkinson\w*|dementia|drunk|on drugs|in pain|anxiety disorder|ptsd)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Illness();

    [GeneratedRegex(@"\b(?:hire|hiring|fire (?:him|her|them)|promote|employ\w*|job interview|candidate|good worker|at work|pupil|student|in class|attentive in|trustworth\w*|criminal|dangerous|guilty|suspect|terrorist|personality|intelligen\w*)\b|\btrust (?:him|her|them)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Decision();

    [GeneratedRegex(@"\b(?:really|truly|actually|genuinely|deep down|inside|in (?:his|her|their) heart)\b[^?]*\bfeel\w*|\bfeel\w*\b[^?]*\b(?:really|truly|actually|inside|deep down)\b|\b(?:true|real|inner|hidden) (?:feelings?|emotions?|self)\b|\bthink(?:s|ing)?(?: about| of)?\b[^?]*\?$|\bin love\b", RegexOptions.IgnoreCase)]
    private static partial Regex Inner();

    [GeneratedRegex(@"\bhow (?:sure|certain|confident|reliable|trustworthy|likely)\b|\bare you (?:sure|certain)\b|\bconfidence\b|\bcan (?:I|we|you) (?:rely|trust) (?:on )?(?:this|that|it)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Sure();

    [GeneratedRegex(@"\bwhat (?:would|could|might) (?:have to |need to |it take to )?(?:make|turn|change|be different|tip|take|happen)\b|\bwhat (?:has|have|needs?) to (?:change|happen|be different)\b|\bhow (?:would|could) (?:it|this|that|he|she|they)\b[^?]*\b(?:become|turn|read|be read|look)\b|\bwhen would (?:it|this)\b", RegexOptions.IgnoreCase)]
    private static partial Regex WouldTurn();

    [GeneratedRegex(@"\bwhat if\b|\bwithout (?:the|that|this|a|her|his) \w+|\bif (?:he|she|they|it|there)\b|\bwould it (?:be|read)\b", RegexOptions.IgnoreCase)]
    private static partial Regex WhatIf();

    [GeneratedRegex(@"\b(?:who|which (?:person|face|one))\b[^?]*\b(?:happier|sadder|angrier|happiest|saddest|angriest|more|most|less|least|than)\b|\bcompare\b|\bthan (?:person \d|the other|him|her)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Compare();

    [GeneratedRegex(@"\bwhat (?:has |have |had |did |is |was )?(?:\w+ )?(?:caus\w+|happened|triggered|upset\w*|brought (?:it|this) (?:about|on)|made (?:him|her|them|you|me))\b|\bthe (?:cause|occasion|trigger)\b|\bbecause of what\b|\bwhat (?:is|was|are|were|'s)\b[^?]*\babout\b", RegexOptions.IgnoreCase)]
    private static partial Regex Cause();

    [GeneratedRegex(@"\bchang(?:e|es|ed|ing)\b|\bover time\b|\bdevelop\w*\b|\bunfold\w*\b|\bthe (?:course|sequence|story)\b|\bturning point\b|\bat (?:the )?(?:first|start|beginning|end)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Changed();

    [GeneratedRegex(@"\bwhen\b|\bwhat (?:time|moment|second)\b|\bat which (?:time|moment|second)\b", RegexOptions.IgnoreCase)]
    private static partial Regex When();

    [GeneratedRegex(@"\bevidence\b|\bwhat (?:speaks?|points?|shows?|indicates?|suggests?|supports?|argues?)\b|\bsigns? (?:of|for)\b|\bproof\b|\bhow (?:do|can|could) you (?:know|tell|see)\b|\bwhat do you (?:base|see)\b", RegexOptions.IgnoreCase)]
    private static partial Regex EvidenceFor();

    [GeneratedRegex(@"\bmix(?:ed|ture)?\b|\bcompound\b|\bblend(?:ed)?\b|\bboth\b|\bat the same time\b|\bambivalen\w+\b|\bmore than one (?:emotion|expression)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Compound();

    [GeneratedRegex(@"\bwhat (?:should|can|could|do|shall) (?:I|we) (?:do|say|answer|reply|write)\b|\bhow (?:should|do|can|could|shall) (?:I|we) (?:react|respond|answer|reply|help|comfort|talk|deal)\b|\badvice\b|\badvise\b", RegexOptions.IgnoreCase)]
    private static partial Regex Advice();

    [GeneratedRegex(@"\bwho\b|\bwhich (?:person|face)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Who();

    [GeneratedRegex(@"\bwhy\b|\bhow come\b|\bexplain\b|\breasons?\b|\bwhat makes\b", RegexOptions.IgnoreCase)]
    private static partial Regex Why();

    [GeneratedRegex(@"\b(?:could|couldn't|can|can't|might|may)\b|\b(?:rather than|instead of|and not)\b|\bor\b", RegexOptions.IgnoreCase)]
    private static partial Regex Could();

    [GeneratedRegex(@"\b(?:which|what) (?:emotion|expression|feeling|mood)|\bwhat does\b|\bhow does\b|\bwhat is (?:he|she|it|this|shown|expressed)\b|\bhow (?:is|are) (?:he|she|they|it)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Which();

    [GeneratedRegex(@"\bpersons? ([0-9]{1,4})(?:(?:,| and| or|, and|, or| &) ([0-9]{1,4})\b)*", RegexOptions.IgnoreCase)]
    private static partial Regex Person();

    [GeneratedRegex(@"\bfeel(?:s|ing|t)?\b|\b(?:really|truly|actually|genuinely|inside|deep down)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Feels();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();
}
