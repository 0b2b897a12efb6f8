namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// The melody of speech relative to its own middle, in steps of 10 ms: 1 at the median pitch, 1.2 a fifth of it above, 1 where nothing
/// is voiced. By normalised autocorrelation at 4 kHz over 40 ms, 70 to 400 Hz; good enough to find stressed and rising syllables.
/// </summary>
internal sealed class PitchTrack
{
    private const int Rate = 4000;
    private const int Hop = Rate / 100;
    private const int Window = Rate / 25;
    private const int ShortestLag = Rate / 400;
    private const int LongestLag = Rate / 70;
    private const double Voiced = 0.6;

    private readonly double[] _ratio;

    /// <summary>Measures a sound.</summary>
    /// <param name="samples">Mono.</param>
    /// <param name="rate">Samples a second.</param>
    public PitchTrack(ReadOnlySpan<float> samples, int rate)
    {
        var sound = Thin(samples, rate);
        var pitch = new double[Math.Max(0, (sound.Length - Window - LongestLag) / Hop)];
        for (var i = 0; i < pitch.Length; i++)
            pitch[i] = Frequency(sound.AsSpan(i * Hop, Window + LongestLag));
        var known = pitch.Where(x => x > 0).Order().ToArray();
        var middle = known.Length == 0 ? 1 : known[known.Length / 2];
        _ratio = Array.ConvertAll(pitch, x => x > 0 ? x / middle : double.NaN);
    }

    /// <summary>The mean over a stretch; 1 where nothing is voiced.</summary>
    public double Mean(double from, double to)
    {
        double sum = 0;
        var count = 0;
        for (var i = Math.Max(0, (int)(from * 100)); i < Math.Min(_ratio.Length, (int)(to * 100)); i++)
        {
            if (double.IsNaN(_ratio[i]))
                continue;
            sum += _ratio[i];
            count++;
        }

        return count < 3 ? 1 : sum / count;
    }

    private static float[] Thin(ReadOnlySpan<float> samples, int rate)
    {
        var thin = new float[(int)((long)samples.Length * Rate / rate)];
        for (var i = 0; i < thin.Length; i++)
        {
            int from = (int)((long)i * rate / Rate), to = Math.Max(from + 1, (int)((long)(i + 1) * rate / Rate));
            for (var k = from; k < to && k < samples.Length; k++)
                thin[i] += samples[k] / (to - from);
        }

        return thin;
    }

    // Hertz, 0 where not voiced. Of nearly equal lags the shortest: a period twice as long fits as well.
    private static double Frequency(ReadOnlySpan<float> sound)
    {
        Span<double> fits = stackalloc double[LongestLag + 1];
        double own = 1e-9, most = 0;
        for (var i = 0; i < Window; i++)
            own += sound[i] * sound[i];
        if (own < Window * 1e-6)
            return 0;
        for (var lag = ShortestLag; lag <= LongestLag; lag++)
        {
            double cross = 0, other = 1e-9;
            for (var i = 0; i < Window; i++)
            {
                cross += sound[i] * sound[i + lag];
                other += sound[i + lag] * sound[i + lag];
            }

            fits[lag] = cross / Math.Sqrt(own * other);
            most = Math.Max(most, fits[lag]);
        }

        if (most < Voiced)
            return 0;
        for (var lag = ShortestLag + 1; lag < LongestLag; lag++)
        {
            if (fits[lag] > 0.92 * most && fits[lag] >= fits[lag - 1] && fits[lag] >= fits[lag + 1])
                return (double)Rate / lag;
        }

        return 0;
    }
}
