namespace AffectAgent.Reasoning;

/// <summary>When nothing is concluded, and why.</summary>
internal static class Abstention
{
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
    public static string? After(Reading reading, AffectAgentOptions options)
    {
        var (top, probability) = reading.Fused.Distribution.Ranked()[0];
        return reading.Confidence.Value >= options.MinConfidence
            ? null
            : Say("abstain.flat", ("emotion", top.Name()), ("percent", Draft.Percent(probability)), ("confidence", Draft.Percent(reading.Confidence.Value)));
    }

    private static string Say(string key, params ReadOnlySpan<(string Slot, string Value)> values) => Phrases.English.Fill(key, 0, values);
}
