namespace AffectAgent.Reasoning;

/// <summary>What one channel says, before anything is weighed.</summary>
/// <param name="Channel">Which channel.</param>
/// <param name="Modality">Where it was seen or heard.</param>
/// <param name="Scores">A score for each emotion that it can tell: the log of a probability, or for patterns how well they fit.</param>
/// <param name="Trust">The tool's own confidence, above 0 to 1.</param>
/// <param name="Reliability">How far its measure has been shown to work.</param>
/// <param name="EvidenceIds">What it rests on.</param>
internal sealed record Witness(
    ReadingChannel Channel, Modality Modality, IReadOnlyDictionary<Emotion, double> Scores, double Trust, Reliability Reliability, IReadOnlyList<string> EvidenceIds)
{
    /// <summary>What it is made of, where that is to be scored apart and then mixed: clauses of different emotions. Null where it is one.</summary>
    public IReadOnlyList<WitnessPart>? Parts { get; init; }
}

/// <summary>A part of what a channel says.</summary>
/// <param name="Distribution">What it says.</param>
/// <param name="Share">Its share, 0 to 1. What the parts leave of 1 says nothing of any emotion.</param>
/// <param name="IsScored">False for probabilities that are to stand as they are, without the channel's weight and bias.</param>
internal sealed record WitnessPart(EmotionDistribution Distribution, double Share, bool IsScored);

/// <summary>Turns evidence into witnesses. How much each counts is fitted (<see cref="FusionParameters"/>) and applied by <see cref="ModalityFusion"/>.</summary>
internal static class Witnesses
{
    private const double LeastProbability = 1e-3;
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

    /// <summary>All witnesses of a case.</summary>
    public static IReadOnlyList<Witness> Of(CaseEvidence evidence, PatternFits? fits, Func<Emotion, Vad> vadOf)
    {
        var all = new List<Witness>();
        if (evidence.First(EvidenceKinds.Expression) is { } expression && Read(expression) is { } face)
            all.Add(new Witness(ReadingChannel.Expression, Modality.Face, Logs(face), Some(expression.Confidence / Math.Max(0.01, expression.Value ?? 1)), expression.Reliability, [expression.Id]));
        if (fits is not null)
            all.Add(new Witness(ReadingChannel.Pattern, Modality.Face, fits.Scores, 1, fits.Reliability, fits.EvidenceIds));
        if (WordsWitness.Of(evidence) is { } words)
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

    // Boredom is none of the emotions here: a bored voice counts as a neutral one.
    private static Witness? OfVoice(Evidence? evidence)
    {
        if (evidence?.Distribution is not { Count: > 0 } heard)
            return null;
        var distribution = EmotionDistribution.FromWeights(EmotionNames.All.Where(e => e == Emotion.Neutral || heard.ContainsKey(e.Name()))
            .ToDictionary(e => e, e => Heard(heard, e.Name()) + (e == Emotion.Neutral ? Heard(heard, "boredom") : 0)));
        return new Witness(ReadingChannel.Voice, Modality.Voice, Logs(distribution), Some(evidence.Confidence), evidence.Reliability, [evidence.Id]);
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
        return new Witness(ReadingChannel.Voice, Modality.Voice, Logs(distribution), Some(affect.Average(e => e.Confidence)), Best(affect), [.. affect.Select(e => e.Id)]);
    }

    private static double? Mean(IReadOnlyList<Evidence> affect, string label)
    {
        var of = affect.Where(e => e.Label == label && e.Value is not null).ToList();
        return of.Count == 0 ? null : of.Sum(e => e.Value!.Value * Weight(e)) / of.Sum(Weight);
    }

    private static double Weight(Evidence evidence) => Some(evidence.Confidence) * Math.Max(0.1, evidence.Interval?.Duration ?? 1);

    private static double Square(double? x) => x is { } value ? value * value : 0;

    // A confidence of 0 still leaves a trace, so that weights never vanish altogether.
    internal static double Some(double confidence) => Math.Clamp(confidence, 0.01, 1);

    private static Reliability Best(IEnumerable<Evidence> evidence) => evidence.Min(e => e.Reliability);

    internal static Dictionary<Emotion, double> Logs(EmotionDistribution distribution) =>
        EmotionNames.All.Where(distribution.Has).ToDictionary(e => e, e => Math.Log(Math.Max(LeastProbability, distribution[e])));

    internal static EmotionDistribution? Read(Evidence evidence)
    {
        var weights = new Dictionary<Emotion, double>();
        foreach (var (label, probability) in evidence.Distribution ?? new Dictionary<string, double>())
        {
            if (EmotionNames.TryParse(label, out var emotion) && double.IsFinite(probability) && probability >= 0)
                weights[emotion] = probability;
        }

        return weights.Values.Sum() <= 0 ? null : EmotionDistribution.FromWeights(weights);
    }
}
