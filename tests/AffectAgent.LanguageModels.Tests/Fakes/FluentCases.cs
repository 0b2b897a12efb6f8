using AffectAgent.Contracts;

namespace AffectAgent.LanguageModels.Tests;

/// <summary>A sentence as a fluent model would write it.</summary>
/// <param name="Case">The case that it speaks of.</param>
/// <param name="True">True if the case supports it, false if a fact in it is wrong.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Citations">What it cites.</param>
internal sealed record FluentSentence(string Case, bool True, ReasoningStage Stage, string Text, IReadOnlyList<string> Citations);

/// <summary>Cases of the size of real ones that the sentences of <c>fluent.jsonl</c> speak of.</summary>
internal static class FluentCases
{
    /// <summary>Ledger and reading of a case.</summary>
    public static (AnalysisContext Context, Explanation Draft) Of(string name)
    {
        var context = new AnalysisContext(new AnalysisRequest { MediaPath = "x" }, new ContractMedia());
        foreach (var evidence in name switch { "smile" => Smile(), "tears" => Tears(), "temper" => Temper(), _ => Startle() })
            context.Ledger.Add(evidence);
        var top = name switch { "smile" => Emotion.Happiness, "tears" => Emotion.Sadness, "temper" => Emotion.Anger, _ => Emotion.Surprise };
        return (context, new Explanation { Person = 1, Claims = [], Confidence = 0.8, Distribution = EmotionDistribution.FromWeights(e => e == top ? 8 : 1) });
    }

    private static IEnumerable<Evidence> Smile()
    {
        yield return Face(EvidenceKinds.FaceTrack) with { Value = 0.98, Unit = "share of frames, 0-1", Interval = new(0, 4) };
        yield return Face(EvidenceKinds.Expression) with { Label = "happiness", Value = 0.9, Unit = "probability", Distribution = Shares(("happiness", 0.9), ("surprise", 0.06), ("neutral", 0.04)) };
        yield return Unit(12, 3.42) with { Kind = EvidenceKinds.ActionUnitEpisode, Interval = new(0.4, 2.1), Apex = 1.2 };
        yield return Unit(6, 2.1) with { Kind = EvidenceKinds.ActionUnitEpisode, Interval = new(0.5, 2.0), Apex = 1.3 };
        yield return Unit(4, 0.2);
        yield return Voice("F0 mean", 212.4, "Hz", 180);
        yield return Voice("speaking rate", 5.6, "syllables/s", 4.4);
        yield return Words(EvidenceKinds.TranscriptLine) with { Quote = "Thank you so much, this is wonderful", Interval = new(1, 2) };
        yield return Words(EvidenceKinds.TextEmotion) with { Label = "gratitude", Value = 0.83, Unit = "probability", Quote = "Thank you so much, this is wonderful", Interval = new(1, 2), Distribution = Shares(("happiness", 0.8), ("neutral", 0.2)) };
        foreach (var computed in Reading("happiness", Shares(("happiness", 0.86), ("surprise", 0.07), ("neutral", 0.05)), 0.81, 0.6, 0.35, "surprise", 0.67))
            yield return computed;
    }

    private static IEnumerable<Evidence> Tears()
    {
        yield return Face(EvidenceKinds.FaceTrack) with { Value = 0.91, Unit = "share of frames, 0-1", Interval = new(0, 6) };
        yield return Face(EvidenceKinds.Expression) with { Label = "sadness", Value = 0.62, Unit = "probability", Distribution = Shares(("sadness", 0.62), ("fear", 0.17), ("neutral", 0.14), ("anger", 0.05)) };
        yield return Unit(1, 2.6) with { Kind = EvidenceKinds.ActionUnitEpisode, Interval = new(1.1, 4.7), Apex = 2.8 };
        yield return Unit(15, 1.9) with { Kind = EvidenceKinds.ActionUnitEpisode, Interval = new(1.5, 4.4), Apex = 3.1 };
        yield return Unit(4, 1.4);
        yield return Unit(12, 0.1);
        yield return Voice("level", -31.5, "dB", -26);
        yield return Voice("F0 mean", 141.2, "Hz", 168);
        yield return Voice("", 0.55, "probability", null) with { Kind = EvidenceKinds.VoiceEmotion, Label = "sadness", Distribution = Shares(("sadness", 0.55), ("neutral", 0.3), ("fear", 0.1)) };
        yield return Words(EvidenceKinds.TranscriptLine) with { Quote = "I don't know what to do any more", Interval = new(2, 3.6) };
        yield return Words(EvidenceKinds.TextEmotion) with { Label = "sadness", Value = 0.48, Unit = "probability", Quote = "I don't know what to do any more", Interval = new(2, 3.6), Distribution = Shares(("sadness", 0.48), ("neutral", 0.31), ("fear", 0.12)) };
        foreach (var computed in Reading("sadness", Shares(("sadness", 0.66), ("fear", 0.14), ("neutral", 0.12)), 0.58, -0.52, -0.31, "fear", 0.75))
            yield return computed;
    }

