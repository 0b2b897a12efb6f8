using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace AffectAgent.Bench;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    /// <summary>Lines of Markdown: date, commit, processor, memory, system, load.</summary>
    public static IEnumerable<string> Describe(string root)
    {
        yield return $"- Date: {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC";
        yield return $"- Commit: {Git(root, "rev-parse", "--short", "HEAD")}{(Git(root, "status", "--porcelain", "--untracked-files=no") is { Length: > 0 } ? ", with local changes" : "")}";
        yield return $"- Processor: {Processor()}, {Environment.ProcessorCount} cores";
        yield return string.Create(CultureInfo.InvariantCulture, $"- Memory: {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30):0} GiB");
        yield return $"- System: {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";
        if (Load() is { } load)
            yield return $"- Load average before the run: {load}{(load > Environment.ProcessorCount * 0.5 ? " (others were using the machine; the figures are worse than they would be)" : "")}";
    }

    /// <summary>Load average of the last minute, or null where the system has none.</summary>
    public static double? Load() => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : null;

    private static string Processor()
    {
        const string Cpus = "/proc/cpuinfo";
        var line = File.Exists(Cpus) ? File.ReadLines(Cpus).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static string Git(string root, params string[] arguments)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["-C", root, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? output : "unknown";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }
}
