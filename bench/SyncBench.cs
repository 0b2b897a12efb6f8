using System.Globalization;
using AffectAgent.Inference.Models;
using AffectAgent.Media;
using AffectAgent.Plugins.TalkingHead;
using AffectAgent.Plugins.Vision;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Bench;

/// <summary>
/// Whether sound and lips go together in finished films: they are decoded again, the lips' gap is read off each frame by the face mesh, and
/// compared with the sound. A click with a mouth that snaps open tells the file's own delay; sentences tell what a viewer sees.
/// </summary>
internal static class SyncBench
{
    private const double Fine = 0.001;
    private const double MostLag = 0.3;

    private static readonly (string Language, string Text)[] Sentences =
    [
        ("en", "My mother bought a big map before we moved to Malibu."), ("en", "Please help me bring the boxes up. Maybe Bob will come by."),
        ("en", "I am so sorry to hear that. Tell me what happened, when you are ready."), ("de", "Meine Mama probiert am Abend immer ein paar Bananen."),
        ("fr", "Maman a mis un beau bouquet sur la table du salon."), ("es", "Mi abuela compra pan y mermelada por la mañana."),
    ];

    /// <summary>Measures; lines of Markdown.</summary>
    public static async Task<IEnumerable<string>> RunAsync(IServiceProvider services, Inputs inputs)
    {
        using var models = VisionModels.Load(services.GetRequiredService<ModelStore>());
        using var avatar = AvatarRenderer.Create(new FaceShape(TalkBench.Basis(services)));
        var rows = new List<string> { "| click with an opening mouth | click heard, s | mouth seen open, s | apart, ms |", "|---|---|---|---|" };
        foreach (var (fps, rate) in new[] { (25, 22050), (30, 16000), (30, 22050), (60, 48000) })
            rows.Add(await ClickAsync(models, avatar, Path.Combine(inputs.Folder, $"click-{fps}-{rate}.mp4"), fps, rate));
        rows.AddRange(["", "| sentence | frames | correlation of loudness and lips' gap | lips after sound, ms | lip closures: after the sound's, ms (median, n) |", "|---|---|---|---|---|"]);
        var maker = services.GetRequiredService<TalkMaker>();
        foreach (var (language, text) in Sentences)
        {
            var take = await maker.MakeAsync(new TalkRequest { Text = text, Language = language });
            var path = Path.Combine(inputs.Folder, $"sync-{rows.Count}.mp4");
            await TalkBench.WriteAsync(avatar, take, path);
            rows.Add(await SentenceAsync(models, take, path, $"{language}: {text}"));
        }

        return rows;
    }

    private static async Task<string> ClickAsync(VisionModels models, AvatarRenderer avatar, string path, int fps, int rate)
    {
        var at = (fps * 2) + 1;
        var frames = Enumerable.Range(0, fps * 4).Select(i => new FacePose()).ToArray();
        foreach (var pose in frames.Skip(at).Take(fps / 5))
            pose.Set(26, 5);
        var samples = new float[rate * 4];
        var click = (int)Math.Round((double)at / fps * rate);
        for (var i = 0; i < rate / 50; i++)
            samples[click + i] = 0.8f * MathF.Sin(2 * MathF.PI * 1000 * i / rate);
        var speech = new SpeechTrack(samples, rate, [], [], [], VisemeSource.Sound);
        await TalkBench.WriteAsync(avatar, new TalkTake(speech, new FaceMotion(fps, frames, EmotionPlan.Neutral), null), path);
        var (times, gaps) = await LipsAsync(models, path);
        var sound = await SoundAsync(path);
        var heard = Array.FindIndex(sound, x => Math.Abs(x) > 0.1f) / (double)AudioChunk.SampleRate;
        var half = (gaps.Min() + gaps.Max()) / 2;
        var seen = times[Array.FindIndex(gaps, x => x > half)];
        return string.Create(CultureInfo.InvariantCulture, $"| {fps} frames a second, sound {rate} Hz | {heard:0.0000} | {seen:0.0000} | {1000 * (seen - heard):+0.0;-0.0;0.0} |");
    }

    private static async Task<string> SentenceAsync(VisionModels models, TalkTake take, string path, string name)
    {
        var (times, gaps) = await LipsAsync(models, path);
        var sound = await SoundAsync(path);
        var loudness = times.Select(t => Loudness(sound, t)).ToArray();
        var (lag, best) = Lag(times, loudness, gaps);
        var closures = Closures(take.Speech!, times, gaps);
        return string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {times.Length} | {best:0.00} | {1000 * lag:+0;-0;0} | {(closures.Length == 0 ? "none" : FormattableString.Invariant($"{Math.Round(1000 * Statistics.Median(closures)):+0;-0;0}, {closures.Length}"))} |");
    }

