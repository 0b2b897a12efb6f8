using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Bench;

/// <summary>@vladmandic/human (<c>bench/peers</c>) and this program on the same decoded pictures, in the same run, on the same cores.</summary>
internal static class PeerBench
{
    private const int Step = 25;
    private const int WarmUp = 20;
    private const int Resamples = 2000;

    private sealed record Look(int Index, int Faces, double Milliseconds);

    private sealed record Run(IReadOnlyList<Look> Looks, double ProcessorMilliseconds);

    /// <summary>Measures both; lines of Markdown.</summary>
    public static async Task<IEnumerable<string>> RunAsync(IServiceProvider services, Inputs inputs, string root)
    {
        string folder = Path.Combine(root, "bench", "peers");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            await InstallAsync(folder);
        var photos = new List<RgbImage>();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(inputs.Data, "photos"), "*.jpg").Order(StringComparer.Ordinal))
            photos.Add(await DecodeAsync(services, path));
        var sets = new (string Name, IReadOnlyList<RgbImage> Pictures)[]
        {
            ($"faces.tar, every {Step}th", [.. FaceTar.Read(Path.Combine(inputs.Data, "faces.tar"), Step).Select(p => p.Picture)]),
            ("photos", photos),
        };
        var lines = new List<string>
        {
            "| pictures | n | at a time | human: ms, faces | AffectAgent: ms, faces | times as fast, 95 % | processor time: human, ours, ratio |", "|---|---|---|---|---|---|---|",
        };
        foreach (var (name, pictures) in sets)
        {
            string pack = Path.Combine(inputs.Folder, "pictures.pack");
            Write(pack, pictures);
            foreach (int workers in new[] { 1, Environment.ProcessorCount }.Distinct())
            {
                var ours = await OursAsync(services, pictures, workers);
                var human = await HumanAsync(Path.Combine(folder, "human.cjs"), pack, workers);
                lines.Add(Row(name, pictures.Count, workers, human, ours));
            }
        }

        return lines;
    }

    private static async Task InstallAsync(string folder)
    {
        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = npm.StandardOutput.ReadToEndAsync();
        var errors = npm.StandardError.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
            throw new UserException($"npm could not install the neighbour: {(await errors + await output).Trim().ReplaceLineEndings(" ")}", "Run 'npm ci --ignore-scripts --prefix bench/peers' by hand.");
    }

    /// <summary>A picture's pixels.</summary>
    public static async Task<RgbImage> DecodeAsync(IServiceProvider services, string path)
    {
        var source = await services.GetRequiredService<IMediaOpener>().OpenAsync(path);
        await foreach (var frame in source.ReadFramesAsync(new FrameOptions()))
        {
            using (frame)
                return frame.Image.Clone();
        }

        throw new UserException($"'{path}' holds no picture.");
    }

    private static string Row(string name, int count, int workers, Run human, Run ours)
    {
        double[] theirs = [.. human.Looks.OrderBy(l => l.Index).Select(l => l.Milliseconds / workers)], own = [.. ours.Looks.OrderBy(l => l.Index).Select(l => l.Milliseconds / workers)];
        var (low, high) = Ratio(theirs, own);
        double theirCpu = human.ProcessorMilliseconds / count, ourCpu = ours.ProcessorMilliseconds / count;
        return string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {count} | {workers} | {theirs.Average():0.0} ms, {human.Looks.Sum(l => l.Faces)} | {own.Average():0.0} ms, {ours.Looks.Sum(l => l.Faces)} | {theirs.Average() / own.Average():0.0} ({low:0.0}-{high:0.0}) | {theirCpu:0.0} ms, {ourCpu:0.0} ms, {theirCpu / ourCpu:0.0} |");
    }

    // Interval of the ratio of means over resampled pictures, the same ones for both.
    private static (double Low, double High) Ratio(double[] theirs, double[] own)
    {
        var random = new Random(1);
        var ratios = new double[Resamples];
        for (int r = 0; r < Resamples; r++)
        {
            double a = 0, b = 0;
            for (int i = 0; i < own.Length; i++)
            {
                int pick = random.Next(own.Length);
                (a, b) = (a + theirs[pick], b + own[pick]);
            }

            ratios[r] = a / b;
        }

        return (Statistics.Quantile(ratios, 0.025), Statistics.Quantile(ratios, 0.975));
    }

    private static async Task<Run> OursAsync(IServiceProvider services, IReadOnlyList<RgbImage> pictures, int workers)
    {
        for (int i = 0; i < WarmUp; i++)
            await LookAsync(services, pictures, i % pictures.Count);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var looks = await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(async () =>
        {
            var mine = new List<Look>();
            for (int i = worker; i < pictures.Count; i += workers)
                mine.Add(await LookAsync(services, pictures, i));
            return mine;
        })));
        return new Run([.. looks.SelectMany(l => l)], (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds);
    }

    private static async Task<Look> LookAsync(IServiceProvider services, IReadOnlyList<RgbImage> pictures, int index)
    {
        var watch = Stopwatch.StartNew();
        using var context = new AnalysisContext(new AnalysisRequest { MediaPath = "still" }, new StillSource(pictures[index]));
        await PerceptionBench.RunAsync(services, context);
        return new Look(index, context.TryGet<IFaceArchive>(out var faces) ? faces.Persons.Count : 0, watch.Elapsed.TotalMilliseconds);
    }

    private static async Task<Run> HumanAsync(string script, string pack, int workers)
    {
        var outputs = await Task.WhenAll(Enumerable.Range(0, workers).Select(async worker =>
        {
            using var node = Process.Start(new ProcessStartInfo("node", [script, pack, $"{worker}", $"{workers}"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = node.StandardError.ReadToEndAsync();
            var output = await node.StandardOutput.ReadToEndAsync();
            await node.WaitForExitAsync();
            return node.ExitCode == 0 ? JsonDocument.Parse(output).RootElement : throw new InvalidOperationException($"human failed: {(await errors).ReplaceLineEndings(" ")}");
        }));
        return new Run(
            [.. outputs.SelectMany(o => o.GetProperty("results").EnumerateArray()).Select(r => new Look(r.GetProperty("index").GetInt32(), r.GetProperty("faces").GetInt32(), r.GetProperty("milliseconds").GetDouble()))],
            outputs.Sum(o => o.GetProperty("processorMilliseconds").GetDouble()));
    }

    private static void Write(string path, IReadOnlyList<RgbImage> pictures)
    {
        using var file = new BinaryWriter(File.Create(path));
        foreach (var picture in pictures)
        {
            file.Write(picture.Width);
            file.Write(picture.Height);
            file.Write(picture.Pixels.AsSpan(0, picture.Width * picture.Height * 3));
        }
    }
}
