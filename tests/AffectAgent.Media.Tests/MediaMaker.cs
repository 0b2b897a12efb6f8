using System.Diagnostics;

namespace AffectAgent.Media.Tests;

/// <summary>Synthesises media in a folder of its own with ffmpeg's signal generators, apart from the product's own runner.</summary>
public sealed class MediaMaker : IDisposable
{
    public MediaMaker()
    {
        if (FfmpegLocator.TryFind(out string? reason) is null)
            Assert.Skip(reason!);
        Folder = Directory.CreateTempSubdirectory("affect-media-").FullName;
    }

    public string Folder { get; }

    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>Runs ffmpeg in the folder; the last argument is the file it writes, whose path is returned.</summary>
    public string Ffmpeg(params string[] arguments)
    {
        var info = new ProcessStartInfo(FfmpegLocator.Find().Ffmpeg)
        {
            WorkingDirectory = Folder,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (string argument in (string[])["-nostdin", "-v", "error", "-y", "-threads", "1", .. arguments])
            info.ArgumentList.Add(argument);
        using Process process = Process.Start(info)!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
        return At(arguments[^1]);
    }

    /// <summary>A moving test picture with sound.</summary>
    public string Clip(string name, double seconds = 1, int rate = 25, string size = "160x120") => Ffmpeg(
        "-f", "lavfi", "-i", FormattableString.Invariant($"testsrc2=s={size}:r={rate}:d={seconds}"),
        "-f", "lavfi", "-i", FormattableString.Invariant($"sine=frequency=440:duration={seconds}:sample_rate=48000"),
        "-shortest", name);

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(At(name), bytes);
        return At(name);
    }

    public string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    /// <summary>The first part of a file as a file of its own.</summary>
    public string Cut(string path, string name, double share)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return Write(name, bytes[..(int)(bytes.Length * share)]);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
