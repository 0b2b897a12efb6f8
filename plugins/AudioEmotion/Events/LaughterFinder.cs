using AffectAgent.Plugins.AudioEmotion.Signal;
using AffectAgent.Plugins.AudioEmotion.Speech;

namespace AffectAgent.Plugins.AudioEmotion.Events;

/// <summary>
/// Finds laughter as Bachorowski, Smoski and Owren (2001) describe its voiced form: bursts of one vowel-like sound, three to
/// eight a second, evenly spaced, with breath between. Speech has syllables at that pace too, but uneven ones of changing sound.
/// </summary>
internal static class LaughterFinder
{
    private const int ShortestStep = 12;
    private const int LongestStep = 34;
    private const int FewestBursts = 4;
    private const double Dip = 6;
    private const double AboveFloor = 10;
    private const double MostUneven = 0.2;
    private const double MostChange = 2.6;
    private const double VoicedBurst = 0.5;
    private const double LeastVoiced = 0.5;
    private const double BreathyValley = 0.6;
    private const double LeastBreathy = 0.6;

    /// <summary>The laughs in a page, in frames.</summary>
    public static List<FrameSpan> Find(IReadOnlyList<AcousticFrame> frames, double floor)
    {
        var level = Smoothed(frames);
        var peaks = Peaks(level, floor + AboveFloor);
        var found = new List<FrameSpan>();
        for (var i = 0; i < peaks.Count;)
        {
            var last = Last(peaks, i);
            if (last - i + 1 >= FewestBursts && IsLaugh(frames, level, peaks.GetRange(i, last - i + 1)))
            {
                var reach = (peaks[last] - peaks[i]) / (last - i) / 2;
                found.Add(new FrameSpan(Math.Max(0, peaks[i] - reach), Math.Min(frames.Count, peaks[last] + reach)));
                i = last + 1;
            }
            else
            {
                i++;
            }
        }

        return found;
    }

    /// <summary>The last peak of the longest evenly spaced series that begins at that one.</summary>
    private static int Last(List<int> peaks, int first)
    {
        var last = first;
        while (last + 1 < peaks.Count)
        {
            var step = peaks[last + 1] - peaks[last];
            var mean = last == first ? step : (double)(peaks[last] - peaks[first]) / (last - first);
            if (step < ShortestStep || step > LongestStep || Math.Abs(step - mean) > MostUneven * mean)
                break;
            last++;
        }

        return last;
    }

    private static bool IsLaugh(IReadOnlyList<AcousticFrame> frames, double[] level, List<int> peaks)
    {
        double change = 0, breathy = 0;
        for (var i = 1; i < peaks.Count; i++)
        {
            change += Distance(frames[peaks[i]].Shape.Cepstrum, frames[peaks[i - 1]].Shape.Cepstrum);
            if (frames[Valley(level, peaks[i - 1], peaks[i])].Periodicity < BreathyValley)
                breathy++;
        }

        var voiced = peaks.Count(t => frames[t].Periodicity >= VoicedBurst);
        var steps = peaks.Count - 1;
        return change / steps <= MostChange && breathy / steps >= LeastBreathy && (double)voiced / peaks.Count >= LeastVoiced;
    }

    private static int Valley(double[] level, int from, int to) => Enumerable.Range(from, to - from + 1).MinBy(t => level[t]);

    private static List<int> Peaks(double[] level, double least)
    {
        var peaks = new List<int>();
        var (top, low) = (-1, double.MaxValue);
        for (var t = 0; t < level.Length; t++)
        {
            if (top < 0)
            {
                low = Math.Min(low, level[t]);
                if (level[t] > Math.Max(low + Dip, least))
                    top = t;
            }
            else if (level[t] > level[top])
            {
                top = t;
            }
            else if (level[t] < level[top] - Dip)
            {
                peaks.Add(top);
                (top, low) = (-1, level[t]);
            }
        }

        return peaks;
    }

    private static double[] Smoothed(IReadOnlyList<AcousticFrame> frames)
    {
        var level = new double[frames.Count];
        for (var t = 0; t < level.Length; t++)
        {
            double sum = 0;
            var (from, to) = (Math.Max(0, t - 2), Math.Min(level.Length - 1, t + 2));
            for (var k = from; k <= to; k++)
                sum += Math.Pow(10, frames[k].BandLevel / 10);
            level[t] = SpectralShaper.Decibel(sum / (to - from + 1));
        }

        return level;
    }

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
}
