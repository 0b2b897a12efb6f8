using System.Diagnostics;
using AffectAgent.Reasoning;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Bench;

/// <summary>Perception in process: faces, Action Units and expression through the planner, as an analysis runs them.</summary>
internal static class PerceptionBench
{
    private const int ClipSeconds = 10;
    private const int Stills = 240;

    /// <summary>Frames a second on a clip of one face, decoding included; the best of three warm runs.</summary>
    public static async Task<Measurement> VideoAsync(IServiceProvider services, Inputs inputs)
    {
        var path = inputs.Clip(ClipSeconds, sound: false);
        var speeds = new List<double>();
        var faces = 0;
        for (var run = 0; run < 4; run++)
        {
            var source = await services.GetRequiredService<IMediaOpener>().OpenAsync(path);
            using var context = new AnalysisContext(new AnalysisRequest { MediaPath = path }, source);
            var watch = Stopwatch.StartNew();
            await RunAsync(services, context);
            if (run > 0)
                speeds.Add(ClipSeconds * Inputs.FrameRate / watch.Elapsed.TotalSeconds);
            faces = context.TryGet<IFaceArchive>(out var archive) ? archive.Persons.Count : 0;
            (source as IDisposable)?.Dispose();
        }

        return new("perception, one face, tracked, 640x360 video", faces == 1 ? speeds.Max() : null, "frames/s", 100, true,
            faces == 1 ? "faces, Action Units, expression and decoding of 250 frames; best of three warm runs" : $"{faces} faces were found in the clip instead of 1");
    }

    /// <summary>Time by length of the clip, in turns so that what else the machine does meets all alike; lines of Markdown.</summary>
    public static async Task<IEnumerable<string>> LengthsAsync(IServiceProvider services, Inputs inputs)
    {
        int[] seconds = [10, 20, 40];
        var times = seconds.ToDictionary(length => length, _ => new List<double>());
        for (var round = 0; round < 4; round++)
        {
            foreach (var length in seconds)
            {
                var path = inputs.Clip(length, sound: false);
                var source = await services.GetRequiredService<IMediaOpener>().OpenAsync(path);
                using var context = new AnalysisContext(new AnalysisRequest { MediaPath = path }, source);
                var before = Process.GetCurrentProcess().TotalProcessorTime;
                await RunAsync(services, context);
                if (round > 0)
                    times[length].Add((Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
                (source as IDisposable)?.Dispose();
            }
        }

        var shortest = times[seconds[0]].Min();
        return ["| frames | processor seconds, least of three | a frame, ms | times the shortest |", "|---|---|---|---|",
            .. seconds.Select(length => FormattableString.Invariant(
                $"| {length * Inputs.FrameRate} | {times[length].Min():0.00} | {1000 * times[length].Min() / (length * Inputs.FrameRate):0.0} | {times[length].Min() / shortest:0.00} |"))];
    }

    /// <summary>Milliseconds a still with both cores at work.</summary>
    public static async Task<Measurement> StillAsync(IServiceProvider services, Inputs inputs)
    {
        var image = inputs.Still();
        var workers = Math.Min(2, Environment.ProcessorCount);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => ReadAsync(services, image, 20))));
        var watch = Stopwatch.StartNew();
        var found = await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => ReadAsync(services, image, Stills / workers))));
        var milliseconds = watch.Elapsed.TotalMilliseconds / (Stills / workers * workers);
        return new("perception, still image: find, mesh, AUs, expression", found.All(all => all) ? milliseconds : null, "ms", 7, false,
            found.All(all => all) ? $"640x360 in memory, {workers} images at a time, {Stills} images: time over number" : "the face was not found in every image");
    }

    private static async Task<bool> ReadAsync(IServiceProvider services, RgbImage image, int times)
    {
        for (var i = 0; i < times; i++)
        {
            using var context = new AnalysisContext(new AnalysisRequest { MediaPath = "still" }, new StillSource(image));
            await RunAsync(services, context);
            if (!context.TryGet<IFaceArchive>(out var faces) || faces.Persons.Count != 1)
                return false;
        }

        return true;
    }

    /// <summary>Runs all tools of perception on a medium.</summary>
    public static async Task RunAsync(IServiceProvider services, AnalysisContext context)
    {
        var runs = await services.GetRequiredService<IPlanner>().RunAsync(context, services.GetRequiredService<ToolCatalog>(), CancellationToken.None);
        if (runs.FirstOrDefault(run => run.Error is not null) is { Error: { } error } failed)
            throw new InvalidOperationException($"{failed.Call.Tool} failed: {error.Message}", error);
    }
}
