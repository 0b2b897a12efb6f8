using System.Diagnostics;
using System.Globalization;
using AffectAgent.Inference.Models;
using AffectAgent.Media;
using AffectAgent.Plugins.ActionUnits;
using AffectAgent.Plugins.TalkingHead;
using AffectAgent.Plugins.Vision;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Bench;

/// <summary>How fast faces are drawn and films written.</summary>
internal static class TalkBench
{
    private const int Runs = 3;
    private const string Sentence = "I am so sorry to hear that. Tell me what happened, when you are ready.";
    private const string Photo = "photos/stock-emotions-a-3.jpg";

    /// <summary>Measures; lines of Markdown.</summary>
    public static async Task<IEnumerable<string>> RunAsync(IServiceProvider services, Inputs inputs, Func<string> program)
    {
        var basis = Basis(services);
        var take = await services.GetRequiredService<TalkMaker>().MakeAsync(new TalkRequest { Text = Sentence, Emotion = "sadness:0.7" });
        using var avatar = AvatarRenderer.Create(new FaceShape(basis));
        using var portrait = await PortraitAsync(services, Path.Combine(inputs.Data, Photo));
        var film = Path.Combine(inputs.Folder, "talk.mp4");
        var rows = new List<string> { "| what, 512 x 512 | frames/s, best of three | processor ms a frame |", "|---|---|---|" };
        foreach (var (name, renderer) in new (string, IFaceRenderer)[] { ("avatar", avatar), ("portrait", portrait) })
        {
            rows.Add(await RowAsync($"{name}, drawn", take.Motion, () => FaceFilm.WriteAsync(renderer, take.Motion, new NoSink())));
            rows.Add(await RowAsync($"{name}, drawn and written as mp4", take.Motion, () => WriteAsync(renderer, take, film)));
        }

        rows.AddRange(["", "| stage, warm, median of three | ms |", "|---|---|"]);
        rows.AddRange(await StagesAsync(services, inputs, take));
        rows.Add("");
        rows.AddRange(await CommandAsync(program(), inputs, take.Motion.Duration));
        return rows;
    }

    // What comes before the drawing.
    private static async Task<IEnumerable<string>> StagesAsync(IServiceProvider services, Inputs inputs, TalkTake take)
    {
        var maker = services.GetRequiredService<TalkMaker>();
        var speech = Path.Combine(inputs.Data, "audio", "jfk.wav");
        var rows = new List<string>();
        async Task Add(string what, Func<Task> work)
        {
            await work();
            var times = new List<double>();
            for (var i = 0; i < Runs; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await work();
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            rows.Add(string.Create(CultureInfo.InvariantCulture, $"| {what} | {Statistics.Median(times):0} |"));
        }

        await Add("words to speech and motion, 14 words in one emotion", () => maker.MakeAsync(new TalkRequest { Text = Sentence, Emotion = "sadness:0.7" }));
        await Add("the same in two emotions by words", () => maker.MakeAsync(new TalkRequest { Text = Sentence, Emotion = "'I am so sorry to hear that':sadness:0.7;'Tell me'-:happiness:0.3" }));
        await Add("recording of 11 s by its sound, to motion", () => maker.MakeAsync(new TalkRequest { AudioPath = speech }));
        await Add("the same by its transcript", () => maker.MakeAsync(new TalkRequest { AudioPath = speech, Transcript = SyncBench.President }));
        await Add($"motion alone, {take.Motion.Frames.Count} frames", () => Task.Run(() => MotionSynthesizer.Create(take.Speech, take.Motion.Plan, take.Speech!.Duration, new MotionOptions())));
        await Add("portrait: find the face, measure it, cut it", async () => (await PortraitAsync(services, Path.Combine(inputs.Data, Photo))).Dispose());
        await Add("avatar: shape and mesh", () => Task.Run(() => AvatarRenderer.Create(new FaceShape(Basis(services))).Dispose()));
        return rows;
    }

    /// <summary>The learnt basis.</summary>
    public static ActionUnitBasis Basis(IServiceProvider services) => ActionUnitBasis.Parse(services.GetRequiredService<ModelStore>().Read(ActionUnitBasis.ModelId));

    /// <summary>A photograph's face, ready to be drawn.</summary>
    public static async Task<PortraitRenderer> PortraitAsync(IServiceProvider services, string photo)
    {
        var basis = Basis(services);
        using var models = VisionModels.Load(services.GetRequiredService<ModelStore>());
        return PortraitRenderer.Create(await new PortraitReader(models, new ActionUnitEstimator(basis)).ReadAsync(photo), new FaceShape(basis));
    }

    /// <summary>Writes a film of a take.</summary>
    public static async Task WriteAsync(IFaceRenderer renderer, TalkTake take, string path)
    {
        var sound = take.Speech is { } speech ? new FilmSound(speech.Samples, speech.SampleRate) : null;
        await using var writer = await VideoWriter.StartAsync(path, new FilmFormat(renderer.Width, renderer.Height, take.Motion.FramesPerSecond, AiMark.Tags(portrait: false), sound));
        await FaceFilm.WriteAsync(renderer, take.Motion, writer);
    }

    private static async Task<string> RowAsync(string what, FaceMotion motion, Func<Task> draw)
    {
        double best = 0, processor = 0;
        using var process = Process.GetCurrentProcess();
        for (var run = 0; run <= Runs; run++)
        {
            var (start, spent) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
            await draw();
            var speed = motion.Frames.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
            process.Refresh();
            if (run > 0 && speed > best)
                (best, processor) = (speed, (process.TotalProcessorTime - spent).TotalMilliseconds / motion.Frames.Count);
        }

        return string.Create(CultureInfo.InvariantCulture, $"| {what} ({motion.Frames.Count} frames) | {best:0.0} | {processor:0.0} |");
    }

    private static async Task<IEnumerable<string>> CommandAsync(string program, Inputs inputs, double seconds)
    {
        var times = new List<double>();
        for (var i = 0; i < Runs; i++)
        {
            var watch = Stopwatch.StartNew();
            string[] arguments = ["talk", "--text", Sentence, "--emotion", "sadness:0.7", "--out", Path.Combine(inputs.Folder, "command.mp4")];
            using var affect = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
            await affect.StandardOutput.ReadToEndAsync();
            await affect.WaitForExitAsync();
            if (affect.ExitCode != 0)
                throw new InvalidOperationException($"affect talk ended with {affect.ExitCode}.");
            times.Add(watch.Elapsed.TotalSeconds);
        }

        return [string.Create(CultureInfo.InvariantCulture, $"`affect talk --text … --emotion sadness:0.7 --out a.mp4`, a film of {seconds:0.0} s, cold start: {Statistics.Median(times):0.0} s (median of {Runs}).")];
    }

    private sealed class NoSink : IFrameSink
    {
        public string? Note => null;

        public Task WriteAsync(ReadOnlyMemory<byte> rgb, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task FinishAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
