namespace AffectAgent.Plugins.AudioEmotion;

/// <summary>
/// Turns the segments' readings into evidence: what the voice expresses over the whole clip, its arousal and valence, then
/// the segments that differ. Every reading counts by its length and its trust; what was not read lowers the trust.
/// </summary>
internal static class VoiceEmotionEvidence
{
    private const int MostSegments = 6;
    private const double Clear = 0.5;
    private const double DifferentArousal = 0.25;
    private const double Like = 0.95;
    private const int Digits = 4;

    private static readonly string[] Names = [.. Enum.GetNames<VoiceEmotion>().Select(name => name.ToLowerInvariant())];

    /// <summary>The evidence, that of the whole first; empty where no segment could be read.</summary>
    public static IEnumerable<Evidence> Of(IReadOnlyList<VoiceEmotionReading> readings, TimeRange whole)
    {
        var read = readings.Where(reading => reading is { Probabilities: not null, Trust: > 0 }).ToList();
        if (read.Count == 0)
            yield break;
        var all = Pool(read, readings, whole);
        yield return Emotion(all);
        yield return Dimension("arousal", all.Arousal!.Value, all);
        yield return Dimension("valence", all.Valence!.Value, all);
        if (read.Count < 2)
            yield break;
        foreach (var reading in read.Where(r => r.Label != all.Label && r.Probabilities!.Max() >= Clear && r.Trust >= Clear)
            .OrderByDescending(r => r.Probabilities!.Max()).Take(MostSegments).OrderBy(r => r.Interval.Start))
            yield return Emotion(reading);
        foreach (var reading in read.Where(r => Math.Abs(r.Arousal!.Value - all.Arousal!.Value) >= DifferentArousal)
            .OrderByDescending(r => Math.Abs(r.Arousal!.Value - all.Arousal!.Value) * r.Trust).Take(MostSegments).OrderBy(r => r.Interval.Start))
            yield return Dimension("arousal", reading.Arousal!.Value, reading);
    }

    private static VoiceEmotionReading Pool(List<VoiceEmotionReading> read, IReadOnlyList<VoiceEmotionReading> all, TimeRange whole)
    {
        var mass = read.Sum(Weight);
        double Mean(Func<VoiceEmotionReading, double> value) => read.Sum(r => value(r) * Weight(r)) / mass;
        var seconds = all.Sum(r => Length(r));
        return new VoiceEmotionReading(
            whole, [.. Names.Select((_, i) => Mean(r => r.Probabilities![i]))], Mean(r => r.Arousal!.Value), Mean(r => r.Valence!.Value),
            all.Sum(r => r.Familiarity * Length(r)) / seconds, null) { Trust = all.Sum(r => r.Trust * Length(r)) / seconds };
    }

    private static double Length(VoiceEmotionReading reading) => Math.Max(0.01, reading.Interval.Duration);

    private static double Weight(VoiceEmotionReading reading) => reading.Trust * Length(reading);

    private static Evidence Emotion(VoiceEmotionReading reading)
    {
        var label = (int)reading.Label!.Value;
        return Make(EvidenceKinds.VoiceEmotion, reading) with
        {
            Label = Names[label],
            Value = Math.Round(reading.Probabilities![label], Digits),
            Unit = "probability",
            Distribution = Names.Select((name, i) => (name, p: Math.Round(reading.Probabilities![i], Digits))).ToDictionary(pair => pair.name, pair => pair.p, StringComparer.Ordinal),
            Note = "Measured on acted German speech of unheard speakers; other speech was not measured." + Unlike(reading),
        };
    }

    private static Evidence Dimension(string name, double value, VoiceEmotionReading reading) => Make(EvidenceKinds.VoiceAffect, reading) with
    {
        Label = name,
        Value = Math.Round(value, 3),
        Unit = "-1..1",
        Note = "The mean of the emotions' places under their probabilities; no rater's value was learned." + Unlike(reading),
    };

    private static string Unlike(VoiceEmotionReading reading) => reading.Familiarity >= Like ? ""
        : FormattableString.Invariant($" This voice is unlike those that the model knows (familiarity {reading.Familiarity:0.00}), so what it says is drawn towards nothing in particular.");

    private static Evidence Make(string kind, VoiceEmotionReading reading) => VoiceEvidence.Make(kind, reading.Interval) with
    {
        Confidence = Math.Round(Math.Clamp(reading.Trust, 0, 1), Digits),
        Reliability = Reliability.Weak,
        Source = new EvidenceSource(AudioEmotionPlugin.Tool, VoiceEmotionModel.NetworkId),
    };
}
