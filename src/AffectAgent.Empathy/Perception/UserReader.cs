using AffectAgent.Knowledge;

namespace AffectAgent.Empathy;

/// <summary>
/// Puts together what is perceived of a person: the program's own reading of face, voice and words, the feeling that the person named
/// (which counts most), and what events of the told kind tend to go with (appraisal theory: a reason for a reading, no proof).
/// </summary>
/// <param name="vocabulary">Where emotions lie in valence, arousal and dominance.</param>
internal sealed class UserReader(EmotionVocabulary vocabulary)
{
    private const double Measured = 1, Said = 1.6, Event = 0.9, Pictured = 0.8;
    private const double Unsure = 0.4;
    private const double LeastTold = 0.34;

    /// <summary>Reads a person.</summary>
    /// <param name="words">What they wrote or said; empty for none.</param>
    /// <param name="language">Its language.</param>
    /// <param name="analysis">The program's analysis, or null where there was none (no medium, words in another language).</param>
    public PerceivedUser Read(string words, string language, AnalysisResult? analysis)
    {
        var explanation = analysis?.Explanations is [var best, ..] ? best : null;
        var plain = PlainWords.Of(words);
        var book = ReplyBook.Find(language);
        var foreign = book is null || PlainWords.IsForeignScript(words);
        var situations = foreign ? [] : Situations(book!, plain);
        var feeling = foreign ? null : Feeling(book!, plain);
        var lines = Ids(analysis, EvidenceKinds.TranscriptLine);
        var shares = Shares(words, explanation, analysis, situations, feeling, lines);
        var emotions = shares.Count == 0 ? null : EmotionDistribution.Pool([.. shares.Select(share => (share.Distribution, share.Share.Weight))]);
        var happened = situations.Find(one => !one.IsAct);
        var occasion = foreign || language != "en" ? Quoted(plain, foreign, lines) : OccasionFinder.Find(plain, happened, CauseOf(analysis), book!, lines);
        var tail = language == "en" && feeling is { } named ? OccasionFinder.Tail(named.After) : null;
        var total = shares.Sum(share => share.Share.Weight);
        return new PerceivedUser
        {
            Words = words,
            Language = PlainWords.IsForeignScript(words) ? "und" : language,
            Emotions = emotions,
            Vad = emotions is null ? null : vocabulary.VadOf(emotions),
            Confidence = Math.Round(Confidence(explanation, feeling, happened, emotions), 2),
            Shares = [.. shares.Select(share => share.Share with { Weight = Math.Round(share.Share.Weight / total, 2) })],
            Alternatives = explanation?.Alternatives ?? [],
            Conflicts = explanation?.Conflicts ?? [],
            AbstainedBecause = explanation?.AbstainedBecause,
            FeelingWord = feeling?.Word,
            Occasion = tail is not null && (occasion?.Clause is null || feeling!.Value.After.Contains(occasion.Text, StringComparison.OrdinalIgnoreCase)) ? null : occasion,
            FeelingTail = tail,
            Situations = [.. situations.Select(one => one.Id)],
            CauseCard = happened?.Card ?? CauseCardOf(explanation, analysis),
            WasSeenOrHeard = analysis?.Evidence.Any(one => one.Modality is Modality.Face or Modality.Voice) is true,
            Senses = Senses(analysis),
            Family = Family(situations, feeling, emotions, words),
        };
    }

    private static string? Senses(AnalysisResult? analysis)
    {
        bool Has(Modality modality) => analysis?.Evidence.Any(one => one.Modality == modality) is true;
        return (Has(Modality.Face), Has(Modality.Voice)) switch
        {
            (true, true) => "face and voice",
            (true, false) => "face",
            (false, true) => "voice",
            _ => null,
        };
    }

    private static List<Situation> Situations(ReplyBook book, string plain) =>
        [.. book.Acts.Concat(book.Situations).Where(one => one.Signs.IsMatch(plain))];

    private static (string Family, Emotion Emotion, string Word, string After)? Feeling(ReplyBook book, string plain)
    {
        foreach (var feeling in book.Feelings)
        {
            if (feeling.Pattern.Match(plain) is { Success: true } match)
                return (feeling.Family, feeling.Emotion, match.Groups["word"].Value.ToLowerInvariant(), plain[(match.Index + match.Length)..]);
        }

        return null;
    }

