namespace AffectAgent.Reasoning;

/// <summary>How sure a reading is, and what holds that down.</summary>
/// <param name="Value">0 to 1.</param>
/// <param name="Reason">Key of the reason that counted most.</param>
internal readonly record struct ReadingConfidence(double Value, string Reason);

/// <summary>
/// Confidence is the leading probability less half the next one, lowered by disagreement (by up to a quarter,
/// since the pooled distribution is wider already), and then capped by the worst
/// circumstance: the reliability of the best witness (verified 0.95, weak 0.6, unverified 0.35), a still picture or a single
/// modality 0.9, a small face 0.6, poor picture quality 0.75. The caps are judgements and err on the low side.
/// </summary>
internal static class ConfidenceRules
{
    /// <summary>The confidence of a fused reading.</summary>
    public static ReadingConfidence Of(FusedReading fused, IReadOnlyList<Witness> witnesses, CaseEvidence evidence)
    {
        var ranked = fused.Distribution.Ranked();
        var (top, next) = (ranked[0].Probability, ranked[1].Probability);
        var value = top - (next / 2);
        var reason = next >= 0.2 ? "margin" : "probability";
        if (fused.Disagreements.Count > 0)
            (value, reason) = (value * (1 - (fused.Disagreements.Max(d => d.Divergence) / 4)), "conflict");
        foreach (var (cap, why) in Caps(fused, witnesses, evidence))
        {
            if (cap < value)
                (value, reason) = (cap, why);
        }

        return new ReadingConfidence(Math.Clamp(value, 0, 1), reason);
    }

    private static IEnumerable<(double Cap, string Reason)> Caps(FusedReading fused, IReadOnlyList<Witness> witnesses, CaseEvidence evidence)
    {
        // The best witness is one that counts: half the heaviest weight or more.
        var heaviest = witnesses.Max(w => w.Weight);
        yield return witnesses.Where(w => w.Weight >= heaviest / 2).Min(w => w.Reliability) switch
        {
            Reliability.Verified => (0.95, "probability"),
            Reliability.Weak => (0.6, "weak"),
            _ => (0.35, "unverified"),
        };
        if (evidence.IsStill)
            yield return (0.9, "still");
        if (fused.ByModality.Count == 1)
            yield return (0.9, "single");
        var circumstances = evidence.OfKind(EvidenceKinds.FaceQuality);
        if (circumstances.Any(e => e.Label == "small"))
            yield return (0.6, "small");
        if (circumstances.Any(e => e.Label != "small"))
            yield return (0.75, "quality");
    }
}
