using System.Diagnostics;
using System.Globalization;
using AffectAgent.Inference.Models;
using AffectAgent.Plugins.Vision;

namespace AffectAgent.Bench;

/// <summary>Photographs of LFW as they are and upside down: which way up each face is found, and what that costs.</summary>
internal static class TurnedBench
{
    private const int Step = 13;

    // Radians within which a face counts as upside down, or upright.
    private const double Right = Math.PI / 6;

    /// <summary>Measures with and without the look turned by 180 degrees; lines of Markdown.</summary>
    public static IEnumerable<string> Run(Inputs inputs, ModelStore store)
    {
        using var models = VisionModels.Load(store);
        var finders = new[] { ("before", new FaceFinder(models.Detector, models.Mesher) { LooksTurned = false }), ("now", models.Finder) };
        var counts = finders.ToDictionary(f => f.Item1, _ => new Counts());
        int n = 0;
        foreach (var one in FaceTar.Read(Path.Combine(inputs.Data, "faces.tar"), Step).Where(p => p.IsLfw && p.IsHeldOut))
        {
            n++;
            using var upright = new PicturePyramid(one.Picture);
            using var turned = new PicturePyramid(Turn(one.Picture));
            foreach (var (name, finder) in finders)
            {
                var count = counts[name];
                double before = Seconds();
                var faces = finder.FindInStill(upright);
                count.Seconds += Seconds() - before;
                count.Upright += IsWithin(faces, 0) ? 1 : 0;
                count.WronglyTurned += IsWithin(faces, Math.PI) ? 1 : 0;
                before = Seconds();
                var other = finder.FindInStill(turned);
                count.TurnedSeconds += Seconds() - before;
                count.UpsideDown += IsWithin(other, Math.PI) ? 1 : 0;
                count.WronglyUpright += IsWithin(other, 0) ? 1 : 0;
            }
        }

        string Share(int hits)
        {
            var (low, high) = Statistics.Wilson(hits, n);
            return string.Create(CultureInfo.InvariantCulture, $"{hits} of {n}, {100.0 * hits / n:0.0} % ({100 * Math.Max(0, low):0.0}-{100 * high:0.0})");
        }

        yield return "| | upside down, found so | upside down, taken for upright | upright, found so | upright, taken for upside down | processor time of a search: upright, upside down |";
        yield return "|---|---|---|---|---|---|";
        foreach (var (name, c) in counts)
            yield return string.Create(CultureInfo.InvariantCulture, $"| {name} | {Share(c.UpsideDown)} | {Share(c.WronglyUpright)} | {Share(c.Upright)} | {Share(c.WronglyTurned)} | {1000 * c.Seconds / n:0.0} ms, {1000 * c.TurnedSeconds / n:0.0} ms |");
    }

    private static double Seconds()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime.TotalSeconds;
    }

    // The largest face.
    private static bool IsWithin(IReadOnlyList<FoundFace> faces, double roll) =>
        faces is [var face, ..] && Math.Abs(Math.IEEERemainder(HeadPoseEstimator.Angles(HeadPoseEstimator.Fit(face.Mesh).Rotation).Roll - roll, 2 * Math.PI)) < Right;

    private static RgbImage Turn(RgbImage picture)
    {
        var turned = RgbImage.Black(picture.Width, picture.Height);
        int n = picture.Width * picture.Height;
        for (int i = 0; i < n; i++)
            picture.Pixels.AsSpan(i * 3, 3).CopyTo(turned.Pixels.AsSpan((n - 1 - i) * 3));
        return turned;
    }

    private sealed class Counts
    {
        public int Upright { get; set; }

        public int WronglyTurned { get; set; }

        public int UpsideDown { get; set; }

        public int WronglyUpright { get; set; }

        public double Seconds { get; set; }

        public double TurnedSeconds { get; set; }
    }
}