    private static List<(PerceptionShare Share, EmotionDistribution Distribution)> Shares(
        string words, Explanation? explanation, AnalysisResult? analysis, List<Situation> situations, (string Family, Emotion Emotion, string Word, string After)? feeling, IReadOnlyList<string> lines)
    {
        var shares = new List<(PerceptionShare, EmotionDistribution)>();
        void Add(string from, EmotionDistribution distribution, double weight, IReadOnlyList<string> restsOn) =>
            shares.Add((new PerceptionShare(from, distribution.Top, weight, restsOn), distribution));

        if (explanation?.Distribution is { } measured)
            Add("measured", measured, Measured * Math.Max(0.2, explanation.Confidence), Ids(analysis, EvidenceKinds.Reading));
        else if (analysis?.Evidence.FirstOrDefault(one => one.Kind == EvidenceKinds.TextEmotion && one.Distribution is not null) is { Distribution: { } weak } evidence)
            Add("measured", EmotionDistribution.FromWeights(weak.Where(pair => EmotionNames.TryParse(pair.Key, out _)).ToDictionary(pair => Parse(pair.Key), pair => pair.Value)), Measured * 0.2, [evidence.Id]);
        if (feeling is { } said)
            Add("said", Mostly(said.Emotion), Said, lines);
        foreach (var told in situations.Where(one => one.Emotions.Count > 0).Take(2))
            Add("event", EmotionDistribution.FromWeights(told.Emotions), shares.Exists(share => share.Item1.From == "event") ? Event / 2 : Event, [.. lines, .. told.Card is null ? Array.Empty<string>() : [told.Card]]);
        var pictured = ReplyRules.Default.Emoji.Where(emoji => words.Contains(emoji.Sign, StringComparison.Ordinal)).Select(emoji => emoji.Emotion).ToList();
        if (pictured.Count > 0)
            Add("emoji", EmotionDistribution.FromWeights(pictured.CountBy(one => one).ToDictionary(pair => pair.Key, pair => (double)pair.Value)), Pictured, lines);
        return shares;
    }

    // A word of feeling is sure of its emotion, not of there being no other.
    private static EmotionDistribution Mostly(Emotion emotion) => EmotionDistribution.FromWeights(one => one == emotion ? 0.86 : 0.02);

    private static double Confidence(Explanation? explanation, (string Family, Emotion Emotion, string Word, string After)? feeling, Situation? happened, EmotionDistribution? emotions) =>
        emotions is null ? 0
        : feeling is { } said && said.Emotion == emotions.Top ? Math.Max(0.8, explanation?.Confidence ?? 0)
        : explanation?.Distribution?.Top == emotions.Top ? explanation.Confidence
        : happened is not null ? 0.5 : Unsure * 0.75;

    private static string Family(List<Situation> situations, (string Family, Emotion Emotion, string Word, string After)? feeling, EmotionDistribution? emotions, string words)
    {
        var act = situations.Find(one => one.IsAct);
        var told = situations.Find(one => !one.IsAct);
        // Thanks and greetings are the message only where nothing happened beside them.
        if (act is not null && (act.Family is not ("thanks" or "greeting" or "advice" or "help" or "question") || (told is null && feeling is null)))
            return act.Family;
        if (told is not null && (feeling is null || told.Emotions.GetValueOrDefault(feeling.Value.Emotion) > 0.15 || emotions?.Top != feeling.Value.Emotion))
            return told.Family;
        if (feeling is { } said)
            return said.Family;
        if (act is not null)
            return act.Family;
        if (emotions is null)
            return "unclear";
        var (top, probability) = emotions.Ranked()[0];
        return top == Emotion.Neutral ? "neutral" : probability < LeastTold ? "unclear" : top.Name();
    }

    private static Occasion? Quoted(string plain, bool foreign, IReadOnlyList<string> lines)
    {
        var sentence = plain.Split(['.', '!', '?', '\n'], 2)[0].Trim();
        return foreign || sentence.Length is < 8 or > 90 || ReplyRules.Default.NotRepeated.IsMatch(sentence) || sentence.Contains('"', StringComparison.Ordinal)
            ? null : new Occasion(sentence, null, null, lines);
    }

    private static string? CauseOf(AnalysisResult? analysis) => analysis?.Evidence.FirstOrDefault(one => one.Kind == EvidenceKinds.Cause)?.Quote;

    private static string? CauseCardOf(Explanation? explanation, AnalysisResult? analysis)
    {
        var causes = Ids(analysis, EvidenceKinds.Cause);
        return explanation?.Claims.Where(claim => claim.Citations.Any(causes.Contains)).SelectMany(claim => claim.Citations)
            .FirstOrDefault(id => id.StartsWith("cause/", StringComparison.Ordinal));
    }

    private static List<string> Ids(AnalysisResult? analysis, string kind) => [.. (analysis?.Evidence ?? []).Where(one => one.Kind == kind).Select(one => one.Id).Take(4)];

    private static Emotion Parse(string name) => EmotionNames.TryParse(name, out var emotion) ? emotion : Emotion.Neutral;
}
