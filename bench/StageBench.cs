using System.Diagnostics;
using System.Globalization;
using AffectAgent.Inference;
using AffectAgent.Inference.Models;
using AffectAgent.Plugins.ActionUnits;
using AffectAgent.Plugins.Vision;

namespace AffectAgent.Bench;

/// <summary>Where the time of a still picture goes: processor time of each stage alone.</summary>
internal static class StageBench
{
    private const int Rounds = 5;
    private const int Repeats = 10;

    /// <summary>Measures; lines of Markdown.</summary>
    public static IEnumerable<string> Run(Inputs inputs, ModelStore store)
    {
        var image = inputs.Still();
        using var models = VisionModels.Load(store);
        using var pyramid = new PicturePyramid(image);
        var face = models.Finder.FindInStill(pyramid)[0];
        var options = new InferenceOptions { Threads = 1 };
        using var whole = new BlazeFaceNetwork(store.Load(VisionModels.DetectorId, options), BlazeFaceDecoder.InputSide);
        using var glance = new BlazeFaceNetwork(store.Load(VisionModels.GlanceId, options), FaceDetector.GlanceSide);
        using var expression = store.Load("expression", options);
        using var classifier = new ExpressionClassifier(expression, ExpressionClasses.Of(store));
        using var look = new AppearanceNetwork(store.Load(AppearanceNetwork.ModelId, options));
        var crop = FaceAligner.Align(image, face.Mesh);
        var portrait = FaceAligner.Portrait(image, face.Mesh);
        var (right, left) = (new float[look.Units], new float[look.Units]);
        var pose = new HeadPose(0, 0, 0, 0, 0, 500);
        var quality = new FaceQuality(200, 1, 300, 128);
        var window = SearchPlan.Whole(image.Width, image.Height).Region;
        var stages = new (string What, Action Do)[]
        {
            ("halving the picture", () =>
            {
                using var fresh = new PicturePyramid(image);
                fresh.Level(2, out _);
            }),
            ("glance over the whole (160 x 160)", () => glance.Look(pyramid, window, 0.1f, default)),
            ("a search window (256 x 256; none for one clear face)", () => whole.Look(pyramid, window, 0.1f, default)),
            ("one pass of the mesh (two are made)", () => models.Mesher.Read(pyramid, MeshRegions.OfMesh(face.Mesh))),
            ("both irises", () => models.Irises!.Read(pyramid, face.Mesh)),
            ("head pose", () => HeadPoseEstimator.Fit(face.Mesh)),
            ("aligned crop (48 x 48)", () => FaceAligner.Align(image, face.Mesh)),
            ("portrait (64 x 64)", () => FaceAligner.Portrait(image, face.Mesh)),
            ("openings, cover, quality", () => FaceMeasurer.Measure(face.Mesh, crop, pose, quality)),
            ("skin colours", () => SkinSampler.Measure(image, face.Mesh)),
            ("look of the Action Units", () => look.TryRead(portrait, right, left)),
            ("expression", () => classifier.Classify(crop)),
            ("find the face, all of it", () =>
            {
                using var fresh = new PicturePyramid(image);
                models.Finder.FindInStill(fresh);
            }),
        };
        yield return "| stage, 640x360 with one face | processor ms |";
        yield return "|---|---|";
        foreach (var (what, stage) in stages)
            yield return string.Create(CultureInfo.InvariantCulture, $"| {what} | {Milliseconds(stage):0.00} |");
    }

    // Processor time, so that others on the machine count little; the least of several rounds, because they still add some.
    private static double Milliseconds(Action stage)
    {
        var least = TimeSpan.FromMilliseconds(100);
        double best = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            int repeats = 0;
            while (Process.GetCurrentProcess().TotalProcessorTime - before < least)
            {
                for (int i = 0; i < Repeats; i++)
                    stage();
                repeats += Repeats;
            }

            best = Math.Min(best, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / repeats);
        }

        return best;
    }
}