    // The gap of the lips' inner edges by the eyes' distance, each frame for itself, so that no smoothing shifts it.
    private static async Task<(double[] Times, double[] Gaps)> LipsAsync(VisionModels models, string path)
    {
        var source = await MediaSource.OpenAsync(path);
        List<double> times = [], gaps = [];
        await foreach (var frame in source.ReadFramesAsync(new FrameOptions()))
        {
            using (frame)
            {
                using var pyramid = new PicturePyramid(frame.Image);
                if (models.Finder.FindInStill(pyramid) is not [var face, ..])
                    throw new InvalidOperationException($"No face was found in the frame at {frame.Timestamp:0.00} s.");
                times.Add(frame.Timestamp);
                gaps.Add((face.Mesh[MeshPoints.LowerLipInner] - face.Mesh[MeshPoints.UpperLipInner]).Length() / face.Mesh.OuterEyeDistance);
            }
        }

        return ([.. times], [.. gaps]);
    }

    private static async Task<float[]> SoundAsync(string path)
    {
        var source = await MediaSource.OpenAsync(path);
        var samples = new float[(int)Math.Ceiling((source.Info.Duration + 1) * AudioChunk.SampleRate)];
        await foreach (var chunk in source.ReadAudioAsync())
            chunk.Samples.CopyTo(samples.AsMemory((int)Math.Round(chunk.Start * AudioChunk.SampleRate)));
        return samples;
    }

    // Decibels above silence of the 60 ms around a time.
    private static double Loudness(float[] sound, double time)
    {
        int from = Math.Max(0, (int)((time - 0.03) * AudioChunk.SampleRate)), to = Math.Min(sound.Length, (int)((time + 0.03) * AudioChunk.SampleRate));
        double sum = 1e-12;
        for (var i = from; i < to; i++)
            sum += sound[i] * sound[i];
        return Math.Max(0, 60 + (10 * Math.Log10(sum / Math.Max(1, to - from))));
    }

    // The shift of the lips against the sound at which the two agree best.
    private static (double Lag, double Best) Lag(double[] times, double[] loudness, double[] gaps)
    {
        var (lag, best) = (0.0, double.MinValue);
        for (var shift = -MostLag; shift <= MostLag; shift += 0.005)
        {
            var inside = Enumerable.Range(0, times.Length).Where(i => times[i] + shift >= times[0] && times[i] + shift <= times[^1] - Fine).ToArray();
            var r = Pearson([.. inside.Select(i => loudness[i])], [.. inside.Select(i => At(times, gaps, times[i] + shift))]);
            if (r > best)
                (lag, best) = (shift, r);
        }

        return (lag, best);
    }

    // Where the lips are nearest each other around each p, b or m that the voice spoke, against its middle.
    private static double[] Closures(SpeechTrack speech, double[] times, double[] gaps) =>
        [.. speech.Visemes.Where(x => x.Viseme == Viseme.PP).Select(cue =>
        {
            var middle = (cue.Interval.Start + cue.Interval.End) / 2;
            var near = Enumerable.Range(0, times.Length).Where(i => Math.Abs(times[i] - middle) < 0.15).ToArray();
            var least = near.Min(i => gaps[i]);
            return near.Where(i => gaps[i] <= least + 0.004).Average(i => times[i]) - middle;
        })];

    private static double At(double[] times, double[] values, double time)
    {
        var after = Array.FindIndex(times, t => t > time);
        if (after <= 0)
            return after == 0 ? values[0] : values[^1];
        var share = (time - times[after - 1]) / (times[after] - times[after - 1]);
        return (values[after - 1] * (1 - share)) + (values[after] * share);
    }

    /// <summary>Pearson's correlation; 0 where one of both doesn't vary.</summary>
    public static double Pearson(double[] x, double[] y)
    {
        double mx = x.Average(), my = y.Average(), xy = 0, xx = 0, yy = 0;
        for (var i = 0; i < x.Length; i++)
            (xy, xx, yy) = (xy + ((x[i] - mx) * (y[i] - my)), xx + ((x[i] - mx) * (x[i] - mx)), yy + ((y[i] - my) * (y[i] - my)));
        return xx < 1e-12 || yy < 1e-12 ? 0 : xy / Math.Sqrt(xx * yy);
    }
}
