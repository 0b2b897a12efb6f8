using System.Diagnostics;
using System.Globalization;
using AffectAgent.Media;
using AffectAgent.Plugins.Vision;

namespace AffectAgent.SignClips;

/// <summary>Writes scenes as H.264 clips and reads them back through the project's own face pass.</summary>
internal static class Clips
{
    /// <summary>Encodes a scene.</summary>
    public static async Task WriteAsync(string path, Warper warper, Scene scene)
    {
        var rate = scene.FrameRate.ToString(CultureInfo.InvariantCulture);
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", [
            "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", $"{Still.Side}x{Still.Side}", "-r", rate, "-i", "-",
            "-c:v", "libx264", "-preset", "veryfast", "-threads", "1", "-crf", $"{scene.Crf}", "-pix_fmt", "yuv420p", path])
        { RedirectStandardInput = true })!;
        var frame = new byte[Still.Side * Still.Side * 3];
        var count = (int)(scene.Seconds * scene.FrameRate);
        for (var i = 0; i < count; i++)
        {
            warper.Draw(scene, i / scene.FrameRate, frame);
            await ffmpeg.StandardInput.BaseStream.WriteAsync(frame);
        }

        ffmpeg.StandardInput.Close();
        await ffmpeg.WaitForExitAsync();
        if (ffmpeg.ExitCode != 0)
            throw new UserException("ffmpeg could not write a clip.", "Install ffmpeg with libx264.");
    }

    /// <summary>Follows the faces of a clip.</summary>
    public static async Task<FaceArchive> ReadAsync(string path, VisionModels models)
    {
        var media = await new MediaOpener().OpenAsync(path);
        return await new FacePass(models, 2).RunAsync(media, new FrameOptions(), null, CancellationToken.None);
    }
}
