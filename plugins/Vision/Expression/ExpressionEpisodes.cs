namespace AffectAgent.Plugins.Vision;

/// <summary>A stretch of a clip in which an expression stands out from the whole.</summary>
/// <param name="Emotion">What it reads as.</param>
/// <param name="Interval">From its first to its last frame.</param>
/// <param name="Apex">When its probability is highest, seconds.</param>
/// <param name="Peak">That probability, smoothed over time.</param>
/// <param name="Mean">The mean distribution of the stretch.</param>
internal sealed record ExpressionEpisode(Emotion Emotion, TimeRange Interval, double Apex, double Peak, EmotionDistribution Mean);

/// <summary>Finds the stretches in which an expression's probability, smoothed over time, rises well above its mean over the clip.</summary>
internal static class ExpressionEpisodes
{
    /// <summary>Half of the span, seconds, over which readings are averaged: single frames are noisy.</summary>
    public const double SmoothingReach = 0.2;

    /// <summary>A stretch is left where the probability falls below this.</summary>
    public const double LeastProbability = 0.35;

    /// <summary>How far above the whole clip's probability a stretch must lie.</summary>
    public const double LeastRise = 0.15;

    /// <summary>Shortest stretch, seconds: briefer changes are not told from noise.</summary>
    public const double LeastDuration = 0.3;

    /// <summary>A longer gap between two samples, seconds, ends a stretch.</summary>
    public const double LongestGap = 0.6;

    /// <summary>The stretches, by beginning; at most <paramref name="most"/>, those that stand out most.</summary>
    /// <param name="samples">One person's samples, by time.</param>
    /// <param name="overall">What the person reads as over the clip.</param>
    /// <param name="most">How many to give at most.</param>
    public static IReadOnlyList<ExpressionEpisode> Find(IReadOnlyList<ExpressionSample> samples, EmotionDistribution overall, int most)
    {
        if (samples.Count < 3)
            return [];
        double step = MedianStep(samples);
        var smooth = Smooth(samples);
        var found = new List<ExpressionEpisode>();
        foreach (var emotion in EmotionNames.All)
        {
            double floor = Math.Max(LeastProbability, overall[emotion] + LeastRise);
            for (int i = 0; i < samples.Count; i++)
            {
                int end = EndOfStretch(samples, smooth, emotion, floor, i);
                if (end > i && samples[end - 1].Timestamp - samples[i].Timestamp + step >= LeastDuration)
                    found.Add(Describe(samples, smooth, emotion, i, end, step));
                i = Math.Max(i, end - 1);
            }
        }

        return [.. found.OrderByDescending(e => (e.Peak - overall[e.Emotion]) * Math.Sqrt(e.Interval.Duration)).Take(most).OrderBy(e => e.Interval.Start)];
    }

    private static int EndOfStretch(IReadOnlyList<ExpressionSample> samples, EmotionDistribution[] smooth, Emotion emotion, double floor, int start)
    {
        int end = start;
        while (end < samples.Count && smooth[end][emotion] >= floor
            && (end == start || samples[end].Timestamp - samples[end - 1].Timestamp <= LongestGap))
            end++;
        return end;
    }

    private static ExpressionEpisode Describe(
        IReadOnlyList<ExpressionSample> samples, EmotionDistribution[] smooth, Emotion emotion, int start, int end, double step)
    {
        int apex = start;
        for (int i = start; i < end; i++)
        {
            if (smooth[i][emotion] > smooth[apex][emotion])
                apex = i;
        }

        var mean = EmotionDistribution.Pool([.. Enumerable.Range(start, end - start).Select(i => (samples[i].Distribution, 1.0))]);
        var interval = TimeRange.Of(samples[start].Timestamp, samples[end - 1].Timestamp + step);
        return new ExpressionEpisode(emotion, interval, samples[apex].Timestamp, smooth[apex][emotion], mean);
    }

    private static EmotionDistribution[] Smooth(IReadOnlyList<ExpressionSample> samples)
    {
        var smooth = new EmotionDistribution[samples.Count];
        int first = 0, end = 0;
        for (int i = 0; i < samples.Count; i++)
        {
            double now = samples[i].Timestamp;
            while (samples[first].Timestamp < now - SmoothingReach)
                first++;
            while (end < samples.Count && samples[end].Timestamp <= now + SmoothingReach)
                end++;
            smooth[i] = EmotionDistribution.Pool([.. Enumerable.Range(first, end - first).Select(k => (samples[k].Distribution, 1.0))]);
        }

        return smooth;
    }

    private static double MedianStep(IReadOnlyList<ExpressionSample> samples)
    {
        var steps = samples.Zip(samples.Skip(1), (a, b) => b.Timestamp - a.Timestamp).Order().ToList();
        return steps[steps.Count / 2];
    }
}
