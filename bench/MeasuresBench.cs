using System.Globalization;
using System.Numerics;
using AffectAgent.Inference.Models;
using AffectAgent.Plugins.Vision;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Bench;

/// <summary>What occlusion and quality scores say of photographs that something was done to.</summary>
internal static class MeasuresBench
{
    private const int Step = 12;

    /// <summary>Measures; lines of Markdown.</summary>
    public static IEnumerable<string> Run(IServiceProvider services, Inputs inputs)
    {
        using var models = VisionModels.Load(services.GetRequiredService<ModelStore>());
        var reader = new FaceReader(null);
        var changes = new (string What, Func<RgbImage, FaceMesh, RgbImage> Make)[]
        {
            ("as it is", (picture, _) => picture),
            ("black bar over the eyes", (picture, mesh) => Bar(picture, mesh, MeshPoints.RightEyeOuter, 0.2f, 0)),
            ("grey bar over the eyes", (picture, mesh) => Bar(picture, mesh, MeshPoints.RightEyeOuter, 0.2f, 128)),
            ("black bar over the mouth", (picture, mesh) => Bar(picture, mesh, MeshPoints.MouthRight, 0.3f, 0)),
            ("light grey bar over the mouth", (picture, mesh) => Bar(picture, mesh, MeshPoints.MouthRight, 0.3f, 200)),
            ("half the size", (picture, _) => Resize(picture, 2)),
            ("a quarter of the size", (picture, _) => Resize(picture, 4)),
            ("blurred by 5 x 5 pixels, twice", (picture, _) => Blur(Blur(picture))),
            ("a quarter as bright", (picture, _) => Scale(picture, 0.25f)),
        };
        var rows = changes.ToDictionary(c => c.What, _ => new List<FaceMeasures>());
        var lost = changes.ToDictionary(c => c.What, _ => 0);
        foreach (var one in FaceTar.Read(Path.Combine(inputs.Data, "faces.tar"), Step).Where(p => p.IsLfw && p.IsHeldOut))
        {
            using var pyramid = new PicturePyramid(one.Picture);
            if (models.Finder.FindInStill(pyramid) is not [var face, ..])
                continue;
            foreach (var (what, make) in changes)
            {
                using var changed = new PicturePyramid(make(one.Picture, face.Mesh));
                if (models.Finder.FindInStill(changed) is [var found, ..])
                    rows[what].Add(reader.Read(changed, found, 1, default).Measures!.Value);
                else
                    lost[what]++;
            }
        }

        yield return "| photograph (LFW, persons not learnt on) | found, not found | eyes called covered | mouth called covered | quality, mean and 95 % of the mean |";
        yield return "|---|---|---|---|---|";
        foreach (var (what, _) in changes)
            yield return Row(what, rows[what], lost[what]);
    }

    private static string Row(string what, List<FaceMeasures> faces, int lost)
    {
        int n = Math.Max(1, faces.Count), eyes = faces.Count(f => f.EyesCovered > 0.5f), mouth = faces.Count(f => f.MouthCovered > 0.5f);
        double mean = faces.Sum(f => f.Quality) / n, spread = Math.Sqrt(faces.Sum(f => Math.Pow(f.Quality - mean, 2)) / n / n) * 1.96;
        string Share(int hits)
        {
            var (low, high) = Statistics.Wilson(hits, n);
            return string.Create(CultureInfo.InvariantCulture, $"{100.0 * hits / n:0} % ({100 * low:0}-{100 * high:0})");
        }

        return string.Create(CultureInfo.InvariantCulture, $"| {what} | {faces.Count}, {lost} | {Share(eyes)} | {Share(mouth)} | {mean:0.00} ± {spread:0.00} |");
    }

    // Upright, across the whole face, around the height of a mesh point; half its height in distances of the outer eye corners.
    private static RgbImage Bar(RgbImage picture, FaceMesh mesh, int point, float half, byte grey)
    {
        var copy = picture.Clone();
        var box = MeshRegions.BoxOf(mesh);
        float middle = (mesh.Flat(point).Y + mesh.Flat(point == MeshPoints.MouthRight ? MeshPoints.MouthLeft : MeshPoints.LeftEyeOuter).Y) / 2, height = half * mesh.OuterEyeDistance;
        for (int y = Math.Max(0, (int)(middle - height)); y < Math.Min(copy.Height, (int)(middle + height)); y++)
        {
            int left = Math.Clamp((int)box.X, 0, copy.Width), right = Math.Clamp((int)(box.X + box.Width), left, copy.Width);
            copy.Pixels.AsSpan(((y * copy.Width) + left) * 3, (right - left) * 3).Fill(grey);
        }

        return copy;
    }

    private static RgbImage Resize(RgbImage picture, int by)
    {
        var small = RgbImage.Black(picture.Width / by, picture.Height / by);
        int side = Math.Max(small.Width, small.Height);
        var square = new float[side * side * 3];
        using var pyramid = new PicturePyramid(picture);
        RegionSampler.Read(pyramid, new Plugins.Vision.FaceRegion(new Vector2(side * by / 2f), side * by), side, square, planar: false, 1, 0);
        for (int y = 0; y < small.Height; y++)
        {
            for (int i = 0; i < small.Width * 3; i++)
                small.Pixels[(y * small.Width * 3) + i] = (byte)Math.Clamp(square[(y * side * 3) + i] + 0.5f, 0, 255);
        }

        return small;
    }

    private static RgbImage Blur(RgbImage picture)
    {
        var blurred = picture.Clone();
        for (int y = 2; y < picture.Height - 2; y++)
        {
            for (int i = 6; i < (picture.Width * 3) - 6; i++)
            {
                int sum = 0;
                for (int k = 0; k < 25; k++)
                    sum += picture.Pixels[((y + (k / 5) - 2) * picture.Width * 3) + i + (((k % 5) - 2) * 3)];
                blurred.Pixels[(y * picture.Width * 3) + i] = (byte)(sum / 25);
            }
        }

        return blurred;
    }

    private static RgbImage Scale(RgbImage picture, float gain)
    {
        var scaled = picture.Clone();
        for (int i = 0; i < scaled.Pixels.Length; i++)
            scaled.Pixels[i] = (byte)(scaled.Pixels[i] * gain);
        return scaled;
    }
}
