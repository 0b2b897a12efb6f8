using AffectAgent.Plugins.AudioEmotion.Descriptors;
using AffectAgent.Plugins.AudioEmotion.Speech;

namespace AffectAgent.Plugins.AudioEmotion.Segments;

/// <summary>
/// Brute-force functionals beside eGeMAPS, in the way of the ComParE set (Schuller et al., 2013): of 29 descriptors over all
/// frames of speech (S, pauses left out) their moments, percentiles, changes and trend, and over voiced frames (V) the thirds of
/// the segment, its loud and its quiet half, and how descriptors go together. Independent of the level of the recording.
/// </summary>
internal static class FrameStatistics
{
    private const int LeastVoiced = 8;
    private const int Shapes = 8;
    private static readonly (int From, int To)[] Groups = [(0, 3), (3, 6), (6, 9), (9, 12), (12, 15), (15, 18), (18, 22), (22, 26)];

    private static readonly int[] Plain =
    [
        Descriptor.Flux, Descriptor.AlphaRatio, Descriptor.Hammarberg, Descriptor.SlopeLow, Descriptor.SlopeMid,
        Descriptor.Centroid, Descriptor.Flatness, Descriptor.HighRatio,
    ];

    private static readonly string[] Names =
    [
        .. Enumerable.Range(0, MelBank.Coefficients).Select(k => Descriptor.Names[Descriptor.Mfcc + k]),
        Descriptor.Names[Descriptor.Level], .. Plain.Select(d => Descriptor.Names[d]),
        .. Groups.Select(group => $"logMel{group.From + 1}-{group.To}"),
    ];

    /// <summary>Adds the functionals of a segment; none where too little is voiced.</summary>
    /// <param name="features">Takes them, by name.</param>
    /// <param name="rows">The segment's descriptors, null in pauses.</param>
    public static void Add(Dictionary<string, double> features, float[]?[] rows)
    {
        var speech = rows.OfType<float[]>().ToArray();
        var voiced = Enumerable.Range(0, speech.Length).Where(t => float.IsFinite(speech[t][Descriptor.F0])).ToArray();
        if (voiced.Length < LeastVoiced)
            return;
        var courses = Courses(speech);
        for (var d = 0; d < courses.Length; d++)
            AddShape(features, Names[d] + "S_", courses[d]);
        // The level counts from its own 90th percentile, so that is nothing.
        features.Remove(Names[MelBank.Coefficients] + "S_percentile90.0");
        AddVoiced(features, courses, voiced);
        AddPitch(features, [.. voiced.Select(t => (double)speech[t][Descriptor.F0])]);
        AddRuns(features, speech);
        AddTogether(features, [.. courses[..Shapes], courses[MelBank.Coefficients], Array.ConvertAll(speech, row => (double)row[Descriptor.F0])], voiced);
    }

    /// <summary>The 29 courses: cepstrum, level against its 90th percentile, spectral shape, groups of mel bands against the mean of all.</summary>
    private static double[][] Courses(float[][] speech)
    {
        double[] Of(int descriptor) => Array.ConvertAll(speech, row => (double)row[descriptor]);
        var level = Of(Descriptor.Level);
        var loud = Contour.Percentile([.. level.Order()], 0.9);
        var mean = speech.Average(row => Mel(row, 0, MelBank.Bands));
        return
        [
            .. Enumerable.Range(0, MelBank.Coefficients).Select(k => Of(Descriptor.Mfcc + k)),
            Array.ConvertAll(level, value => value - loud),
            .. Plain.Select(Of),
            .. Groups.Select(group => Array.ConvertAll(speech, row => Mel(row, group.From, group.To) - mean)),
        ];
    }

    private static double Mel(float[] row, int from, int to)
    {
        var sum = 0.0;
        for (var b = from; b < to; b++)
            sum += row[Descriptor.Mel + b];
        return sum / (to - from);
    }

    private static void AddShape(Dictionary<string, double> features, string name, double[] course)
    {
        var mean = course.Average();
        var deviation = Contour.Deviation(course) + 1e-6;
        features[name + "amean"] = mean;
        features[name + "stddev"] = deviation;
        features[name + "skewness"] = course.Average(value => Math.Pow((value - mean) / deviation, 3));
        features[name + "kurtosis"] = course.Average(value => Math.Pow((value - mean) / deviation, 4));
        AddEnds(features, name, course);
        var change = Changes(course);
        features[name + "deltaStddev"] = Contour.Deviation(change);
        features[name + "deltaDeltaStddev"] = Contour.Deviation(Changes(change));
        AddEnds(features, name + "delta", change);
        double trend = 0, bend = 0;
        for (var t = 0; t < course.Length; t++)
        {
            var at = (2.0 * t / (course.Length - 1)) - 1;
            trend += course[t] * at;
            bend += (course[t] - mean) * ((at * at) - (1.0 / 3));
        }

        features[name + "trend"] = 3 * trend / course.Length;
        features[name + "bend"] = bend / course.Length;
    }

