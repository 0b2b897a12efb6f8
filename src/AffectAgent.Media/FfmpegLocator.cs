using System.Diagnostics;
using System.Globalization;

namespace AffectAgent.Media;

/// <summary>The two programs that read media.</summary>
/// <param name="Ffmpeg">Full path of ffmpeg.</param>
/// <param name="Ffprobe">Full path of ffprobe.</param>
/// <param name="Version">Version as ffmpeg states it, such as "5.1.9-0+deb12u1".</param>
/// <param name="Major">Major and minor version as a number, such as 5.1; 99 for a development build.</param>
public sealed record FfmpegTools(string Ffmpeg, string Ffprobe, string Version, double Major)
{
    /// <summary>The argument that hands every frame out once with its own time (its name changed with ffmpeg 5.1).</summary>
    internal string PassthroughOption => Major >= 5.1 ? "-fps_mode" : "-vsync";
}

/// <summary>
/// Finds ffmpeg and ffprobe: the environment variables <c>AFFECT_FFMPEG</c> and <c>AFFECT_FFPROBE</c>, then the folders
/// of <c>PATH</c>.
/// </summary>
public static class FfmpegLocator
{
    private static readonly Lock Gate = new();
    private static (string Key, FfmpegTools Tools)? _found;

    /// <summary>Finds the programs and asks for their version; remembers the answer for the life of the process.</summary>
    /// <exception cref="UserException">A program is missing or does not run; the message says how to get it.</exception>
    public static FfmpegTools Find()
    {
        string ffmpeg = Resolve("ffmpeg", "AFFECT_FFMPEG");
        string ffprobe = Resolve("ffprobe", "AFFECT_FFPROBE");
        lock (Gate)
        {
            string key = ffmpeg + "\n" + ffprobe;
            if (_found is { } found && found.Key == key)
                return found.Tools;
            string version = AskVersion(ffmpeg);
            var tools = new FfmpegTools(ffmpeg, ffprobe, version, ParseMajor(version));
            _found = (key, tools);
            return tools;
        }
    }

    /// <summary>The programs, or null with the reason (one line that says how to mend it) where they cannot be used.</summary>
    public static FfmpegTools? TryFind(out string? reason)
    {
        try
        {
            reason = null;
            return Find();
        }
        catch (UserException missing)
        {
            reason = missing.Message;
            return null;
        }
    }

    /// <summary>The full path of a program in the folders of PATH, or null.</summary>
    internal static string? OnPath(string name)
    {
        string file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>5.1 from "5.1.9-0+deb12u1" or "n7.0.2"; 99 for a development build such as "N-1234-gabc".</summary>
    internal static double ParseMajor(string version)
    {
        string[] parts = version.TrimStart('n').Split('.', '-', '+');
        if (parts.Length < 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major))
            return 99;
        return int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minor) ? major + minor / 10.0 : major;
    }

    private static string Resolve(string name, string variable)
    {
        string? given = Environment.GetEnvironmentVariable(variable);
        if (!string.IsNullOrWhiteSpace(given))
        {
            return File.Exists(given)
                ? Path.GetFullPath(given)
                : throw new UserException($"{variable} names a file that does not exist.", $"Set it to the full path of {name}, or unset it.");
        }
        return OnPath(name) ?? throw new UserException(
            $"{name} was not found, and it is needed to read media.",
            $"Install it (Debian, Ubuntu: apt-get install ffmpeg), or set {variable} to its full path.");
    }

    private static string AskVersion(string ffmpeg)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(ffmpeg, ["-version"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            })!;
            string first = process.StandardOutput.ReadLine() ?? "";
            process.StandardOutput.ReadToEnd();
            process.WaitForExit(5000);
            string[] words = first.Split(' ');
            if (words.Length >= 3 && words[1] == "version")
                return words[2];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // falls through: the same message as for a program that is not ffmpeg
        }
        throw new UserException("The ffmpeg program found does not run.", "Install ffmpeg anew, or set AFFECT_FFMPEG to the full path of one that works.");
    }
}
