namespace AffectAgent.Reasoning;

/// <summary>One measure's own reading of the case.</summary>
/// <param name="Modality">Where it was seen or heard.</param>
/// <param name="Distribution">What it reads as.</param>
/// <param name="Weight">How much it counts, above 0; see <see cref="Witnesses"/>.</param>
/// <param name="Reliability">How far its measure has been shown to work.</param>
/// <param name="EvidenceIds">What it rests on.</param>
internal sealed record Witness(Modality Modality, EmotionDistribution Distribution, double Weight, Reliability Reliability, IReadOnlyList<string> EvidenceIds);

/// <summary>
/// Turns evidence into witnesses. The weight of a witness is base x reliability x confidence x quality:
/// <list type="bullet">
/// <item>base: expression network 1, Action Unit pattern 0.2 (it sees the same face, and less surely), words 0.6, voice 0.4
/// (voices tell arousal well and valence poorly, see the card fusion/which-modality); alone it names an emotion only where
/// it is clear and like the voices that its model knows;</item>
/// <item>reliability: verified 1, weak 0.6, unverified 0.3;</item>
/// <item>confidence: the tool's own; for the expression network its share of the leading probability, since how flat its
/// calibrated distribution is says the rest already;</item>
/// <item>quality: for words and voice 1 - 0.7 x the probability of neutral, since a neutral line is no witness against a
/// face; for faces <see cref="FaceQualityFactor"/>.</item>
/// </list>
/// These are judgements, not fitted numbers; they are kept in this one place to be replaced by fitted ones.
/// </summary>
internal static class Witnesses
{
    private const double ExpressionBase = 1;
    private const double PatternBase = 0.2;
    private const double WordsBase = 0.6;
    private const double VoiceBase = 0.4;
    private const double NeutralDiscount = 0.7;
    private const double AffectSpread = 0.45;
    private const double SureValence = 0.4;
    private const double ClearVoice = 0.7;
    private const double FamiliarVoice = 0.75;

    /// <summary>How much a reliability counts, 0 to 1.</summary>
    public static double Trust(Reliability reliability) => reliability switch
    {
        Reliability.Verified => 1,
        Reliability.Weak => 0.6,
        _ => 0.3,
    };

    /// <summary>How much the face's size and circumstances leave of its weight, 0.2 to 1: each circumstance takes a fifth.</summary>
    public static double FaceQualityFactor(CaseEvidence evidence) =>
        Math.Max(0.2, Math.Pow(0.8, evidence.OfKind(EvidenceKinds.FaceQuality).Count));

    /// <summary>All witnesses of a case.</summary>
    public static IReadOnlyList<Witness> Of(CaseEvidence evidence, PatternReading? pattern, Func<Emotion, Vad> vadOf)
    {
        var all = new List<Witness>();
        var quality = FaceQualityFactor(evidence);
        if (evidence.First(EvidenceKinds.Expression) is { Distribution: not null } expression && Read(expression) is { } face)
            all.Add(new Witness(Modality.Face, face, ExpressionBase * Trust(expression.Reliability) * Some(Math.Min(1, expression.Confidence / Math.Max(0.01, expression.Value ?? 1))) * quality, expression.Reliability, [expression.Id]));
        if (pattern is not null)
            all.Add(new Witness(Modality.Face, pattern.Distribution, PatternBase * pattern.Trust * quality, pattern.Reliability, pattern.EvidenceIds));
        if (OfWords(evidence.OfKind(EvidenceKinds.TextEmotion)) is { } words)
            all.Add(words);
        if ((OfVoice(evidence.First(EvidenceKinds.VoiceEmotion)) ?? OfVoice(evidence.OfKind(EvidenceKinds.VoiceAffect), vadOf)) is { } voice)
            all.Add(voice);
        return all is [{ Modality: Modality.Voice }] && !NamesAnEmotion(evidence) ? [] : all;
    }

    /// <summary>
    /// True if the voice may name an emotion with no other witness beside it: one emotion has a probability of 0.7 or
    /// more, and the voice is like those that its model knows. Arousal and valence alone never do.
    /// </summary>
    public static bool NamesAnEmotion(CaseEvidence evidence) =>
        evidence.First(EvidenceKinds.VoiceEmotion) is { Value: >= ClearVoice, Confidence: >= FamiliarVoice };

