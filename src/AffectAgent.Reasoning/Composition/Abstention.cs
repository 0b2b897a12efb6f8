namespace AffectAgent.Reasoning;

/// <summary>When nothing is concluded, and why.</summary>
internal static class Abstention
{
    /// <summary>Two readings as close as this lead neither.</summary>
    private const double Tie = 0.02;

    /// <summary>From this probability on words that tell of an event still read as neutral.</summary>
    private const double Calm = 0.6;

    /// <summary>Why there is nothing to read at all, or null where there is.</summary>
    public static string? Before(CaseEvidence evidence, AffectAgentOptions options, AnalysisContext context)
    {
        if (evidence.All.Count == 0)
            return Say(context.Media?.Info.Kind == MediaKind.Image ? "abstain.no-face" : "abstain.nothing");
        var small = evidence.OfKind(EvidenceKinds.FaceQuality).FirstOrDefault(e => e is { Label: "small", Unit: "px" or "pixels" } && e.Value < options.MinFacePixels);
        return small is not null && !evidence.Has(Modality.Voice) && !evidence.Has(Modality.Words)
            ? Say("abstain.small", ("size", Draft.F(small.Value!.Value, 0)), ("least", Draft.F(options.MinFacePixels, 0)))
            : null;
    }

    /// <summary>Why no reading came of what was measured.</summary>
    public static string WithoutWitness(CaseEvidence evidence) => Say(
        evidence.Has(Modality.Face) ? "abstain.no-reading"
        : evidence.First(EvidenceKinds.VoiceEmotion) is not null ? "abstain.voice"
        : "abstain.unmeasured");

    /// <summary>Why the reading is not concluded, or null where it is.</summary>
    public static string? After(Reading reading, CaseEvidence evidence, AffectAgentOptions options)
    {
        var ranked = reading.Fused.Distribution.Ranked();
        var (top, probability) = ranked[0];
        if (reading.Confidence.Value < options.MinConfidence)
            return Say("abstain.flat", ("emotion", top.Name()), ("percent", Draft.Percent(probability)), ("confidence", Draft.Percent(reading.Confidence.Value)));
        if (probability - ranked[1].Probability < Tie)
            return Say("abstain.tie", ("emotion", top.Name()), ("percent", Draft.Percent(probability)), ("second", ranked[1].Emotion.Name()), ("secondPercent", Draft.Percent(ranked[1].Probability)));
        return OfWordsAlone(top, probability, evidence);
    }

    // Words alone conclude nothing that no label given to them says, and no calm where they tell of what tends to stir.
    private static string? OfWordsAlone(Emotion top, double probability, CaseEvidence evidence)
    {
        if (evidence.Has(Modality.Face) || evidence.First(EvidenceKinds.VoiceEmotion) is not null || evidence.First(EvidenceKinds.VoiceAffect) is not null)
            return null;
        var told = evidence.OfKind(EvidenceKinds.TextEmotion).Where(e => e is { Label: not null, Value: not null } && CauseWords.English.GroupOf(e.Label) is not null).ToList();
        // What stood out is past, and what is said of now names nothing.
        if (told.Count > 0 && evidence.Doubts is { Count: > 0 } doubts && doubts.All(doubt => doubt.Why == SpokenDoubt.Past) && !evidence.PlainWords.Any(told.Contains))
            return Say("abstain.past", ("label", told.MaxBy(e => e.Value)!.Label!), ("labelPercent", Draft.Percent(told.Max(e => e.Value!.Value))));
        (string, string)[] slots = [("emotion", top.Name()), ("percent", Draft.Percent(probability))];
        if (top == Emotion.Neutral)
            return told.Count == 0 && probability < Calm && CauseFinder.Occurrence([.. evidence.Lines.Select(line => line.Quote!)]) is { } found ? Say("abstain.occurrence", [.. slots, ("kind", found.Kind!.Name)]) : null;
        var group = CauseWords.English.GroupOf(top.Name());
        return told.Count == 0 || told.Exists(e => CauseWords.English.GroupOf(e.Label!) == group) ? null
            : Say("abstain.apart", [.. slots, ("label", told.MaxBy(e => e.Value)!.Label!), ("labelPercent", Draft.Percent(told.Max(e => e.Value!.Value)))]);
    }

    private static string Say(string key, params ReadOnlySpan<(string Slot, string Value)> values) => Phrases.English.Fill(key, 0, values);
}
