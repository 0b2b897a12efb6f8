using System.Globalization;
using AffectAgent.Media.Processes;
using AffectAgent.Media.Writing;

namespace AffectAgent.Media;

/// <summary>
/// Writes frames and sound as mp4 (H.264 in 4:2:0, BT.709, AAC) through an ffmpeg child process with limits: a constant frame rate, the
/// index first, and no dates, so that the same frames give the same file. It is made under another name and moved when it is whole.
/// </summary>
public sealed class VideoWriter : IFrameSink
{
    /// <summary>Largest file that is written, bytes.</summary>
    public const long MostBytes = 8L << 30;

    private readonly FilmFormat _format;
    private readonly string _shown;
    private readonly UnfinishedFile _file;
    private readonly UnfinishedFile? _sound;
    private readonly ChildProcess _child;
    private int _frames;

    private VideoWriter(FilmFormat format, string shown, UnfinishedFile file, UnfinishedFile? sound, ChildProcess child, string? note)
    {
        (_format, _shown, _file, _sound, _child) = (format, shown, file, sound, child);
        Note = note;
    }

    /// <inheritdoc/>
    public string? Note { get; }

    /// <summary>Starts a file.</summary>
    /// <param name="path">Where it is to be; its folder is made if missing, an older file is replaced at the end.</param>
    /// <param name="format">Size, rate, sound and tags.</param>
    /// <param name="options">Limits; null for the defaults. <see cref="MediaOptions.StallLimit"/> is how long ffmpeg may keep us waiting.</param>
    /// <param name="cancellationToken">Stops the writing, then and later.</param>
    /// <exception cref="UserException">ffmpeg is missing or can't write video, a setting is out of range, or the place can't be written to.</exception>
    public static Task<VideoWriter> StartAsync(string path, FilmFormat format, MediaOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(format);
        var limits = options ?? new MediaOptions { StallLimit = TimeSpan.FromMinutes(2) };
        limits.Validate();
        format.Check();
        return Task.Run(() => Start(path, format, limits, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task WriteAsync(ReadOnlyMemory<byte> rgb, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rgb.Length, _format.FrameBytes);
        return Task.Run(
            () =>
            {
                if (!_child.Write(rgb.Span))
                    throw Fault(_child.WaitForExit(), cancellationToken);
                _frames++;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task FinishAsync(CancellationToken cancellationToken = default) => Task.Run(() => Finish(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync().ConfigureAwait(false);
        _file.Dispose();
        _sound?.Dispose();
    }

    private static VideoWriter Start(string path, FilmFormat format, MediaOptions limits, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
            throw new UserException($"{path} is a folder.", "Name a file in it, such as talk.mp4.");
        var tools = limits.Tools ?? FfmpegLocator.Find();
        var encoder = VideoEncoder.For(tools, limits, cancellationToken);
        var file = new UnfinishedFile(path);
        UnfinishedFile? sound = null;
        try
        {
            if (format.Sound is not null)
                sound = WriteSound(path, format.Sound);
            var child = ChildProcess.StartWriter(tools.Ffmpeg, Arguments(format, encoder, sound?.Place, file.Place), limits, MostBytes, cancellationToken);
            return new VideoWriter(format, path, file, sound, child, encoder.Note);
        }
        catch
        {
            file.Dispose();
            sound?.Dispose();
            throw;
        }
    }

    private static UnfinishedFile WriteSound(string path, FilmSound sound)
    {
        var file = new UnfinishedFile(path + ".wav");
        try
        {
            file.Guard(() =>
            {
                using var stream = File.Create(file.Place);
                WaveFile.Write(stream, sound);
            });
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    internal static IReadOnlyList<string> Arguments(FilmFormat format, VideoEncoder encoder, string? sound, string file) =>
    [
        "-hide_banner", "-nostats", "-v", "error",
        "-protocol_whitelist", "pipe", "-f", "rawvideo", "-pix_fmt", "rgb24", "-video_size", Text($"{format.Width}x{format.Height}"), "-framerate", Text($"{format.FramesPerSecond}"), "-i", "pipe:0",
        .. sound is null ? Array.Empty<string>() : ["-protocol_whitelist", "file", "-f", "wav", "-i", "file:" + sound, "-map", "0:v", "-map", "1:a", "-c:a", "aac", "-b:a", "96k", "-flags:a", "+bitexact"],
        // 4:2:0 wants even sides; the colours are those that players take video of this kind for.
        "-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2,scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int,format=yuv420p",
        "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv",
        "-c:v", encoder.Name, .. encoder.Arguments, "-flags:v", "+bitexact",
        "-map_metadata", "-1", "-metadata", "title=" + OneLine(format.Tags.Title), "-metadata", "comment=" + OneLine(format.Tags.Comment),
        "-fflags", "+bitexact", "-movflags", "+faststart", "-f", "mp4", "file:" + file,
    ];

    private void Finish(CancellationToken cancellationToken)
    {
        if (_frames == 0)
            throw new InvalidOperationException("A film needs a frame.");
        _child.CloseInput();
        var exit = _child.WaitForExit();
        if (exit != 0 || cancellationToken.IsCancellationRequested)
            throw Fault(exit, cancellationToken);
        _file.Guard(() =>
        {
            using var stream = new FileStream(_file.Place, FileMode.Append);
            stream.Write(XmpPacket.Box(_format.Tags));
        });
        _file.MoveFile();
    }

    private Exception Fault(int exit, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return new OperationCanceledException(cancellationToken);
        if (_child.Stalled)
            return new UserException($"ffmpeg stopped taking frames of {_shown} and was ended.", "The disk may be too slow or full; try another place.");
        var tail = _child.ErrorTail();
        if (tail.Any(line => line.Contains("No space left", StringComparison.OrdinalIgnoreCase)))
            return new UserException($"There is no room left to write {_shown}.", "Make room, or choose another disk.");
        return new UserException($"ffmpeg can't write {_shown} (exit status {exit}: {(tail.Count > 0 ? tail[^1].Replace(_file.Place, _shown, StringComparison.Ordinal) : "no reason given")}).", "Install a full ffmpeg, as Debian's is, or write a folder of pictures.");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string OneLine(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
}
