using System.Diagnostics;
using System.Globalization;

namespace AffectAgent.Media;

/// <summary>Writes pictures as JPEG, for reports.</summary>
public static class JpegEncoder
{
    /// <summary>Encodes a picture, made smaller where its longer side is above the limit.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="maxSide">Longest side of the result, pixels, 16 or more.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UserException">ffmpeg is missing.</exception>
    public static async Task<byte[]> EncodeAsync(RgbImage image, int maxSide, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSide, 16);
        var (width, height) = Fit(image.Width, image.Height, maxSide);
        using var process = Start(FfmpegLocator.Find().Ffmpeg, image, width, height);
        using var kill = cancellationToken.Register(() => Kill(process));
        using var jpeg = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(jpeg, cancellationToken);
        var input = process.StandardInput.BaseStream;
        await input.WriteAsync(image.Pixels.AsMemory(0, image.Width * image.Height * 3), cancellationToken).ConfigureAwait(false);
        input.Close();
        await reading.ConfigureAwait(false);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return process.ExitCode == 0 && jpeg.Length > 0
            ? jpeg.ToArray()
            : throw new InvalidOperationException($"ffmpeg could not write a JPEG of {width} x {height} (exit status {process.ExitCode}).");
    }

    private static Process Start(string ffmpeg, RgbImage image, int width, int height)
    {
        string[] arguments =
        [
            "-hide_banner", "-loglevel", "quiet", "-f", "rawvideo", "-pix_fmt", "rgb24",
            "-video_size", Size(image.Width, image.Height), "-i", "pipe:0",
            "-vf", $"scale={width.ToString(CultureInfo.InvariantCulture)}:{height.ToString(CultureInfo.InvariantCulture)}:flags=area",
            "-frames:v", "1", "-threads", "1", "-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj420p", "-f", "image2pipe", "pipe:1",
        ];
        return Process.Start(new ProcessStartInfo(ffmpeg, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("ffmpeg did not start.");
    }

    private static (int Width, int Height) Fit(int width, int height, int maxSide)
    {
        var scale = Math.Min(1.0, (double)maxSide / Math.Max(width, height));
        return (Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
    }

    private static string Size(int width, int height) => string.Create(CultureInfo.InvariantCulture, $"{width}x{height}");

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // it had ended already
        }
    }
}
