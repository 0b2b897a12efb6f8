using System.Diagnostics;
using System.Globalization;
using AffectAgent.Media;

namespace AffectAgent.Samples.DemoClip;

/// <summary>Writes pictures and a sound track to an mp4 through ffmpeg.</summary>
internal sealed class ClipEncoder : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private ClipEncoder(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts ffmpeg.</summary>
    public static ClipEncoder Start(FfmpegTools tools, string video, string sound, int width, int height, double rate)
    {
        var info = new ProcessStartInfo(tools.Ffmpeg) { RedirectStandardInput = true, RedirectStandardError = true };
        string[] arguments =
        [
            "-v", "error", "-y",
            "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", string.Create(CultureInfo.InvariantCulture, $"{width}x{height}"),
            "-r", rate.ToString(CultureInfo.InvariantCulture), "-i", "pipe:0",
            "-f", "wav", "-i", "file:" + sound,
            "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-pix_fmt", "yuv420p",
            "-c:a", "aac", "-b:a", "96k",
            "-fflags", "+bitexact", "-movflags", "+faststart", "-f", "mp4", "file:" + video,
        ];
        foreach (string argument in arguments)
            info.ArgumentList.Add(argument);
        return new ClipEncoder(Process.Start(info)!);
    }

    /// <summary>Adds a picture: 8-bit RGB, rows from the top.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> rgb, CancellationToken cancellationToken)
    {
        try
        {
            await _process.StandardInput.BaseStream.WriteAsync(rgb, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            throw await FaultAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Closes the file.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        if (_process.ExitCode != 0)
            throw await FaultAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync().ConfigureAwait(false);
        }
        _process.Dispose();
    }

    private async Task<UserException> FaultAsync()
    {
        string errors = await _errors.ConfigureAwait(false);
        string first = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "no reason given";
        return new UserException($"ffmpeg cannot write the demo's clip ({first}).", "Install an ffmpeg with libx264 and AAC, as Debian's is.");
    }
}
