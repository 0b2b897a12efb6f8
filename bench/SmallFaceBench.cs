using System.Globalization;
using System.Numerics;
using AffectAgent.Inference;
using AffectAgent.Inference.Models;
using AffectAgent.Plugins.Vision;

namespace AffectAgent.Bench;

/// <summary>How often a small face beside a large one is found: LFW photographs, one filling the picture's height, one pasted small into its corner.</summary>
internal static class SmallFaceBench
{
    private const int Pairs = 40;
    // The pasted square in sizes of its face, and the least overlap of what is found with where the face was put.
    private const float Around = 1.8f;
    private const float SameFace = 0.35f;
    private static readonly int[] Sizes = [30, 40, 56, 80, 110];
    private static readonly float[] Hints = [0.12f, 0.06f];

    /// <summary>Measures; lines of Markdown.</summary>
    public static IEnumerable<string> Run(Inputs inputs, ModelStore store)
    {
        var options = new InferenceOptions { Threads = 1 };
        using var models = VisionModels.Load(store);
        var detectors = Hints.Select(hint => new FaceDetector(store.Load(VisionModels.DetectorId, options), glance: store.Load(VisionModels.GlanceId, options)) { HintScore = hint }).ToList();
        var finders = detectors.ConvertAll(detector => new FaceFinder(detector, models.Mesher));
        var faces = Faces(models, inputs);
        foreach (var (width, height) in new[] { (640, 512), (1280, 1024) })
        {
            yield return $"\n| face, pixels, in {width} x {height} | {string.Join(" | ", Hints.Select(h => FormattableString.Invariant($"gradual, hints from {h:0.00}")))} | thorough | large face found | false |\n|---|{string.Concat(Hints.Select(_ => "---|"))}---|---|---|";
            foreach (int size in Sizes)
            {
                var hits = new int[Hints.Length + 1];
                int large = 0, wrong = 0;
                for (int i = 0; i < Pairs; i++)
                {
                    using var pyramid = new PicturePyramid(Scene(faces[i], faces[(i + 1) % Pairs], width, height, size, i, out var box));
                    var ways = finders.ConvertAll(finder => finder.FindInStill(pyramid));
                    ways.Add(finders[0].Find(pyramid, SearchPlan.Thorough(width, height)));
                    for (int w = 0; w < ways.Count; w++)
                        hits[w] += ways[w].Any(f => Overlaps.OfUnion(f.Box, box) > SameFace) ? 1 : 0;
                    large += ways[0].Any(f => f.Box.Size > height / 4f) ? 1 : 0;
                    wrong += ways[0].Count(f => f.Box.Size <= height / 4f && Overlaps.OfUnion(f.Box, box) <= SameFace);
                }

                yield return string.Create(CultureInfo.InvariantCulture, $"| {size} | {string.Join(" | ", hits)} | {large} | {wrong} |");
            }
        }

        detectors.ForEach(detector => detector.Dispose());
    }

    private static List<(RgbImage Picture, FaceBox Box)> Faces(VisionModels models, Inputs inputs)
    {
        var faces = new List<(RgbImage, FaceBox)>();
        foreach (var one in FaceTar.Read(Path.Combine(inputs.Data, "faces.tar"), 97).Where(p => p.IsLfw))
        {
            using var pyramid = new PicturePyramid(one.Picture);
            if (faces.Count < Pairs && models.Finder.FindInStill(pyramid) is [var face])
                faces.Add((one.Picture, face.Box));
        }

        return faces;
    }

    // The first photograph over the whole height in the middle, its surroundings grey; the second in a corner.
    private static RgbImage Scene((RgbImage Picture, FaceBox Box) large, (RgbImage Picture, FaceBox Box) small, int width, int height, int size, int number, out FaceBox box)
    {
        var scene = new RgbImage(width, height, new byte[width * height * 3]);
        Array.Fill(scene.Pixels, (byte)118);
        int side = (int)(Around * size);
        var middle = new Vector2(large.Picture.Width, large.Picture.Height) / 2;
        Paste(scene, large.Picture, new Plugins.Vision.FaceRegion(middle, large.Picture.Height), (width - height) / 2, 0, height);
        int x = number % 2 == 0 ? 0 : width - side, y = number / 2 % 2 == 0 ? 0 : height - side;
        Paste(scene, small.Picture, new Plugins.Vision.FaceRegion(small.Box.Center, Around * small.Box.Size), x, y, side);
        var shape = new Vector2(small.Box.Width, small.Box.Height) * (size / small.Box.Size);
        var center = new Vector2(x, y) + new Vector2(side / 2f);
        box = new FaceBox(center.X - (shape.X / 2), center.Y - (shape.Y / 2), shape.X, shape.Y);
        return scene;
    }

    private static void Paste(RgbImage scene, RgbImage source, Plugins.Vision.FaceRegion region, int left, int top, int side)
    {
        var square = new float[side * side * 3];
        using var pyramid = new PicturePyramid(source);
        RegionSampler.Read(pyramid, region, side, square, planar: false, 1, 0);
        for (int y = 0; y < side; y++)
        {
            for (int i = 0; i < side * 3; i++)
                scene.Pixels[((((top + y) * scene.Width) + left) * 3) + i] = (byte)Math.Clamp(square[(y * side * 3) + i] + 0.5f, 0, 255);
        }
    }
}
