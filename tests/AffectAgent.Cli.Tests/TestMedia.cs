using System.Diagnostics;

namespace AffectAgent.Cli.Tests;

/// <summary>Media made by ffmpeg on the spot, in a folder of its own that is deleted at the end.</summary>
public sealed class TestMedia : IDisposable
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("affect-cli").FullName;

    /// <summary>The data folder, or null where it is missing.</summary>
    public static string? Data { get; } = FindData();

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>A path in the folder.</summary>
    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>A file with that content.</summary>
    public string Write(string name, string content)
    {
        File.WriteAllText(At(name), content);
        return At(name);
    }

    /// <summary>A file with that content.</summary>
    public string Write(string name, byte[] content)
    {
        File.WriteAllBytes(At(name), content);
        return At(name);
    }

    /// <summary>Runs ffmpeg; the last argument is the name of the file it makes.</summary>
    public string Make(params string[] arguments)
    {
        var start = new ProcessStartInfo("ffmpeg", ["-y", "-loglevel", "error", .. arguments[..^1], At(arguments[^1])]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
        return At(arguments[^1]);
    }

    /// <summary>A picture without a face.</summary>
    public string Landscape(string name) => Make("-f", "lavfi", "-i", "gradients=size=320x240:duration=1", "-frames:v", "1", name);

    /// <summary>One of the data folder's files; skips the test where there is none.</summary>
    public static string DataFile(params string[] parts)
    {
        Assert.SkipWhen(Data is null, "The data folder is missing; set AFFECT_DATA.");
        var path = Path.Combine([Data!, .. parts]);
        Assert.SkipUnless(File.Exists(path), $"{string.Join('/', parts)} is missing from the data folder.");
        return path;
    }

    private static string? FindData()
    {
        if (Environment.GetEnvironmentVariable("AFFECT_DATA") is { Length: > 0 } given)
            return Directory.Exists(given) ? given : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AffectAgent.sln")))
            {
                var data = Path.Combine(folder.Parent!.FullName, "shared", "data");
                return Directory.Exists(data) ? data : null;
            }
        }

        return null;
    }
}
