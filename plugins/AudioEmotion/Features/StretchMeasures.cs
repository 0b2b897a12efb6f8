using AffectAgent.Plugins.AudioEmotion.Signal;
using AffectAgent.Plugins.AudioEmotion.Speech;

namespace AffectAgent.Plugins.AudioEmotion.Features;

/// <summary>Computes the acoustic features of one stretch of speech. What can't be measured is left out.</summary>
internal static class StretchMeasures
{
    private const int LeastVoiced = 8;
    private const int SlopeReach = 5;

    /// <summary>Features by name (<see cref="VoiceFeatures"/>).</summary>
    /// <param name="frames">The stretch's frames.</param>
    /// <param name="f0">F0 by frame, NaN where unvoiced.</param>
    /// <param name="signal">The samples; the middle of frame t lies at <paramref name="origin"/> + t hops.</param>
    /// <param name="origin">The middle of the first frame.</param>
    /// <param name="floor">Noise floor, dB in the band.</param>
    public static Dictionary<string, double> Measure(IReadOnlyList<AcousticFrame> frames, double[] f0, ReadOnlySpan<float> signal, int origin, double floor)
    {
        var features = new Dictionary<string, double>();
        var voiced = Enumerable.Range(0, f0.Length).Where(t => double.IsFinite(f0[t])).ToArray();
        AddLevel(features, frames, voiced, floor);
        features[VoiceFeatures.VoicedShare] = frames.Count == 0 ? 0 : (double)voiced.Length / frames.Count;
        features[VoiceFeatures.VoicedSeconds] = voiced.Length * 0.01;
        if (voiced.Length < LeastVoiced)
            return features;
        AddPitch(features, f0, voiced);
        AddSpectrum(features, frames, voiced);
        AddVoiceQuality(features, f0, voiced, signal, origin);
        features[VoiceFeatures.SpeakingRate] = SyllableNuclei.Find(frames, f0).Count / (frames.Count * 0.01);
        return features;
    }

    private static void AddLevel(Dictionary<string, double> features, IReadOnlyList<AcousticFrame> frames, int[] voiced, double floor)
    {
        if (frames.Count == 0)
            return;
        var levels = frames.Select(frame => frame.Level).Order().ToArray();
        features[VoiceFeatures.Level] = 10 * Math.Log10(levels.Average(level => Math.Pow(10, level / 10)));
        features[VoiceFeatures.LevelRange] = At(levels, 0.8) - At(levels, 0.2);
        features[VoiceFeatures.SignalToNoise] = Math.Clamp(At([.. frames.Select(frame => frame.BandLevel).Order()], 0.8) - floor, 0, 80);
        if (voiced.Length >= LeastVoiced)
            features[VoiceFeatures.LevelDeviation] = Deviation([.. voiced.Select(t => frames[t].Level)]);
    }

    private static void AddPitch(Dictionary<string, double> features, double[] f0, int[] voiced)
    {
        var semitones = voiced.Select(t => 12 * Math.Log2(f0[t] / VoiceFeatures.SemitoneBase)).ToArray();
        features[VoiceFeatures.F0Mean] = voiced.Average(t => f0[t]);
        features[VoiceFeatures.F0MeanSemitones] = semitones.Average();
        features[VoiceFeatures.F0Deviation] = Deviation(semitones);
        var sorted = semitones.Order().ToArray();
        features[VoiceFeatures.F0Range] = At(sorted, 0.8) - At(sorted, 0.2);
        var slopes = voiced.Where(t => t >= SlopeReach && double.IsFinite(f0[t - SlopeReach]))
            .Select(t => Math.Abs(12 * Math.Log2(f0[t] / f0[t - SlopeReach])) / (SlopeReach * 0.01))
            .Where(slope => slope < 200).ToArray();
        if (slopes.Length > 0)
            features[VoiceFeatures.F0Slope] = slopes.Average();
    }

    private static void AddSpectrum(Dictionary<string, double> features, IReadOnlyList<AcousticFrame> frames, int[] voiced)
    {
        features[VoiceFeatures.AlphaRatio] = voiced.Average(t => frames[t].Shape.AlphaRatio);
        features[VoiceFeatures.Hammarberg] = voiced.Average(t => frames[t].Shape.Hammarberg);
        features[VoiceFeatures.SlopeLow] = voiced.Average(t => frames[t].Shape.SlopeLow);
        features[VoiceFeatures.SlopeMid] = voiced.Average(t => frames[t].Shape.SlopeMid);
        for (var k = 0; k < VoiceFeatures.Mfcc.Count; k++)
            features[VoiceFeatures.Mfcc[k]] = voiced.Average(t => frames[t].Shape.Cepstrum[k]);
        features[VoiceFeatures.CepstralSpread] = Spread(frames, voiced);
        var steps = voiced.Where(t => t > 0)
            .Select(t => Distance(frames[t].Shape.Cepstrum, frames[t - 1].Shape.Cepstrum)).ToArray();
        if (steps.Length > 0)
            features[VoiceFeatures.Flux] = steps.Average();
    }

    private static void AddVoiceQuality(Dictionary<string, double> features, double[] f0, int[] voiced, ReadOnlySpan<float> signal, int origin)
    {
        var runs = FrameSpan.Runs(f0.Length, t => double.IsFinite(f0[t]));
        features[VoiceFeatures.VoicedLength] = runs.Average(run => run.Length) * 0.01;
        var cycles = Cycles.Measure(signal, runs.Select(run => (
            From: origin + (run.Start * FrameExtractor.Hop),
            To: origin + ((run.End - 1) * FrameExtractor.Hop),
            F0: (Func<int, double>)(sample => f0[Math.Clamp((sample - origin) / FrameExtractor.Hop, run.Start, run.End - 1)]))));
        if (cycles.Jitter is { } jitter)
            features[VoiceFeatures.Jitter] = jitter;
        if (cycles.Shimmer is { } shimmer)
            features[VoiceFeatures.Shimmer] = shimmer;
        var sum = 0.0;
        foreach (var t in voiced)
            sum += Hnr(signal, origin + (t * FrameExtractor.Hop), f0[t]);
        features[VoiceFeatures.Hnr] = sum / voiced.Length;
    }

    /// <summary>10 log10 (r / (1 - r)) at the period, between -20 and 40 dB (Boersma 1993).</summary>
    public static double Hnr(ReadOnlySpan<float> signal, int centre, double f0)
    {
        var lag = (int)Math.Round(AudioChunk.SampleRate / f0);
        double left = PeriodFinder.Correlation(signal, centre, lag - 1), here = PeriodFinder.Correlation(signal, centre, lag), right = PeriodFinder.Correlation(signal, centre, lag + 1);
        var curve = left - (2 * here) + right;
        var top = curve < 0 ? here - ((left - right) * (left - right) / (8 * curve)) : here;
        var r = Math.Clamp(top, 0.01, 0.9999);
        return 10 * Math.Log10(r / (1 - r));
    }

    /// <summary>Root mean square of the cepstral coefficients' standard deviations.</summary>
    public static double Spread(IReadOnlyList<AcousticFrame> frames, IReadOnlyCollection<int> voiced) =>
        Math.Sqrt(Enumerable.Range(0, VoiceFeatures.Mfcc.Count).Average(k => Math.Pow(Deviation([.. voiced.Select(t => frames[t].Shape.Cepstrum[k])]), 2)));

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());

    private static double At(double[] sorted, double share) => sorted[(int)Math.Round((sorted.Length - 1) * share)];

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
