using AffectAgent.Plugins.AudioEmotion.Signal;
using AffectAgent.Plugins.AudioEmotion.Speech;

namespace AffectAgent.Plugins.AudioEmotion.Events;

/// <summary>
/// Finds sighs: noise without a pitch that swells once and dies away, far longer than a consonant. A gust of wind or a
/// passing car may sound the same.
/// </summary>
internal static class SighFinder
{
    private const int Shortest = 40;
    private const int Longest = 250;
    private const double AboveFloor = 6;
    private const double LeastSwell = 9;
    private const double MostPeriodic = 0.5;
    private const double LeastFlatness = 0.08;
    private const int Smooth = 10;

    /// <summary>The sighs in a page, in frames.</summary>
    public static List<FrameSpan> Find(IReadOnlyList<AcousticFrame> frames, double floor) =>
        FrameSpan.Runs(frames.Count, t => frames[t].BandLevel > floor + AboveFloor && frames[t].Periodicity < MostPeriodic)
            .FindAll(run => run.Length is >= Shortest and <= Longest && IsSwell(frames, run, floor));

    private static bool IsSwell(IReadOnlyList<AcousticFrame> frames, FrameSpan run, double floor)
    {
        var level = Enumerable.Range(run.Start, run.Length).Select(t => Around(frames, t)).ToArray();
        var top = Array.IndexOf(level, level.Max());
        var flat = Enumerable.Range(run.Start, run.Length).Average(t => frames[t].Shape.Flatness);
        return flat >= LeastFlatness
            && level[top] - Math.Max(level[0], level[^1]) >= LeastSwell / 2
            && level[top] - floor >= AboveFloor + LeastSwell
            && top > level.Length / 10 && top < level.Length * 9 / 10
            && SwellsOnce(level, top);
    }

    /// <summary>Up to the top and down from it without a way back of more than 4 dB.</summary>
    private static bool SwellsOnce(double[] level, int top)
    {
        const double Back = 4;
        var high = double.MinValue;
        for (var t = 0; t <= top; t++)
        {
            high = Math.Max(high, level[t]);
            if (level[t] < high - Back)
                return false;
        }

        var low = double.MaxValue;
        for (var t = top; t < level.Length; t++)
        {
            low = Math.Min(low, level[t]);
            if (level[t] > low + Back)
                return false;
        }

        return true;
    }

    private static double Around(IReadOnlyList<AcousticFrame> frames, int at)
    {
        double sum = 0;
        var (from, to) = (Math.Max(0, at - Smooth), Math.Min(frames.Count - 1, at + Smooth));
        for (var t = from; t <= to; t++)
            sum += Math.Pow(10, frames[t].BandLevel / 10);
        return SpectralShaper.Decibel(sum / (to - from + 1));
    }
}
