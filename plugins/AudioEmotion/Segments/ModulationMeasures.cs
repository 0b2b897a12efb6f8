using AffectAgent.Plugins.AudioEmotion.Descriptors;

namespace AffectAgent.Plugins.AudioEmotion.Segments;

/// <summary>
/// How strongly the loudness in six bands of the spectrum, and F0, go up and down at 1 to 32 times a second (modulation
/// spectrum), in dB over the course's own variance.
/// </summary>
internal static class ModulationMeasures
{
    private static readonly int[] Edges = [0, 4, 9, 14, 18, 22, MelBank.Bands];
    private static readonly double[] Hertz = [1, 2, 4, 8, 16, 32];

    /// <summary>Adds the measures of a segment.</summary>
    public static void Add(Dictionary<string, double> features, float[]?[] rows)
    {
        for (var g = 0; g + 1 < Edges.Length; g++)
        {
            var (from, to) = (Edges[g], Edges[g + 1]);
            var course = Array.ConvertAll(rows, row => row is null ? double.NaN : Enumerable.Range(from, to - from).Average(b => row[Descriptor.Mel + b]));
            AddCourse(features, $"logMel{from + 1}-{to}", course, course.Where(double.IsFinite).Min());
        }

        var f0 = SegmentMeasures.Course(rows, Descriptor.F0);
        AddCourse(features, "F0semitoneFrom27.5Hz", f0, f0.Where(double.IsFinite).Average());
    }

    private static void AddCourse(Dictionary<string, double> features, string name, double[] course, double missing)
    {
        var filled = Array.ConvertAll(course, value => double.IsFinite(value) ? value : missing);
        var mean = filled.Average();
        filled = Array.ConvertAll(filled, value => value - mean);
        var power = filled.Average(value => value * value) + 1e-6;
        features[$"{name}_variance"] = 10 * Math.Log10(power);
        for (var i = 0; i + 1 < Hertz.Length; i++)
            features[$"{name}_modulation{Hertz[i]}-{Hertz[i + 1]}Hz"] = 10 * Math.Log10((Contour.PowerAt(filled, Hertz[i], Hertz[i + 1]) / power) + 1e-4);
    }
}