    private static Witness? OfWords(IReadOnlyList<Evidence> lines)
    {
        var read = lines.Where(e => e.Distribution is not null).Select(e => (Line: e, Distribution: Read(e)))
            .Where(pair => pair.Distribution is not null).ToList();
        if (read.Count == 0)
            return null;
        var pooled = EmotionDistribution.Pool([.. read.Select(pair => (pair.Distribution!, Some(pair.Line.Confidence) * Some(pair.Line.Value ?? 0)))]);
        var weight = WordsBase * read.Average(pair => Trust(pair.Line.Reliability) * Some(pair.Line.Confidence)) * (1 - (NeutralDiscount * pooled[Emotion.Neutral]));
        return new Witness(Modality.Words, pooled, weight, Best(read.Select(pair => pair.Line)), [.. read.Select(pair => pair.Line.Id)]);
    }

    // Boredom is none of the emotions here: a bored voice counts as a neutral one.
    private static Witness? OfVoice(Evidence? evidence)
    {
        if (evidence?.Distribution is not { Count: > 0 } heard)
            return null;
        var distribution = EmotionDistribution.FromWeights(EmotionNames.All.Where(e => e == Emotion.Neutral || heard.ContainsKey(e.Name()))
            .ToDictionary(e => e, e => Heard(heard, e.Name()) + (e == Emotion.Neutral ? Heard(heard, "boredom") : 0)));
        var weight = VoiceBase * Trust(evidence.Reliability) * Some(evidence.Confidence) * (1 - (NeutralDiscount * distribution[Emotion.Neutral]));
        return new Witness(Modality.Voice, distribution, weight, evidence.Reliability, [evidence.Id]);
    }

    private static double Heard(IReadOnlyDictionary<string, double> heard, string label) =>
        heard.TryGetValue(label, out var probability) && double.IsFinite(probability) ? Math.Max(0, probability) : 0;

    // Each emotion is as likely as it lies near to the voice's arousal and valence; a dimension not measured says nothing.
    // Arousal alone names no emotion, so the less sure the valence, the more even the distribution.
    private static Witness? OfVoice(IReadOnlyList<Evidence> affect, Func<Emotion, Vad> vadOf)
    {
        if (affect.Count == 0)
            return null;
        var arousal = Mean(affect, "arousal");
        var valence = Mean(affect, "valence");
        if (arousal is null && valence is null)
            return null;
        var near = EmotionDistribution.FromWeights(emotion =>
        {
            var at = vadOf(emotion);
            var d = Square(arousal - at.Arousal) + (Square(valence - at.Valence) * 0.5);
            return Math.Exp(-d / (2 * AffectSpread * AffectSpread));
        });
        var sure = Math.Min(1, affect.Where(e => e.Label == "valence").Select(e => e.Confidence).DefaultIfEmpty(0).Max() / SureValence);
        var distribution = EmotionDistribution.FromWeights(emotion => (sure * near[emotion]) + ((1 - sure) / EmotionNames.All.Count));
        var weight = VoiceBase * affect.Average(e => Trust(e.Reliability) * Some(e.Confidence)) * (1 - (NeutralDiscount * distribution[Emotion.Neutral]));
        return new Witness(Modality.Voice, distribution, weight, Best(affect), [.. affect.Select(e => e.Id)]);
    }

    private static double? Mean(IReadOnlyList<Evidence> affect, string label)
    {
        var of = affect.Where(e => e.Label == label && e.Value is not null).ToList();
        return of.Count == 0 ? null : of.Sum(e => e.Value!.Value * Weight(e)) / of.Sum(Weight);
    }

    private static double Weight(Evidence evidence) => Some(evidence.Confidence) * Math.Max(0.1, evidence.Interval?.Duration ?? 1);

    private static double Square(double? x) => x is { } value ? value * value : 0;

    // A confidence of 0 still leaves a trace, so that weights never vanish altogether.
    private static double Some(double confidence) => Math.Max(0.01, confidence);

    private static Reliability Best(IEnumerable<Evidence> evidence) => evidence.Min(e => e.Reliability);

    private static EmotionDistribution? Read(Evidence evidence)
    {
        var weights = new Dictionary<Emotion, double>();
        foreach (var (label, probability) in evidence.Distribution!)
        {
            if (EmotionNames.TryParse(label, out var emotion) && double.IsFinite(probability) && probability >= 0)
                weights[emotion] = probability;
        }

        return weights.Values.Sum() <= 0 ? null : EmotionDistribution.FromWeights(weights);
    }
}
