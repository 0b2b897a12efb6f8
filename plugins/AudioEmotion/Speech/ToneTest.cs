using AffectAgent.Plugins.AudioEmotion.Pitch;
using AffectAgent.Plugins.AudioEmotion.Signal;

namespace AffectAgent.Plugins.AudioEmotion.Speech;

/// <summary>
/// Tells held tones, hum and music from a voice. Over 50 ms a voice's pitch moves by more than 0.15 semitones most of the
/// time, an instrument's seldom does; and a voice falls silent or unvoiced several times a second.
/// </summary>
internal static class ToneTest
{
    private const int Reach = 5;
    private const double StillSemitones = 0.12;
    private const double MostStill = 0.70;
    private const int Judged = 25;

    /// <summary>True if the stretch is judged not to be a voice.</summary>
    public static bool IsToneOrMusic(IReadOnlyList<AcousticFrame> frames, FrameSpan stretch) =>
        StillShare(frames, stretch) is > MostStill;

    /// <summary>Share of the voiced steps of 50 ms over which the pitch stands still; null where there are too few to judge.</summary>
    public static double? StillShare(IReadOnlyList<AcousticFrame> frames, FrameSpan stretch)
    {
        var f0 = PitchTracker.Track([.. frames.Skip(stretch.Start).Take(stretch.Length)]);
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
