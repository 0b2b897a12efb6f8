namespace AffectAgent.Reasoning;

/// <summary>Writes what follows: the reading, its words, its place, its confidence.</summary>
internal static class ConclusionWriter
{
    private const int MostWords = 3;

    /// <summary>Writes the conclusion.</summary>
    public static void Write(Reading reading, Draft draft)
    {
        var ranked = reading.Fused.Distribution.Ranked();
        draft.Say(ReasoningStage.Conclusion, "conclusion", [reading.Evidence.Id], ("emotion", ranked[0].Emotion.Name()), ("percent", Draft.Percent(ranked[0].Probability)),
            ("second", ranked[1].Emotion.Name()), ("secondPercent", Draft.Percent(ranked[1].Probability)));
        if (reading.Words.Count > 1)
            draft.Say(ReasoningStage.Conclusion, "conclusion.words", [reading.Evidence.Id], ("words", ObservationWriter.Join(reading.Words.Take(MostWords).Select(w => $"“{w.Word}”"))));
        draft.Say(ReasoningStage.Conclusion, "conclusion.vad", reading.VadEvidence.Select(e => e.Id), ("valence", Draft.F(reading.Vad.Valence, 2)), ("arousal", Draft.F(reading.Vad.Arousal, 2)));
        draft.Say(ReasoningStage.Conclusion, "conclusion.confidence", [reading.ConfidenceEvidence.Id], ("percent", Draft.Percent(reading.Confidence.Value)),
            ("reason", Phrases.English.Reason(reading.Confidence.Reason)));
    }
}
