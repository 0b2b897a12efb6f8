namespace AffectAgent.Reasoning;

/// <summary>Writes what follows: the reading, which alternatives the cues decide against, its words, its place, its confidence.</summary>
internal static class ConclusionWriter
{
    private const int MostWords = 3;

    /// <summary>Writes the conclusion.</summary>
    public static void Write(Reading reading, IReadOnlyList<WeighedAlternative> alternatives, Draft draft)
    {
        var ranked = reading.Fused.Distribution.Ranked();
        draft.Say(ReasoningStage.Conclusion, "conclusion", [reading.Evidence.Id], ("emotion", ranked[0].Emotion.Name()), ("percent", Draft.Percent(ranked[0].Probability)),
            ("second", ranked[1].Emotion.Name()), ("secondPercent", Draft.Percent(ranked[1].Probability)));
        Confidence(reading, ranked[0].Probability, draft);
        Decided("conclusion.supported", alternatives.Where(a => a is { Supported: true, IsBehind: false }), draft);
        Decided("conclusion.open", alternatives.Where(a => a is { IsApplied: true, Moment: null, IsBehind: false } && a.Supported != true), draft);
        var apart = alternatives.Where(a => a.Moment is not null && a.Supported != true).ToList();
        if (apart.Count > 0)
            draft.Say(ReasoningStage.Conclusion, apart.Count == 1 ? "conclusion.moment-one" : "conclusion.moment-many", apart.Select(a => a.Moment!.Id), ("list", ObservationWriter.Join(apart.Select(a => a.Emotion.Name()))));
        var place = new (string, string)[] { ("valence", Draft.F(reading.Vad.Valence, 2)), ("arousal", Draft.F(reading.Vad.Arousal, 2)) };
        var at = reading.VadEvidence.Select(e => e.Id);
        if (reading.Words.Count > 0)
            draft.Say(ReasoningStage.Conclusion, reading.Words.Count == 1 ? "conclusion.word" : "conclusion.words", [reading.Evidence.Id, .. at], [("words", ObservationWriter.Join(reading.Words.Take(MostWords).Select(w => $"“{w.Word}”"))), .. place]);
        else
            draft.Say(ReasoningStage.Conclusion, "conclusion.vad", at, place);
    }

    // Mostly the confidence is the leading probability, which was said in the sentence before.
    private static void Confidence(Reading reading, double leading, Draft draft)
    {
        var percent = Draft.Percent(reading.Confidence.Value);
        var key = percent != Draft.Percent(leading) ? "conclusion.confidence"
            : reading.Confidence.Reason == ConfidenceRules.ByProbability ? "conclusion.confidence-same" : "conclusion.confidence-same-since";
        draft.Say(ReasoningStage.Conclusion, key, [reading.ConfidenceEvidence.Id], ("percent", percent), ("reason", Phrases.English.Reason(reading.Confidence.Reason)));
    }

    private static void Decided(string key, IEnumerable<WeighedAlternative> alternatives, Draft draft)
    {
        var list = alternatives.ToList();
        if (list.Count > 0)
        {
            draft.Say(ReasoningStage.Conclusion, list.Count == 1 ? $"{key}-one" : $"{key}-many", list.Select(a => a.Evidence!.Id).Concat(list.Select(a => a.Card!.Id)),
                ("list", ObservationWriter.Join(list.Select(a => a.Emotion.Name()))));
        }
    }
}
