using System.Diagnostics;
using System.Globalization;

namespace AffectAgent.Bench;

/// <summary>The command line as a user runs it: a process of its own, cold.</summary>
internal static class ProgramBench
{
    private const int Starts = 3;
    private const double Mebi = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Seconds of <c>affect explain</c> on a 4 s clip with sound and words, JSON and report written; the median of three.</summary>
    public static async Task<Measurement> ColdStartAsync(string program, Inputs inputs)
    {
        var seconds = new List<double>();
        for (var i = 0; i < Starts; i++)
            seconds.Add((await ExplainAsync(program, inputs, 4)).Seconds);
        return new("`affect explain` on a 4 s clip, cold start", Statistics.Median(seconds), "s", 4, false,
            $"640x360, face, voice and words; JSON and HTML written; median of {Starts} starts of {Build(program)}");
    }

    /// <summary>The largest resident memory of <c>affect explain</c> on a clip of that length.</summary>
    public static async Task<Measurement> MemoryAsync(string program, Inputs inputs, int clipSeconds)
    {
        var (seconds, own, family) = await ExplainAsync(program, inputs, clipSeconds);
        return new($"resident memory of `explain`, {(clipSeconds >= 60 ? $"{clipSeconds / 60} min" : $"{clipSeconds} s")} clip", own / Mebi, "MB", 500, false,
            string.Create(CultureInfo.InvariantCulture, $"peak of the program; {family / Mebi:0} MB together with its ffmpeg processes; took {seconds:0.0} s"));
    }

    private static string Build(string program) => program.Contains("/.affect/", StringComparison.Ordinal) ? "the published program" : "the program as built, not compiled ahead";

    private static async Task<(double Seconds, double Own, double Family)> ExplainAsync(string program, Inputs inputs, int clipSeconds)
    {
        var name = Path.Combine(inputs.Folder, $"out-{clipSeconds}");
        string[] arguments = ["explain", inputs.Clip(clipSeconds, sound: true), "--transcript", inputs.Subtitles(clipSeconds), "--json", name + ".json", "--html", name + ".html"];
        var watch = Stopwatch.StartNew();
        using var affect = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = affect.StandardOutput.ReadToEndAsync();
        var errors = affect.StandardError.ReadToEndAsync();
        double own = 0, family = 0;
        while (!affect.WaitForExit(TimeSpan.FromMilliseconds(20)))
        {
            if (watch.Elapsed > Patience)
            {
                affect.Kill(entireProcessTree: true);
                throw new InvalidOperationException($"explain did not end within {Patience.TotalMinutes} min on a clip of {clipSeconds} s.");
            }

            own = Math.Max(own, Status(affect.Id, "VmHWM:"));
            family = Math.Max(family, Children(affect.Id).Append(affect.Id).Sum(id => Status(id, "VmRSS:")));
        }

        var seconds = watch.Elapsed.TotalSeconds;
        await output;
        return affect.ExitCode == 0 ? (seconds, own, family)
            : throw new InvalidOperationException($"explain ended with {affect.ExitCode}: {(await errors).Trim().ReplaceLineEndings(" ")}");
    }

    /// <summary>Bytes that a line of /proc/ID/status states; 0 where the process is gone or there is no such file.</summary>
    private static double Status(int id, string field)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(l => l.StartsWith(field, StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.AsSpan(field.Length).Trim("\t kB"), CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static IEnumerable<int> Children(int id)
    {
        try
        {
            return [.. Directory.EnumerateDirectories($"/proc/{id}/task")
                .Select(task => Path.Combine(task, "children")).Where(File.Exists)
                .SelectMany(file => File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(child => int.Parse(child, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
