using System.Globalization;
using System.Numerics;
using AffectAgent.Inference.Models;
using AffectAgent.Plugins.Vision;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Bench;

/// <summary>Whether persons keep their numbers: clips of two to fourteen persons who move, cover one another, and change places at cuts.</summary>
internal static class TrackingBench
{
    private const int Seconds = 12;
    private const int CutEvery = 3;
    private const int MostPhotographs = 40;
    // A face counts as visible from this share on.
    private const float Visible = 0.75f;

    /// <summary>Measures; lines of Markdown.</summary>
    public static async Task<IEnumerable<string>> RunAsync(IServiceProvider services, Inputs inputs)
    {
        using var models = VisionModels.Load(services.GetRequiredService<ModelStore>());
        // Persons with several photographs, from the first part of the archive; none whom the identity's directions were learnt on.
        var persons = FaceTar.Read(Path.Combine(inputs.Data, "faces.tar"), 1).Where(p => p.IsLfw).Take(2500).Where(p => p.IsHeldOut)
            .GroupBy(p => Path.GetFileNameWithoutExtension(p.Name)[..^5])
            .Where(g => g.Count() >= 4).Take(MostPhotographs).Select(g => (IReadOnlyList<RgbImage>)[.. g.Take(4).Select(p => p.Picture)]).ToList();
        var lines = new List<string>
        {
            "| persons | pictures of each | visible faces | found | switches | of them at cuts | numbers given | numbers shared |", "|---|---|---|---|---|---|---|---|",
        };
        foreach (int count in new[] { 2, 4, 8, 14 })
        {
            foreach (int pictures in new[] { 1, 4 })
            {
                var cast = persons.Skip(count).Take(count).Select(p => (IReadOnlyList<RgbImage>)[.. p.Take(pictures)]).ToList();
                lines.Add(await MeasureAsync(models, new CrowdClip(cast, Seconds, CutEvery), count, pictures));
            }
        }

        return lines;
    }

    private static async Task<string> MeasureAsync(VisionModels models, CrowdClip clip, int count, int pictures)
    {
        using var archive = await new FacePass(models, 50).RunAsync(clip, new FrameOptions(), null, CancellationToken.None);
        var last = new int[count];
        var owners = new Dictionary<int, HashSet<int>>();
        int visible = 0, found = 0, switches = 0, atCuts = 0;
        var lastFrame = new int[count];
        foreach (var frame in archive.ReadAll().GroupBy(f => f.Frame))
        {
            var truth = clip.Truth(frame.Key);
            for (int p = 0; p < count; p++)
            {
                if (truth[p].Seen < Visible)
                    continue;
                visible++;
                var face = frame.Where(f => Vector2.Distance(f.Box.Center, truth[p].Middle) < clip.Side * 0.2f)
                    .MinBy(f => Vector2.Distance(f.Box.Center, truth[p].Middle));
                if (face is null)
                    continue;
                found++;
                if (last[p] != 0 && last[p] != face.Person)
                {
                    switches++;
                    atCuts += frame.Key / (CutEvery * CrowdClip.Rate) != lastFrame[p] / (CutEvery * CrowdClip.Rate) ? 1 : 0;
                }

                (last[p], lastFrame[p]) = (face.Person, frame.Key);
                if (!owners.TryGetValue(face.Person, out var who))
                    owners[face.Person] = who = [];
                who.Add(p);
            }
        }

        return string.Create(CultureInfo.InvariantCulture,
            $"| {count} | {pictures} | {visible} | {100.0 * found / Math.Max(1, visible):0.0} % | {switches} | {atCuts} | {archive.Persons.Count} | {owners.Values.Count(o => o.Count > 1)} |");
    }
}