    private static void AddEnds(Dictionary<string, double> features, string name, double[] course)
    {
        double[] sorted = [.. course.Order()];
        features[name + "percentile10.0"] = Contour.Percentile(sorted, 0.1);
        features[name + "percentile90.0"] = Contour.Percentile(sorted, 0.9);
    }

    private static double[] Changes(double[] course) => [.. Enumerable.Range(2, course.Length - 2).Select(t => course[t] - course[t - 2])];

    private static void AddVoiced(Dictionary<string, double> features, double[][] courses, int[] voiced)
    {
        var level = courses[MelBank.Coefficients];
        var median = Contour.Percentile([.. voiced.Select(t => level[t]).Order()], 0.5);
        int[] loud = [.. voiced.Where(t => level[t] >= median)], quiet = [.. voiced.Where(t => level[t] < median)];
        int[] third = Thirds(voiced.Length);
        for (var d = 0; d < courses.Length; d++)
        {
            var (course, name) = (courses[d], Names[d] + "V_");
            double Mean(IEnumerable<int> frames) => frames.Average(t => course[t]);
            var mean = Mean(voiced);
            features[name + "firstThirdMinusMean"] = Mean(voiced[..third[0]]) - mean;
            features[name + "secondThirdMinusMean"] = Mean(voiced[third[0]..(third[0] + third[1])]) - mean;
            features[name + "lastThirdMinusMean"] = Mean(voiced[(third[0] + third[1])..]) - mean;
            features[name + "loudHalf"] = Mean(loud);
            if (quiet.Length > 0)
                features[name + "quietMinusLoudHalf"] = Mean(quiet) - Mean(loud);
        }
    }

    /// <summary>The shape of F0 over the voiced frames, pauses taken out: its thirds, its lopsidedness, where it is highest and lowest.</summary>
    private static void AddPitch(Dictionary<string, double> features, double[] f0)
    {
        int[] third = Thirds(f0.Length);
        var mean = f0.Average();
        features["F0V_firstThirdMinusMean"] = f0[..third[0]].Average() - mean;
        features["F0V_secondThirdMinusMean"] = f0[third[0]..(third[0] + third[1])].Average() - mean;
        features["F0V_lastThirdMinusMean"] = f0[(third[0] + third[1])..].Average() - mean;
        var deviation = Contour.Deviation(f0);
        features["F0V_skewness"] = f0.Average(value => Math.Pow(value - mean, 3)) / (Math.Pow(deviation, 3) + 1e-3);
        features["F0V_kurtosis"] = f0.Average(value => Math.Pow(value - mean, 4)) / (Math.Pow(deviation, 4) + 1e-3);
        features["F0V_highestAt"] = Array.IndexOf(f0, f0.Max()) / (double)f0.Length;
        features["F0V_lowestAt"] = Array.IndexOf(f0, f0.Min()) / (double)f0.Length;
    }

    private static void AddRuns(Dictionary<string, double> features, float[][] speech)
    {
        double[] runs = [.. FrameSpan.Runs(speech.Length, t => float.IsFinite(speech[t][Descriptor.F0])).Select(run => run.Length * VoiceAnalyzer.Step).Order()];
        foreach (var percent in (int[])[10, 50, 90])
            features[$"VoicedSegmentLengthSec_percentile{percent}.0"] = Contour.Percentile(runs, percent / 100.0);
    }

    /// <summary>How many of a number belong to its first, second and last third.</summary>
    private static int[] Thirds(int count) => [(count + 2) / 3, (count + 1) / 3, count / 3];

    /// <summary>Pearson's correlation of each two of: cepstral coefficients 1 to 8, level, F0.</summary>
    private static void AddTogether(Dictionary<string, double> features, double[][] courses, int[] voiced)
    {
        string[] names = [.. Names[..Shapes], "level", "F0"];
        var scaled = Array.ConvertAll(courses, course =>
        {
            double[] values = [.. voiced.Select(t => course[t])];
            var (mean, deviation) = (values.Average(), Contour.Deviation(values));
            return Array.ConvertAll(values, value => deviation > 1e-9 ? (value - mean) / deviation : 0);
        });
        for (var i = 0; i < scaled.Length; i++)
        {
            for (var j = i + 1; j < scaled.Length; j++)
                features[$"{names[i]}With_{names[j]}V_correlation"] = scaled[i].Zip(scaled[j], (a, b) => a * b).Average();
        }
    }
}