    private static IEnumerable<Evidence> Temper()
    {
        yield return Face(EvidenceKinds.FaceTrack) with { Value = 0.95, Unit = "share of frames, 0-1", Interval = new(0, 5) };
        yield return Face(EvidenceKinds.Expression) with { Label = "anger", Value = 0.71, Unit = "probability", Distribution = Shares(("anger", 0.71), ("disgust", 0.16), ("neutral", 0.08), ("contempt", 0.05)) };
        yield return Unit(4, 3.8) with { Kind = EvidenceKinds.ActionUnitEpisode, Interval = new(0.6, 3.9), Apex = 2.2 };
        yield return Unit(7, 2.7) with { Kind = EvidenceKinds.ActionUnitEpisode, Interval = new(0.9, 3.5), Apex = 2.4 };
        yield return Unit(24, 2.2) with { Kind = EvidenceKinds.ActionUnitEpisode, Interval = new(2.9, 4.3), Apex = 3.4 };
        yield return Unit(9, 0.3);
        yield return Voice("level", -19.2, "dB", -26);
        yield return Voice("speaking rate", 6.1, "syllables/s", 4.6);
        yield return Voice("", 0.64, "probability", null) with { Kind = EvidenceKinds.VoiceEmotion, Label = "anger", Distribution = Shares(("anger", 0.64), ("happiness", 0.18), ("neutral", 0.1)) };
        yield return Words(EvidenceKinds.TranscriptLine) with { Quote = "Fine, do whatever you like", Interval = new(1.2, 2.7) };
        yield return Words(EvidenceKinds.TextEmotion) with { Label = "neutral", Value = 0.57, Unit = "probability", Quote = "Fine, do whatever you like", Interval = new(1.2, 2.7), Distribution = Shares(("neutral", 0.57), ("anger", 0.29), ("happiness", 0.08)) };
        foreach (var computed in Reading("anger", Shares(("anger", 0.68), ("neutral", 0.15), ("disgust", 0.11)), 0.63, -0.44, 0.47, "disgust", 0.8))
            yield return computed;
    }

    private static IEnumerable<Evidence> Startle()
    {
        yield return Face(EvidenceKinds.FaceTrack) with { Value = 0.97, Unit = "share of frames, 0-1", Interval = new(0, 5) };
        yield return Face(EvidenceKinds.Expression) with { Label = "surprise", Value = 0.76, Unit = "probability", Distribution = Shares(("surprise", 0.76), ("fear", 0.12), ("neutral", 0.08), ("happiness", 0.04)) };
        yield return Unit(1, 3.1) with { Kind = EvidenceKinds.ActionUnitEpisode, Interval = new(1, 2.3), Apex = 1.4 };
        yield return Unit(2, 2.5) with { Kind = EvidenceKinds.ActionUnitEpisode, Interval = new(1, 2.2), Apex = 1.5 };
        yield return Unit(5, 2.2) with { Kind = EvidenceKinds.ActionUnitEpisode, Interval = new(1.1, 2), Apex = 1.4 };
        yield return Unit(26, 2.9) with { Kind = EvidenceKinds.ActionUnitEpisode, Interval = new(1.2, 2), Apex = 1.6 };
        yield return Unit(12, 0.4);
        yield return Voice("F0 mean", 251.3, "Hz", 190);
        yield return Words(EvidenceKinds.TranscriptLine) with { Quote = "Oh, I did not see that coming", Interval = new(1.8, 3.2) };
        yield return Words(EvidenceKinds.TextEmotion) with { Label = "surprise", Value = 0.69, Unit = "probability", Quote = "Oh, I did not see that coming", Interval = new(1.8, 3.2), Distribution = Shares(("surprise", 0.69), ("neutral", 0.2), ("fear", 0.05)) };
        foreach (var computed in Reading("surprise", Shares(("surprise", 0.72), ("fear", 0.11), ("neutral", 0.1)), 0.66, 0.08, 0.58, "fear", 0.7))
            yield return computed;
    }

    // The reading, confidence, valence, arousal and the balance of cues, as the composer records them.
    private static IEnumerable<Evidence> Reading(string top, Dictionary<string, double> distribution, double confidence, double valence, double arousal, string rival, double balance)
    {
        var reading = new Evidence { Kind = EvidenceKinds.Reading, Modality = Modality.Other, Person = 1, Source = new("composer"), DerivedFrom = ["E2", "E9"] };
        yield return reading with { Label = top, Value = distribution[top], Unit = "probability", Distribution = distribution };
        yield return reading with { Kind = EvidenceKinds.ReadingConfidence, Label = "confidence", Value = confidence, Unit = "0-1" };
        yield return reading with { Kind = EvidenceKinds.ReadingVad, Label = "valence", Value = valence, Unit = "-1..1" };
        yield return reading with { Kind = EvidenceKinds.ReadingVad, Label = "arousal", Value = arousal, Unit = "-1..1" };
        yield return reading with { Kind = EvidenceKinds.CueBalance, Label = top, Value = balance, Unit = "0-1", Distribution = Shares((top, balance), (rival, 1 - balance)) };
    }

    private static Dictionary<string, double> Shares(params (string Label, double Share)[] shares) => shares.ToDictionary(share => share.Label, share => share.Share);

    private static Evidence Face(string kind) => new() { Kind = kind, Modality = Modality.Face, Person = 1, Reliability = Reliability.Verified, Source = new("t") };

    private static Evidence Unit(int unit, double value) => Face(EvidenceKinds.ActionUnit) with { ActionUnit = unit, Value = value, Unit = "0-5" };

    private static Evidence Words(string kind) => new() { Kind = kind, Modality = Modality.Words, Source = new("t") };

    private static Evidence Voice(string label, double value, string unit, double? baseline) => new()
    {
        Kind = EvidenceKinds.VoiceFeature, Modality = Modality.Voice, Label = label, Value = value, Unit = unit, Baseline = baseline,
        Direction = baseline is { } at ? value > at ? Direction.Higher : Direction.Lower : Direction.None, Source = new("t"),
    };
}
