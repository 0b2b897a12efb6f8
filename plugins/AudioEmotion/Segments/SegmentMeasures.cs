using AffectAgent.Plugins.AudioEmotion.Descriptors;
using AffectAgent.Plugins.AudioEmotion.Speech;

namespace AffectAgent.Plugins.AudioEmotion.Segments;

/// <summary>
/// The functionals of one segment, named as in eGeMAPS (Eyben et al., 2016) where it has them, in its pattern
/// descriptor_smoothing_functional where not. V: voiced frames, UV: unvoiced frames of speech. All are independent of the
/// level of the recording: where eGeMAPS gives loudness, here it is loudness over its mean in the segment.
/// </summary>
internal static class SegmentMeasures
{
    private const int LeastVoiced = 8;
    private const int LeastUnvoiced = 5;
    private const double Frame = VoiceAnalyzer.Step;

    private static readonly int[] Voiced = [.. Enumerable.Range(Descriptor.Flux, Descriptor.Level - Descriptor.Flux), .. Enumerable.Range(Descriptor.Mfcc, MelBank.Coefficients)];
    private static readonly int[] Unvoiced =
    [
        Descriptor.Flux, Descriptor.AlphaRatio, Descriptor.Hammarberg, Descriptor.SlopeLow, Descriptor.SlopeMid, Descriptor.Centroid, Descriptor.HighRatio,
        .. Enumerable.Range(Descriptor.Mfcc, 4),
    ];

    /// <summary>Measures a segment; null where too little of it is voiced.</summary>
    public static Dictionary<string, double>? Measure(IReadOnlyList<SpeechPart> parts)
    {
        var rows = Lay(parts);
        var voiced = Course(rows, Descriptor.F0);
        if (voiced.Count(double.IsFinite) < LeastVoiced)
            return null;
        var features = new Dictionary<string, double>(StringComparer.Ordinal);
        AddPitch(features, Contour.Smooth(voiced));
        AddLoudness(features, rows);
        AddSpectrum(features, rows);
        AddBands(features, rows);
        AddTiming(features, parts, rows);
        ModulationMeasures.Add(features, rows);
        FrameStatistics.Add(features, rows);
        foreach (var name in (string[])[VoiceFeatures.Jitter, VoiceFeatures.Shimmer])
            AddFromParts(features, parts, name);
        return features;
    }

    /// <summary>All frames from the first to the last; null in pauses.</summary>
    private static float[]?[] Lay(IReadOnlyList<SpeechPart> parts)
    {
        var rows = new float[]?[parts[^1].End - parts[0].Start];
        foreach (var part in parts)
            part.Rows.CopyTo(rows, part.Start - parts[0].Start);
        return rows;
    }

    /// <summary>One descriptor's course; not a number in pauses and where it is not defined.</summary>
    public static double[] Course(float[]?[] rows, int descriptor) => Array.ConvertAll(rows, row => row is null ? double.NaN : row[descriptor]);

    private static void AddPitch(Dictionary<string, double> features, double[] f0)
    {
        const string Name = "F0semitoneFrom27.5Hz_sma3nz_";
        AddShape(features, Name, f0, f0.Where(double.IsFinite).ToArray());
        features[Name + "trend"] = Contour.Trend(f0);
        var runs = FrameSpan.Runs(f0.Length, t => double.IsFinite(f0[t]));
        var last = runs[^1];
        features[Name + "finalSlope"] = Contour.Trend(f0[Math.Max(last.Start, last.End - 20)..last.End]);
        features[Name + "finalMinusMean"] = f0[Math.Max(last.Start, last.End - 10)..last.End].Average() - features[Name + "amean"];
    }

    private static void AddLoudness(Dictionary<string, double> features, float[]?[] rows)
    {
        const string Name = "loudness_sma3_";
        var course = Contour.Smooth(Course(rows, Descriptor.Loudness));
        var heard = course.Where(double.IsFinite).ToArray();
        var mean = Math.Max(heard.Average(), 1e-12);
        course = Array.ConvertAll(course, value => value / mean);
        AddShape(features, Name, course, [.. heard.Select(value => value / mean)]);
        features.Remove(Name + "amean");
        features[Name + "trend"] = Contour.Trend(course);
        features["loudnessPeaksPerSec"] = Peaks(course) / (course.Length * Frame);
        var level = Contour.Smooth(Course(rows, Descriptor.Level)).Where(double.IsFinite).Order().ToArray();
        features["level_sma3_percentile95-50"] = Contour.Percentile(level, 0.95) - Contour.Percentile(level, 0.5);
        features["level_sma3_percentile50-10"] = Contour.Percentile(level, 0.5) - Contour.Percentile(level, 0.1);
    }

    private static void AddShape(Dictionary<string, double> features, string name, double[] course, double[] heard)
    {
        features[name + "amean"] = heard.Average();
        features[name + "stddevNorm"] = Contour.Deviation(heard) / Math.Max(Math.Abs(heard.Average()), 1e-9);
        var sorted = heard.Order().ToArray();
        foreach (var percent in (int[])[5, 20, 50, 80, 95])
            features[$"{name}percentile{percent}.0"] = Contour.Percentile(sorted, percent / 100.0);
        features[name + "pctlrange0-2"] = features[name + "percentile80.0"] - features[name + "percentile20.0"];
        var (rising, falling) = Contour.Slopes(course);
        AddSlopes(features, name, "RisingSlope", rising);
        AddSlopes(features, name, "FallingSlope", falling);
    }

