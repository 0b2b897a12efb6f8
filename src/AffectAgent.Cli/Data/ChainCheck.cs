namespace AffectAgent.Cli.Data;

/// <summary>What one cited observation says of the emotion.</summary>
/// <param name="Source">Where it was seen, heard or read: the kind of evidence.</param>
/// <param name="Emotion">The emotion.</param>
/// <param name="Value">How probable it is by this observation, or how well a pattern fits, 0 to 1.</param>
internal sealed record Observed(string Source, Emotion Emotion, double Value)
{
    /// <summary>What a piece of evidence says, or null where it says nothing of an emotion.</summary>
    public static Observed? Of(Evidence evidence) => evidence switch
    {
        { Kind: EvidenceKinds.Expression or EvidenceKinds.VoiceEmotion or EvidenceKinds.PatternMatch or EvidenceKinds.TextEmotion, Label: { } label, Value: { } value }
            when Known.Of(label) is { } emotion => new(evidence.Kind, emotion, value),
        _ => null,
    };

    private static readonly LabelMap Known = LabelMap.Read(null);
}

/// <summary>
/// Checks that a chain's conclusion follows: from the calibrated distribution, in which it must lead, and from what the chain
/// itself cites, one source of which must say it about as clearly as anything else. A chain whose observations say
/// anger and whose conclusion says sadness teaches that reasons do not matter, whatever the label.
/// </summary>
internal static class ChainCheck
{
    /// <summary>How far the conclusion must lead in the distribution.</summary>
    private const double LeastLead = 0.05;

    /// <summary>An observation counts that says at least this share of what the strongest of its source says.</summary>
    private const double NearStrongest = 0.75;

    /// <summary>Why the conclusion does not follow, or null where it does.</summary>
    /// <param name="reading">What was read; it concludes something.</param>
    public static string? WhyNot(ChainReading reading)
    {
        var concluded = reading.Reading!.Value;
        var ranked = (reading.Distribution ?? new Dictionary<string, double>()).OrderByDescending(p => p.Value).ToList();
        if (ranked is [var first, var second, ..] && (first.Key != concluded.Name() || first.Value - second.Value < LeastLead))
            return FormattableString.Invariant($"{first.Key} has {first.Value:P0} and {second.Key} {second.Value:P0}: neither leads");
        var telling = reading.Observed.Where(o => o.Emotion != Emotion.Neutral).ToList();
        if (telling.Count == 0 || concluded == Emotion.Neutral)
            return telling.MaxBy(o => o.Value) is { Value: >= 0.5 } other ? Says(other, concluded) : null;
        var sources = telling.GroupBy(o => o.Source).ToList();
        return sources.Exists(source => source.Where(o => o.Value >= NearStrongest * source.Max(s => s.Value)).Any(o => o.Emotion == concluded)) ? null
            : Says(telling.MaxBy(o => o.Value)!, concluded);
    }

    private static string Says(Observed observed, Emotion concluded) =>
        FormattableString.Invariant($"what it cites says {observed.Emotion.Name()} with {observed.Value:0.00}, the conclusion {concluded.Name()}");
}
