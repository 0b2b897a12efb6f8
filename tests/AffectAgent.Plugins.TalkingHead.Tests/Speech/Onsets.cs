namespace AffectAgent.Plugins.TalkingHead.Tests.Speech;

/// <summary>Where the bursts of stops are heard, against where the voice says they are.</summary>
internal static class Onsets
{
    /// <summary>Milliseconds by which each burst that follows 15 ms of silence is heard after its phoneme's time; looked for 60 ms on both sides.</summary>
    public static IEnumerable<double> OfStops(EspeakTrack track)
    {
        var built = track.Build(1);
        var (samples, rate) = (built.Samples.ToArray(), built.SampleRate);
        foreach (var (phoneme, interval) in track.Phonemes)
        {
            if (phoneme is not ("p" or "t" or "k" or "tʃ" or "ts"))
                continue;
            var at = (int)(interval.Start * rate);
            var reach = (int)(0.06 * rate);
            if (Onset(samples, Math.Max(0, at - reach), Math.Min(samples.Length, at + reach), (int)(0.015 * rate), at) is { } onset)
                yield return 1000.0 * (onset - at) / rate;
        }
    }

    // The first sample above the noise after a silence of that length; of several the one nearest to the named time.
    private static int? Onset(float[] samples, int from, int to, int silence, int near)
    {
        int? best = null;
        var quiet = 0;
        for (var i = from; i < to; i++)
        {
            var loud = Math.Abs(samples[i]) > 0.003f;
            if (loud && quiet >= silence && (best is null || Math.Abs(i - near) < Math.Abs(best.Value - near)))
                best = i;
            quiet = loud ? 0 : quiet + 1;
        }

        return best;
    }
}