    private static void AddSlopes(Dictionary<string, double> features, string name, string which, List<double> slopes)
    {
        features[$"{name}mean{which}"] = slopes.Count == 0 ? 0 : slopes.Average();
        features[$"{name}stddev{which}"] = slopes.Count == 0 ? 0 : Contour.Deviation(slopes);
    }

    private static void AddSpectrum(Dictionary<string, double> features, float[]?[] rows)
    {
        foreach (var d in Voiced)
        {
            var name = Descriptor.Names[d] + "V_sma3nz_";
            var course = Contour.Smooth(Array.ConvertAll(rows, row => row is null || !float.IsFinite(row[Descriptor.F0]) ? double.NaN : row[d]));
            var values = course.Where(double.IsFinite).Order().ToArray();
            if (values.Length < LeastVoiced)
                continue;
            features[name + "amean"] = values.Average();
            features[name + "stddev"] = Contour.Deviation(values);
            features[name + "percentile20.0"] = Contour.Percentile(values, 0.2);
            features[name + "percentile80.0"] = Contour.Percentile(values, 0.8);
            var steps = Enumerable.Range(2, Math.Max(0, course.Length - 2)).Select(t => course[t] - course[t - 2]).Where(double.IsFinite).ToArray();
            if (steps.Length > 0)
                features[name + "deltaStddev"] = Contour.Deviation(steps);
        }

        foreach (var d in Unvoiced)
        {
            var values = Contour.Smooth(Array.ConvertAll(rows, row => row is null || float.IsFinite(row[Descriptor.F0]) ? double.NaN : row[d])).Where(double.IsFinite).ToArray();
            if (values.Length >= LeastUnvoiced)
                features[Descriptor.Names[d] + "UV_sma3nz_amean"] = values.Average();
        }
    }

    /// <summary>The mean spectrum of voiced frames in mel bands against its own mean, and how far each band moves.</summary>
    private static void AddBands(Dictionary<string, double> features, float[]?[] rows)
    {
        var voiced = rows.OfType<float[]>().Where(row => float.IsFinite(row[Descriptor.F0])).ToArray();
        var bands = Enumerable.Range(0, MelBank.Bands).Select(b => Array.ConvertAll(voiced, row => (double)row[Descriptor.Mel + b])).ToArray();
        var mean = bands.Average(band => band.Average());
        for (var b = 0; b < bands.Length; b++)
        {
            features[$"{Descriptor.Names[Descriptor.Mel + b]}V_amean"] = bands[b].Average() - mean;
            features[$"{Descriptor.Names[Descriptor.Mel + b]}V_stddev"] = Contour.Deviation(bands[b]);
        }
    }

    private static void AddTiming(Dictionary<string, double> features, IReadOnlyList<SpeechPart> parts, float[]?[] rows)
    {
        var seconds = rows.Length * Frame;
        var voiced = FrameSpan.Runs(rows.Length, t => rows[t] is { } row && float.IsFinite(row[Descriptor.F0])).ConvertAll(run => run.Length * Frame);
        var unvoiced = FrameSpan.Runs(rows.Length, t => rows[t] is not { } row || !float.IsFinite(row[Descriptor.F0])).ConvertAll(run => run.Length * Frame);
        features["VoicedSegmentsPerSec"] = voiced.Count / seconds;
        features["MeanVoicedSegmentLengthSec"] = voiced.Average();
        features["StddevVoicedSegmentLengthSec"] = Contour.Deviation(voiced);
        features["MeanUnvoicedSegmentLength"] = unvoiced.Count == 0 ? 0 : unvoiced.Average();
        features["StddevUnvoicedSegmentLength"] = unvoiced.Count == 0 ? 0 : Contour.Deviation(unvoiced);
        features["voicedShare"] = voiced.Sum() / seconds;
        var speech = parts.Sum(part => part.Rows.Length) * Frame;
        features["pauseShare"] = 1 - (speech / seconds);
        features["pausesPerSec"] = (parts.Count - 1) / seconds;
        var syllables = parts.Sum(part => part.Features.GetValueOrDefault(VoiceFeatures.SpeakingRate) * part.Rows.Length * Frame);
        features["syllablesPerSec"] = syllables / seconds;
        features["syllablesPerSpeechSec"] = syllables / speech;
        features["speechSec"] = speech;
    }

    private static void AddFromParts(Dictionary<string, double> features, IReadOnlyList<SpeechPart> parts, string name)
    {
        double sum = 0, mass = 0;
        foreach (var part in parts.Where(part => part.Features.ContainsKey(name)))
        {
            var weight = part.Features[VoiceFeatures.VoicedSeconds];
            sum += part.Features[name] * weight;
            mass += weight;
        }

        if (mass > 0)
            features[name == VoiceFeatures.Jitter ? "jitterLocal_sma3nz_amean" : "shimmerLocaldB_sma3nz_amean"] = sum / mass;
    }

    private static int Peaks(double[] course)
    {
        const double Rise = 0.15;
        var (count, low, high, up) = (0, double.MaxValue, double.MinValue, true);
        foreach (var value in course)
        {
            var x = double.IsFinite(value) ? value : 0;
            low = Math.Min(low, x);
            high = Math.Max(high, x);
            if (up && x < high - Rise)
            {
                count++;
                (low, up) = (x, false);
            }
            else if (!up && x > low + Rise)
            {
                (high, up) = (x, true);
            }
        }

        return count;
    }
}
