using AffectAgent.Plugins.AudioEmotion.Signal;

namespace AffectAgent.Plugins.AudioEmotion.Features;

/// <summary>
/// Counts syllable-like nuclei: voiced peaks of the smoothed level in 300-3400 Hz with a dip of at least 2 dB before
/// them (the method of de Jong and Wempe, 2009).
/// </summary>
internal static class SyllableNuclei
{
    private const double Dip = 2;
    private const double BelowTop = 25;
    private const int Smooth = 3;

    /// <summary>The frames of the nuclei.</summary>
    /// <param name="frames">A stretch of speech.</param>
    /// <param name="f0">F0 by frame, NaN where unvoiced.</param>
    public static List<int> Find(IReadOnlyList<AcousticFrame> frames, double[] f0)
    {
        var level = Smoothed(frames);
        var nuclei = new List<int>();
        if (level.Length == 0)
            return nuclei;
        var threshold = level.Max() - BelowTop;
        var valley = double.MinValue;
        for (var t = 0; t < level.Length; t++)
        {
            valley = valley == double.MinValue ? -200 : Math.Min(valley, level[t]);
            if (!IsPeak(level, t) || level[t] < threshold || level[t] < valley + Dip || !IsVoiced(f0, t))
                continue;
            if (nuclei.Count > 0 && Lowest(level, nuclei[^1], t) > Math.Min(level[nuclei[^1]], level[t]) - Dip)
            {
                // No dip since the last one: the same syllable, of which the higher peak counts.
                if (level[t] > level[nuclei[^1]])
                    nuclei[^1] = t;
                continue;
            }

            nuclei.Add(t);
            valley = level[t];
        }

        return nuclei;
    }

    private static double[] Smoothed(IReadOnlyList<AcousticFrame> frames)
    {
        var level = new double[frames.Count];
        for (var t = 0; t < level.Length; t++)
        {
            double sum = 0, weights = 0;
            for (var k = Math.Max(0, t - Smooth); k <= Math.Min(level.Length - 1, t + Smooth); k++)
            {
                double weight = Smooth + 1 - Math.Abs(k - t);
                sum += weight * Math.Pow(10, frames[k].BandLevel / 10);
                weights += weight;
            }

            level[t] = 10 * Math.Log10(Math.Max(1e-12, sum / weights));
        }

        return level;
    }

    private static bool IsPeak(double[] level, int t) =>
        (t == 0 || level[t] >= level[t - 1]) && (t == level.Length - 1 || level[t] > level[t + 1]);

    private static bool IsVoiced(double[] f0, int t) =>
        Enumerable.Range(Math.Max(0, t - 2), Math.Min(f0.Length, t + 3) - Math.Max(0, t - 2)).Any(k => double.IsFinite(f0[k]));

    private static double Lowest(double[] level, int from, int to) => level.AsSpan(from, to - from + 1).ToArray().Min();
}
