using System.Diagnostics;
using System.Globalization;

namespace AffectAgent.Bench;

/// <summary>Makes the inputs with ffmpeg from one photograph and one recording, in a folder that goes with it.</summary>
internal sealed class Inputs : IDisposable
{
    /// <summary>Frames a second of the clips.</summary>
    public const int FrameRate = 25;

    private const string Photo = "photos/stock-emotions-b-4.jpg";
    private const string Speech = "audio/jfk.wav";
    // The face drifts and comes nearer and back, as a sitting person's does, so that tracking has something to follow.
    private const string Motion = "scale=720:-2,crop=640:360:x='40+24*sin(1.3*t)':y='(ih-360)*0.27+14*sin(0.9*t)'";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("affect-bench");
    private readonly Lazy<string> _data;

    /// <summary>Looks for the photograph and the recording once they are needed.</summary>
    public Inputs(string root)
    {
        _data = new Lazy<string>(() => Find(Environment.GetEnvironmentVariable("AFFECT_DATA") ?? Path.Combine(root, "..", "shared", "data")));
    }

    /// <summary>The data folder.</summary>
    /// <exception cref="UserException">The photograph or the recording is not there.</exception>
    public string Data => _data.Value;

    /// <summary>A folder for what the runs write.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The words of a clip, every 11 s as in the recording.</summary>
    public string Subtitles(int seconds)
    {
        var path = Path.Combine(Folder, $"words-{seconds}.srt");
        var cues = Enumerable.Range(0, ((seconds - 1) / 11) + 1).Select(i => string.Create(CultureInfo.InvariantCulture,
            $"{i + 1}\n{Time(i * 11)} --> {Time(Math.Min(seconds, (i * 11) + 10))}\nI am so happy that you came, thank you!\n"));
        File.WriteAllText(path, string.Join('\n', cues));
        return path;
    }

    /// <summary>One moving face at 640x360; with the recording, repeated, as its sound if wanted.</summary>
    public string Clip(int seconds, bool sound)
    {
        var path = Path.Combine(Folder, $"clip-{seconds}-{(sound ? "sound" : "mute")}.mp4");
        if (File.Exists(path))
            return path;
        string[] audio = sound ? ["-stream_loop", "-1", "-i", Path.Combine(Data, Speech), "-c:a", "aac"] : [];
        Ffmpeg(["-loop", "1", "-framerate", $"{FrameRate}", "-i", Path.Combine(Data, Photo), .. audio,
            "-vf", Motion, "-t", $"{seconds}", "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", path]);
        return path;
    }

    /// <summary>A still of 640x360 with one face.</summary>
    public RgbImage Still()
    {
        var path = Path.Combine(Folder, "still.rgb");
        Ffmpeg(["-i", Path.Combine(Data, Photo), "-vf", Motion, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", path]);
        return new RgbImage(640, 360, File.ReadAllBytes(path));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Time(int seconds) => TimeSpan.FromSeconds(seconds).ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture) + ",000";

    /// <summary>Runs ffmpeg and waits for it.</summary>
    /// <exception cref="UserException">It failed.</exception>
    public static void Ffmpeg(string[] arguments)
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-nostdin", "-y", .. arguments]) { RedirectStandardError = true })!;
        var errors = ffmpeg.StandardError.ReadToEnd();
        ffmpeg.WaitForExit();
        if (ffmpeg.ExitCode != 0)
            throw new UserException($"ffmpeg could not make an input: {errors.ReplaceLineEndings(" ")}", "Install ffmpeg with libx264.");
    }

    private static string Find(string data)
    {
        foreach (var file in new[] { Photo, Speech })
        {
            if (!File.Exists(Path.Combine(data, file)))
                throw new UserException($"'{file}' was not found in '{data}'.", "Set AFFECT_DATA to the folder with photos/ and audio/.");
        }

        return data;
    }
}
