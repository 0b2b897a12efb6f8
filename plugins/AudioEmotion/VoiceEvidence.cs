namespace AffectAgent.Plugins.AudioEmotion;

/// <summary>
/// Turns a voice track into evidence. Features of the whole are compared with neutral speech (the model's norms), those of
/// a stretch with the clip's own median; a voice belongs to nobody in particular. The list stays short whatever the length.
/// </summary>
internal static class VoiceEvidence
{
    private const double Notable = 1;
    private const double NotablePitch = 1.5;
    private const double NotableInClip = 1.5;
    private const int FewestForBaseline = 4;
    private const int MostPeaks = 6;

    /// <summary>Told of every clip.</summary>
    private static readonly string[] Always = [VoiceFeatures.F0Mean, VoiceFeatures.F0Range, VoiceFeatures.SpeakingRate];

    /// <summary>Told where they stand out from neutral speech.</summary>
    private static readonly string[] WhereNotable =
    [
        VoiceFeatures.F0Slope, VoiceFeatures.LevelDeviation, VoiceFeatures.Jitter, VoiceFeatures.Shimmer, VoiceFeatures.Hnr,
        VoiceFeatures.AlphaRatio, VoiceFeatures.Hammarberg, VoiceFeatures.SlopeLow, VoiceFeatures.SlopeMid,
    ];

    /// <summary>Compared between the stretches of a clip.</summary>
    private static readonly string[] WithinClip = [VoiceFeatures.F0Mean, VoiceFeatures.Level, VoiceFeatures.SpeakingRate, VoiceFeatures.AlphaRatio];

    /// <summary>Appends the evidence and says what it comes to.</summary>
    public static ToolReport Append(AnalysisContext context, VoiceTrack track, IReadOnlyList<VoiceEmotionReading> readings, VoiceEmotionModel model)
    {
        var whole = new TimeRange(track.Segments[0].Interval.Start, track.Segments[^1].Interval.End);
        var seconds = track.Segments.Sum(segment => segment.Interval.Duration);
        List<Evidence> evidence = [Activity(track, whole, seconds), .. Features(track, whole, model), .. WithinClipPeaks(track)];
        var emotion = VoiceEmotionEvidence.Of(readings, whole).ToList();
        if (emotion.Count == 0)
            context.Ledger.Add(new Unscored("voice emotion", WhyNot(readings), AudioEmotionPlugin.Tool));
        var added = evidence.Concat(emotion).Select(context.Ledger.Add).ToList();
        return ToolReport.Of(Summary(track, seconds, emotion), added);
    }

    private static string WhyNot(IReadOnlyList<VoiceEmotionReading> readings) =>
        readings.Select(reading => reading.Reason).OfType<string>().FirstOrDefault() is { } reason
            ? $"What the voice expresses can't be told; {reason}." : "What the voice expresses can't be told: no segment of speech is long enough.";

    private static Evidence Activity(VoiceTrack track, TimeRange whole, double seconds) => Make(EvidenceKinds.VoiceActivity, whole) with
    {
        Label = "speech",
        Value = Math.Round(seconds, 2),
        Unit = "s",
        Confidence = 0.9,
        Reliability = Reliability.Verified,
        Note = $"In {track.Segments.Count} stretch{(track.Segments.Count == 1 ? "" : "es")}. Who speaks is not told.",
    };

    private static IEnumerable<Evidence> Features(VoiceTrack track, TimeRange whole, VoiceEmotionModel model)
    {
        foreach (var feature in Always.Concat(WhereNotable))
        {
            if (Mean(track, feature) is not { } value)
                continue;
            var (baseline, deviations) = AgainstNeutral(feature, value, model);
            if (!Always.Contains(feature) && Math.Abs(deviations) < Notable)
                continue;
            yield return Make(EvidenceKinds.VoiceFeature, whole) with
            {
                Label = feature,
                Value = Math.Round(value, 2),
                Unit = VoiceFeatures.UnitOf(feature),
                Baseline = baseline is { } mean ? Math.Round(mean, 2) : null,
                Direction = baseline is null ? Direction.None : deviations >= Notable ? Direction.Higher : deviations <= -Notable ? Direction.Lower : Direction.Same,
                Confidence = 0.8,
                Reliability = Reliability.Weak,
                Note = baseline is null ? null
                    : feature == VoiceFeatures.F0Mean ? "The baseline is the mean of neutral acted speech of women and men together, so only a large difference counts."
                    : "The baseline is the mean of neutral acted speech; differences within one standard deviation of it count as the same.",
            };
        }
    }

