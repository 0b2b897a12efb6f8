using System.Globalization;
using System.Text.Json;
using AffectAgent.Media;
using AffectAgent.Plugins.TalkingHead;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Bench;

/// <summary>
/// The loop closed: each Action Unit at five strengths and each emotion at full strength are drawn, and the pictures are read back by the
/// perception that reads photographs. That perception never saw these pictures; the drawn faces' strengths were set with some of its readings in view.
/// </summary>
internal static class LoopBench
{
    private const int Steps = 5;
    private static readonly string[] Photos = ["stock-emotions-a-3", "stock-emotions-b-1", "stock-emotions-a-1"];
    private static readonly Emotion[] Emotions = [Emotion.Anger, Emotion.Contempt, Emotion.Disgust, Emotion.Fear, Emotion.Happiness, Emotion.Sadness, Emotion.Surprise];

    /// <summary>Measures; lines of Markdown. The single readings go to artifacts/loop.json.</summary>
    public static async Task<IEnumerable<string>> RunAsync(IServiceProvider services, Inputs inputs, string root)
    {
        var shape = new FaceShape(TalkBench.Basis(services));
        List<(string Name, IFaceRenderer Face)> avatars = [.. AvatarLook.Presets.Select(look => (look.Name, (IFaceRenderer)AvatarRenderer.Create(shape, look)))];
        List<(string Name, IFaceRenderer Face)> portraits = [];
        foreach (var photo in Photos)
            portraits.Add((photo, await TalkBench.PortraitAsync(services, Path.Combine(inputs.Data, "photos", photo + ".jpg"))));
        var lines = new List<string>();
        var record = new List<object>();
        foreach (var (title, faces) in new[] { ("avatar, four looks", avatars), ("three portraits", portraits) })
        {
            var units = await UnitsAsync(services, faces);
            record.AddRange(units.Select(x => (object)new { x.Face, x.Unit, x.Set, x.Read }));
            lines.AddRange([$"### {title}", "", .. UnitTable(units, faces.Count), ""]);
            var emotions = await EmotionsAsync(services, faces, inputs.Folder);
            record.AddRange(emotions.Select(x => (object)new { x.Face, Shown = x.Shown.Name(), Network = x.Network?.Name(), Agent = x.Agent?.Name() }));
            lines.AddRange([.. ConfusionTable("the expression network alone", emotions, x => x.Network), "", .. ConfusionTable("the agent's conclusion", emotions, x => x.Agent), ""]);
        }

        foreach (var (_, face) in avatars.Concat(portraits))
            face.Dispose();
        var file = Path.Combine(root, "artifacts", "loop.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(record));
        return lines;
    }

    private static async Task<List<UnitReading>> UnitsAsync(IServiceProvider services, List<(string Name, IFaceRenderer Face)> faces)
    {
        var all = new List<UnitReading>();
        foreach (var (name, face) in faces)
        {
            using var painter = face.CreatePainter();
            foreach (var unit in FaceUnits.All)
            {
                for (var set = 0; set <= Steps; set++)
                {
                    var pose = new FacePose();
                    pose.Set(unit, set);
                    all.Add(new UnitReading(name, unit, set, await ReadUnitsAsync(services, Draw(face, painter, pose))));
                }
            }
        }

        return all;
    }

    private static IEnumerable<string> UnitTable(List<UnitReading> all, int faces)
    {
        yield return $"| AU | r within its own pictures (n = {faces * (Steps + 1)}) | r over all pictures (n = {all.Count}) | read at 0, 3, 5 (mean) |";
        yield return "|---|---|---|---|";
        var measured = all.Select(x => x.Read).OfType<Dictionary<string, double>>().First().Keys.Select(x => int.Parse(x, CultureInfo.InvariantCulture)).Where(FaceUnits.Has).Order().ToArray();
        List<double> own = [], whole = [];
        foreach (var unit in measured)
        {
            var key = unit.ToString(CultureInfo.InvariantCulture);
            var seen = all.Where(x => x.Read is not null).ToArray();
            var mine = seen.Where(x => x.Unit == unit).ToArray();
            own.Add(SyncBench.Pearson([.. mine.Select(x => (double)x.Set)], [.. mine.Select(x => x.Read![key])]));
            whole.Add(SyncBench.Pearson([.. seen.Select(x => x.Unit == unit ? (double)x.Set : 0)], [.. seen.Select(x => x.Read![key])]));
            double At(int set) => mine.Where(x => x.Set == set).Average(x => x.Read![key]);
            yield return string.Create(CultureInfo.InvariantCulture, $"| {unit} | {own[^1]:0.00} | {whole[^1]:0.00} | {At(0):0.0}, {At(3):0.0}, {At(5):0.0} |");
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"| mean of {measured.Length} | {own.Average():0.00} | {whole.Average():0.00} | no face in {all.Count(x => x.Read is null)} pictures |");
    }

    private static async Task<List<EmotionReading>> EmotionsAsync(IServiceProvider services, List<(string Name, IFaceRenderer Face)> faces, string folder)
    {
        var planner = new EmotionPlanner(services.GetRequiredService<IKnowledgeBase>());
        var all = new List<EmotionReading>();
        foreach (var (name, face) in faces)
        {
            using var painter = face.CreatePainter();
            foreach (var emotion in Emotions)
            {
                var plan = planner.Plan([new EmotionShare(emotion, 1)], 4);
                var motion = MotionSynthesizer.Create(null, plan, 4, new MotionOptions { Blinks = false, Gaze = 0, Head = 0 });
                // The strongest moment; surprise is over early.
                var apex = motion.Frames.Skip(8).Take(90).MaxBy(pose => plan.Expressions[0].Movements.Sum(x => pose.Mean(x.Unit)))!;
                var picture = Draw(face, painter, apex);
                all.Add(new EmotionReading(name, emotion, await ReadExpressionAsync(services, picture), await ConcludeAsync(services, picture, folder)));
            }
        }

        return all;
    }

    private static IEnumerable<string> ConfusionTable(string reader, List<EmotionReading> all, Func<EmotionReading, Emotion?> read)
    {
        yield return $"Drawn (rows), read by {reader} (columns):";
        yield return "";
        yield return "| | " + string.Join(" | ", EmotionNames.All.Select(x => x.Name())) + " | none |";
        yield return "|---|" + string.Concat(EmotionNames.All.Select(_ => "---|")) + "---|";
        foreach (var shown in Emotions)
        {
            var mine = all.Where(x => x.Shown == shown).ToArray();
            yield return $"| {shown.Name()} | " + string.Join(" | ", EmotionNames.All.Select(e => Cell(mine.Count(x => read(x) == e), e == shown))) + $" | {Cell(mine.Count(x => read(x) is null), false)} |";
        }

        int hits = all.Count(x => read(x) == x.Shown);
        var (low, high) = Statistics.Wilson(hits, all.Count);
        yield return "";
        yield return string.Create(CultureInfo.InvariantCulture, $"{hits} of {all.Count} read as drawn: {(double)hits / all.Count:0.00} ({low:0.00} to {high:0.00}).");
    }

    private static string Cell(int count, bool right) => count == 0 ? "" : right ? $"**{count}**" : $"{count}";

    private static RgbImage Draw(IFaceRenderer face, IFacePainter painter, FacePose pose)
    {
        var rgb = new byte[face.Width * face.Height * 3];
        painter.Draw(pose, rgb);
        return new RgbImage(face.Width, face.Height, rgb);
    }

    private static async Task<Dictionary<string, double>?> ReadUnitsAsync(IServiceProvider services, RgbImage picture)
    {
        using var context = await ReadAsync(services, picture);
        if (!context.TryGet<IReadOnlyList<ActionUnitTrack>>(out var tracks) || tracks.Count == 0)
            return null;
        return tracks[0].Units.Select((unit, i) => (unit, i)).ToDictionary(x => x.unit.ToString(CultureInfo.InvariantCulture), x => Math.Round((double)tracks[0].Samples[0].Intensity[x.i], 3));
    }

    private static async Task<Emotion?> ReadExpressionAsync(IServiceProvider services, RgbImage picture)
    {
        using var context = await ReadAsync(services, picture);
        return context.TryGet<IReadOnlyList<ExpressionTrack>>(out var tracks) && tracks.Count > 0 ? tracks[0].Overall.Top : null;
    }

    private static async Task<AnalysisContext> ReadAsync(IServiceProvider services, RgbImage picture)
    {
        var context = new AnalysisContext(new AnalysisRequest { MediaPath = "still" }, new StillSource(picture));
        await PerceptionBench.RunAsync(services, context);
        return context;
    }

    private static async Task<Emotion?> ConcludeAsync(IServiceProvider services, RgbImage picture, string folder)
    {
        var path = Path.Combine(folder, "loop.png");
        await using (var file = File.Create(path))
            PngWriter.Write(file, picture.Width, picture.Height, picture.Pixels);
        Emotion? concluded = null;
        await foreach (var happened in services.GetRequiredService<IAffectAgent>().AnalyzeAsync(new AnalysisRequest { MediaPath = path }))
        {
            if (happened is CompletedEvent done)
                concluded = done.Result.Explanations.Count > 0 ? done.Result.Explanations[0].Distribution?.Top : null;
        }

        return concluded;
    }

    private sealed record UnitReading(string Face, int Unit, int Set, Dictionary<string, double>? Read);

    private sealed record EmotionReading(string Face, Emotion Shown, Emotion? Network, Emotion? Agent);
}
