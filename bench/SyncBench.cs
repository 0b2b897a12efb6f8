using System.Globalization;
using AffectAgent.Inference.Models;
using AffectAgent.Plugins.TalkingHead;
using AffectAgent.Plugins.Vision;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Bench;

/// <summary>
/// Whether sound and lips go together in finished films: they are decoded again, the lips' gap is read off each frame by the face mesh, and
/// compared with the sound. A click with a mouth that snaps open tells the file's own delay; where speech shuts the lips (p, b, m), the dip
/// in the sound itself is compared with the lips in the pictures, of the avatar and of a portrait, of the built-in voice and of recordings.
/// </summary>
internal static class SyncBench
{
    private static readonly (string Language, string Text)[] Sentences =
    [
        ("en", "My mother bought a big map before we moved to Malibu."), ("en", "Please help me bring the boxes up. Maybe Bob will come by."),
        ("en", "I am so sorry to hear that. Tell me what happened, when you are ready."), ("de", "Meine Mama probiert am Abend immer ein paar Bananen."),
        ("fr", "Maman a mis un beau bouquet sur la table du salon."), ("es", "Mi abuela compra pan y mermelada por la mañana."),
    ];

    private const string Photo = "photos/stock-emotions-a-3.jpg";
    /// <summary>What is said in the recording of the benchmarks.</summary>
    public const string President = "And so, my fellow Americans: ask not what your country can do for you, ask what you can do for your country.";
    private const int EveryActed = 30, FirstActed = 20;

    // The ten sentences of EMO-DB (Burkhardt et al., 2005) by the code in a file's name.
    private static readonly Dictionary<string, string> Acted = new()
    {
        ["a01"] = "Der Lappen liegt auf dem Eisschrank.", ["a02"] = "Das will sie am Mittwoch abgeben.", ["a04"] = "Heute abend könnte ich es ihm sagen.",
        ["a05"] = "Das schwarze Stück Papier befindet sich da oben neben dem Holzstück.", ["a07"] = "In sieben Stunden wird es soweit sein.",
        ["b01"] = "Was sind denn das für Tüten, die da unter dem Tisch stehen?", ["b02"] = "Sie haben es gerade hochgetragen und jetzt gehen sie wieder runter.",
        ["b03"] = "An den Wochenenden bin ich jetzt immer nach Hause gefahren und habe Agnes besucht.",
        ["b09"] = "Ich will das eben wegbringen und dann mit Karl was trinken gehen.", ["b10"] = "Die wird auf dem Platz sein, wo wir sie immer hinlegen.",
    };

    /// <summary>Measures; lines of Markdown.</summary>
    public static async Task<IEnumerable<string>> RunAsync(IServiceProvider services, Inputs inputs)
    {
        using var models = VisionModels.Load(services.GetRequiredService<ModelStore>());
        using var avatar = AvatarRenderer.Create(new FaceShape(TalkBench.Basis(services)));
        using var portrait = await TalkBench.PortraitAsync(services, Path.Combine(inputs.Data, Photo));
        var rows = new List<string> { "| click with an opening mouth | click heard, s | mouth seen open, s | apart, ms |", "|---|---|---|---|" };
        foreach (var (fps, rate) in new[] { (25, 22050), (30, 16000), (30, 22050), (60, 48000) })
            rows.Add(await ClickAsync(models, avatar, Path.Combine(inputs.Folder, $"click-{fps}-{rate}.mp4"), fps, rate));
        var maker = services.GetRequiredService<TalkMaker>();
        var groups = new List<(string Name, List<FilmSync> Films)>();
        async Task Add(string name, IFaceRenderer renderer, IEnumerable<(TalkTake Take, TalkTake Pointer)> takes)
        {
            var films = new List<FilmSync>();
            foreach (var (take, pointer) in takes)
            {
                var path = Path.Combine(inputs.Folder, $"sync-{groups.Count}-{films.Count}.mp4");
                await TalkBench.WriteAsync(renderer, take, path);
                films.Add(await FilmSync.ReadAsync(models, path, pointer.Speech!));
            }

            groups.Add((name, films));
        }

        var spoken = new List<TalkTake>();
        foreach (var (language, text) in Sentences)
            spoken.Add(await maker.MakeAsync(new TalkRequest { Text = text, Language = language }));
        await Add("avatar, built-in voice", avatar, spoken.Select(take => (take, take)));
        await Add("portrait, built-in voice", portrait, spoken.Select(take => (take, take)));
        List<(TalkTake Known, TalkTake Heard)> recorded = [];
        foreach (var (path, words, language) in await RecordingsAsync(inputs))
            recorded.Add((await maker.MakeAsync(new TalkRequest { AudioPath = path, Transcript = words, Language = language }), await maker.MakeAsync(new TalkRequest { AudioPath = path })));
        await Add("avatar, recordings with transcript", avatar, recorded.Select(one => (one.Known, one.Known)));
        await Add("portrait, recordings with transcript", portrait, recorded.Select(one => (one.Known, one.Known)));
        await Add("avatar, recordings without transcript", avatar, recorded.Select(one => (one.Heard, one.Known)));
        rows.AddRange(["", "| films | lip closures heard | lips seen shut there | lips after sound, ms: mean (95 % interval) | half are within, ms | 95 % are within, ms | correlation of loudness and gap, mean |", "|---|---|---|---|---|---|---|"]);
        rows.AddRange(groups.Select(group => FilmSync.Row($"{group.Name}: {group.Films.Count}", group.Films, 0)));
        rows.AddRange(new[] { -0.08, 0.04, 0.08 }.Select(late => FilmSync.Row(string.Create(CultureInfo.InvariantCulture, $"test of the measure: the first row, its pictures {1000 * late:+0;-0} ms late"), groups[0].Films, late)));
        return rows;
    }

    // The speech of the benchmarks and some acted recordings, by number and not by choice.
    private static async Task<IReadOnlyList<(string Path, string Words, string Language)>> RecordingsAsync(Inputs inputs)
    {
        List<(string, string, string)> all = [(Path.Combine(inputs.Data, "audio", "jfk.wav"), President, "en")];
        var tar = Path.Combine(inputs.Data, "emodb.tar");
        if (!File.Exists(tar))
            return all;
        await using var stream = File.OpenRead(tar);
        await using var reader = new System.Formats.Tar.TarReader(stream);
        var count = 0;
        while (await reader.GetNextEntryAsync() is { } entry)
        {
            if (!entry.Name.EndsWith(".flac", StringComparison.Ordinal) || count++ % EveryActed != FirstActed)
                continue;
            var name = Path.GetFileName(entry.Name);
            var path = Path.Combine(inputs.Folder, name);
            await entry.ExtractToFileAsync(path, overwrite: true);
            all.Add((path, Acted[name.Substring(2, 3)], "de"));
        }

        return all;
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
        var (times, gaps) = await FilmSync.LipsAsync(models, path);
        var sound = await FilmSync.SoundAsync(path);
        var heard = Array.FindIndex(sound, x => Math.Abs(x) > 0.1f) / (double)AudioChunk.SampleRate;
        var half = (gaps.Min() + gaps.Max()) / 2;
        var seen = times[Array.FindIndex(gaps, x => x > half)];
        return string.Create(CultureInfo.InvariantCulture, $"| {fps} frames a second, sound {rate} Hz | {heard:0.0000} | {seen:0.0000} | {1000 * (seen - heard):+0.0;-0.0;0.0} |");
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