    /// <summary>The neutral mean and how many standard deviations lie between. F0 is compared in semitones, and less strictly: the norm mixes women and men.</summary>
    private static (double? Baseline, double Deviations) AgainstNeutral(string feature, double value, VoiceEmotionModel model)
    {
        if (feature != VoiceFeatures.F0Mean)
            return model.NeutralOf(feature) is { } norm ? (norm.Mean, (value - norm.Mean) / norm.Deviation) : (null, 0);
        if (model.NeutralOf(VoiceFeatures.F0MeanSemitones) is not { } pitch)
            return (null, 0);
        var baseline = VoiceFeatures.SemitoneBase * Math.Pow(2, pitch.Mean / 12);
        return (baseline, 12 * Math.Log2(value / baseline) / pitch.Deviation / NotablePitch);
    }

    /// <summary>Stretches that stand out from the clip's own median, the strongest first.</summary>
    private static IEnumerable<Evidence> WithinClipPeaks(VoiceTrack track)
    {
        var found = new List<(double Deviations, Evidence Evidence)>();
        foreach (var feature in WithinClip)
        {
            var values = track.Segments.Where(s => s.Features.ContainsKey(feature)).Select(s => s.Features[feature]).Order().ToArray();
            if (values.Length < FewestForBaseline)
                continue;
            var median = Median(values);
            var spread = Math.Max(1.4826 * Median([.. values.Select(v => Math.Abs(v - median)).Order()]), Grain(feature));
            foreach (var segment in track.Segments.Where(s => s.Features.ContainsKey(feature)))
            {
                var deviations = (segment.Features[feature] - median) / spread;
                if (Math.Abs(deviations) >= NotableInClip)
                    found.Add((Math.Abs(deviations), InClip(segment, feature, median, deviations)));
            }
        }

        return found.OrderByDescending(item => item.Deviations).Take(MostPeaks).Select(item => item.Evidence).OrderBy(e => e.Interval!.Value.Start);
    }

    private static Evidence InClip(VoiceSegment segment, string feature, double median, double deviations) => Make(EvidenceKinds.VoiceFeature, segment.Interval) with
    {
        Label = feature,
        Value = Math.Round(segment.Features[feature], 2),
        Unit = VoiceFeatures.UnitOf(feature),
        Baseline = Math.Round(median, 2),
        Direction = deviations > 0 ? Direction.Higher : Direction.Lower,
        Confidence = 0.7,
        Reliability = Reliability.Weak,
        Note = "The baseline is the median of the clip's own stretches of speech; where several people speak it mixes them.",
    };

    /// <summary>A piece of evidence of the voice, yet without content.</summary>
    internal static Evidence Make(string kind, TimeRange interval) => new()
    {
        Kind = kind,
        Modality = Modality.Voice,
        Interval = new TimeRange(Math.Round(interval.Start, 2), Math.Round(interval.End, 2)),
        Source = new EvidenceSource(AudioEmotionPlugin.Tool),
    };

    /// <summary>Mean over the stretches, weighted by voiced time; null where no stretch has the feature.</summary>
    private static double? Mean(VoiceTrack track, string feature)
    {
        double sum = 0, mass = 0;
        foreach (var segment in track.Segments.Where(s => s.Features.ContainsKey(feature)))
        {
            var weight = Math.Max(0.01, segment.Features.GetValueOrDefault(VoiceFeatures.VoicedSeconds));
            sum += segment.Features[feature] * weight;
            mass += weight;
        }

        return mass > 0 ? sum / mass : null;
    }

    /// <summary>The least spread between stretches that is worth telling of.</summary>
    private static double Grain(string feature) => feature switch
    {
        VoiceFeatures.F0Mean => 12,
        VoiceFeatures.SpeakingRate => 0.7,
        _ => 2.5,
    };

    private static double Median(double[] sorted) => sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;

    private static string Summary(VoiceTrack track, double seconds, List<Evidence> emotion)
    {
        var heard = FormattableString.Invariant($"Heard {seconds:0.0} s of speech in {track.Segments.Count} stretch{(track.Segments.Count == 1 ? "" : "es")}.");
        return emotion.Count == 0
            ? heard + " What the voice expresses could not be told."
            : heard + FormattableString.Invariant($" The likeliest emotion is {emotion[0].Label} ({emotion[0].Value:0.00}, trust {emotion[0].Confidence:0.00}); arousal {emotion[1].Value:0.00}, valence {emotion[2].Value:0.00}.");
    }
}
