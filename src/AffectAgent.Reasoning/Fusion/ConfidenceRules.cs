namespace AffectAgent.Reasoning;

/// <summary>How sure a reading is, and what holds that down.</summary>
/// <param name="Value">0 to 1: the probability that the leading reading is right.</param>
/// <param name="Reason">Key of the reason that counted most.</param>
internal readonly record struct ReadingConfidence(double Value, string Reason);

/// <summary>
/// The confidence is the leading probability of the fitted, calibrated scorer: of readings with 0.7, seven in ten are right
/// (docs/calibration.md). One cap is left, a judgement, since nothing could be fitted for measures that nobody has shown to
/// work: a reading that rests on nothing else stays below 0.35. The reason is what lowers the probability most.
/// </summary>
internal static class ConfidenceRules
{
    /// <summary>The reason where nothing lowers the probability: the confidence follows it.</summary>
    public const string ByProbability = "probability";

    private const double UnverifiedCap = 0.35;
    private const double CloseSecond = 0.2;
    private const double Notable = 0.03;
    private const double WholeShare = 0.99;

    /// <summary>The confidence of a fused reading.</summary>
    public static ReadingConfidence Of(FusedReading fused, IReadOnlyList<Witness> witnesses)
    {
        var ranked = fused.Distribution.Ranked();
        var value = ranked[0].Probability;
        if (value > UnverifiedCap && witnesses.All(w => w.Reliability == Reliability.Unverified))
            return new ReadingConfidence(UnverifiedCap, "unverified");
        return new ReadingConfidence(Math.Clamp(value, 0, 1), OfWords(witnesses) ?? ReasonOf(fused, ranked[1].Probability));
    }

    private static string? OfWords(IReadOnlyList<Witness> witnesses) => witnesses.FirstOrDefault(w => w.Channel == ReadingChannel.Words)?.Parts switch
    {
        null => null,
        var parts when parts.Any(part => !part.IsScored) => "event",
        var parts when parts.Sum(part => part.Share) < WholeShare => "doubt",
        _ => null,
    };

    private static string ReasonOf(FusedReading fused, double next) => (fused.LoweredBy is [var worst, ..] ? worst : null) switch
    {
        { By: >= Notable, What: "conflict" } => "conflict",
        { By: >= Notable, What: "small" } => "small",
        { By: >= Notable } => "quality",
        _ => next >= CloseSecond ? "margin" : ByProbability,
    };
}
