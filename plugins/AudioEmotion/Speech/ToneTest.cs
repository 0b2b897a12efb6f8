using AffectAgent.Plugins.AudioEmotion.Pitch;
using AffectAgent.Plugins.AudioEmotion.Signal;

namespace AffectAgent.Plugins.AudioEmotion.Speech;

/// <summary>
/// Tells held tones, hum and music from a voice. Over 50 ms a voice's pitch moves by more than 0.15 semitones most of the
/// time, an instrument's seldom does. And speech falls silent or unvoiced several times a second: what is voiced throughout
/// for 1.5 s at one level (an engine, a siren, a bowed string; also a vowel held so long) is not called speech.
/// </summary>
internal static class ToneTest
{
    private const int Reach = 5;
    private const double StillSemitones = 0.12;
    private const double MostStill = 0.70;
    private const int Judged = 25;
    private const int Lasting = 150;
    private const double Throughout = 0.95;
    private const double EvenLevel = 3;

    /// <summary>True if the stretch is judged not to be a voice.</summary>
    public static bool IsToneOrMusic(IReadOnlyList<AcousticFrame> frames, FrameSpan stretch)
    {
        AcousticFrame[] part = [.. frames.Skip(stretch.Start).Take(stretch.Length)];
        var f0 = PitchTracker.Track(part);
        return StillShare(f0) is > MostStill || NeverPauses(part, f0);
    }

    private static bool NeverPauses(AcousticFrame[] frames, double[] f0)
    {
        var levels = frames.Where((_, t) => double.IsFinite(f0[t])).Select(frame => frame.Level).ToArray();
        if (levels.Length < Lasting || levels.Length < Throughout * frames.Length)
            return false;
        var mean = levels.Average();
        return Math.Sqrt(levels.Average(level => (level - mean) * (level - mean))) < EvenLevel;
    }

    /// <summary>Share of the voiced steps of 50 ms over which the pitch stands still; null where there are too few to judge.</summary>
    private static double? StillShare(double[] f0)
    {
        int still = 0, steps = 0;
        for (var t = Reach; t < f0.Length; t++)
        {
            if (!double.IsFinite(f0[t]) || !double.IsFinite(f0[t - Reach]))
                continue;
            steps++;
            if (Math.Abs(12 * Math.Log2(f0[t] / f0[t - Reach])) < StillSemitones)
                still++;
        }

        return steps < Judged ? null : (double)still / steps;
    }
}
