using System.Collections.Concurrent;
using System.Globalization;
using AffectAgent.Inference.Models;
using AffectAgent.Plugins.Vision;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Bench;

/// <summary>How many of the photographs of known content show the faces that they hold.</summary>
internal static class DetectionBench
{
    // Counted by eye.
    private static readonly (string Name, int Faces)[] Photos =
        [("background.jpg", 0), ("group-1.jpg", 14), ("group-2.jpg", 3), ("group-3.jpg", 4), ("solvay1927.jpg", 29)];

    /// <summary>Looks at every photograph with counted faces and at all of faces.tar; lines of Markdown.</summary>
    public static async Task<IEnumerable<string>> RunAsync(IServiceProvider services, Inputs inputs)
    {
        var lines = new List<string> { "| photograph | faces | found |", "|---|---|---|" };
        using var models = VisionModels.Load(services.GetRequiredService<ModelStore>());
        foreach (var (name, faces) in Photos)
        {
            using var picture = new PicturePyramid(await PeerBench.DecodeAsync(services, Path.Combine(inputs.Data, "photos", name)));
            lines.Add($"| {name} | {faces} | {models.Finder.FindInStill(picture).Count} |");
        }

        var found = new ConcurrentBag<(string Name, bool Lfw, int Faces)>();
        Parallel.ForEach(FaceTar.Read(Path.Combine(inputs.Data, "faces.tar"), 1), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, one =>
        {
            using var picture = new PicturePyramid(one.Picture);
            found.Add((one.Name, one.IsLfw, models.Finder.FindInStill(picture).Count));
        });
        lines.AddRange(["", "| faces.tar | pictures | with a face | 95 % | faces |", "|---|---|---|---|---|"]);
        lines.Add(Row("all", found));
        lines.Add(Row("LFW", found.Where(f => f.Lfw)));
        lines.Add(Row("film stills", found.Where(f => !f.Lfw)));
        lines.AddRange(["", "No face found in: " + string.Join(", ", found.Where(f => f.Faces == 0).Select(f => f.Name).Order(StringComparer.Ordinal))]);
        return lines;
    }

    private static string Row(string what, IEnumerable<(string Name, bool Lfw, int Faces)> pictures)
    {
        var all = pictures.ToList();
        int with = all.Count(f => f.Faces > 0);
        var (low, high) = Statistics.Wilson(with, all.Count);
        return string.Create(CultureInfo.InvariantCulture, $"| {what} | {all.Count} | {with} ({100.0 * with / all.Count:0.0} %) | {100 * low:0.0}-{100 * high:0.0} % | {all.Sum(f => f.Faces)} |");
    }
}
