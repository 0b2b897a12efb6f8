using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace AffectAgent.Cli.Diagnosis;

/// <summary>A graphics processor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="MemoryGb">Its memory, GB (10^9 bytes).</param>
internal sealed record Gpu(string Name, double MemoryGb);

/// <summary>What of a machine decides which models it can run.</summary>
/// <param name="MemoryGb">Memory that programs may use, GB (10^9 bytes); a container's limit counts.</param>
/// <param name="Cores">Cores.</param>
/// <param name="Gpus">NVIDIA graphics processors.</param>
/// <param name="FreeDiskGb">Free on the disk of downloaded models, GB.</param>
internal sealed record MachineFacts(double MemoryGb, int Cores, IReadOnlyList<Gpu> Gpus, double FreeDiskGb)
{
    private const int PatienceMilliseconds = 5000;

    /// <summary>Looks at this machine.</summary>
    /// <param name="folder">The folder of downloaded models; it need not exist.</param>
    public static MachineFacts Look(string folder) => new(
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9, Environment.ProcessorCount, Parse(AskNvidia()), FreeGb(folder));

    /// <summary>Reads what <c>nvidia-smi --query-gpu=name,memory.total --format=csv,noheader,nounits</c> says; lines that it can't read are left out.</summary>
    public static IReadOnlyList<Gpu> Parse(string answer)
    {
        var found = new List<Gpu>();
        foreach (var line in answer.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var comma = line.LastIndexOf(',');
            if (comma > 0 && double.TryParse(line.AsSpan(comma + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var mebibytes) && mebibytes > 0)
                found.Add(new Gpu(line[..comma].Trim(), mebibytes * 1024 * 1024 / 1e9));
        }

        return found;
    }

    private static string AskNvidia()
    {
        if (ProgramOnPath.Find("nvidia-smi") is not { } program)
            return "";
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, ["--query-gpu=name,memory.total", "--format=csv,noheader,nounits"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var answer = process.StandardOutput.ReadToEndAsync();
            if (process.WaitForExit(PatienceMilliseconds) && process.ExitCode == 0)
                return answer.GetAwaiter().GetResult();
            if (!process.HasExited)
                process.Kill();
            return "";
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return "";
        }
    }

    private static double FreeGb(string folder)
    {
        try
        {
            var at = new DirectoryInfo(folder);
            while (!at.Exists && at.Parent is { } parent)
                at = parent;
            return new DriveInfo(at.FullName).AvailableFreeSpace / 1e9;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return 0;
        }
    }
}
