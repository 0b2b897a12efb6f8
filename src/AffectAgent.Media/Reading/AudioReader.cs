using System.Globalization;
using System.Runtime.InteropServices;
using AffectAgent.Media.Probing;
using AffectAgent.Media.Processes;

namespace AffectAgent.Media.Reading;

/// <summary>
/// Reads sound as 16 kHz mono in chunks of a second. Gaps in the file's own times are filled with silence, so a sample's
/// place is its time; silence that only stands for a late beginning is not handed out, the first chunk starts late instead.
/// </summary>
internal sealed class AudioReader : IAsyncDisposable
{
    private const int ChunkSamples = AudioChunk.SampleRate;

    private readonly ProbedMedia _media;
    private readonly MediaRange _range;
    private readonly ChildProcess _child;
    private long _position;
    private long _skip;
    private long _left;
    private bool _ended;

    private AudioReader(ProbedMedia media, MediaRange range, ChildProcess child)
    {
        _media = media;
        _range = range;
        _child = child;
        _skip = Math.Max(0, (long)Math.Floor((media.AudioOffset - range.From) * AudioChunk.SampleRate));
        _left = double.IsFinite(range.To) ? (long)Math.Round((range.To - range.From) * AudioChunk.SampleRate) : long.MaxValue;
    }

    /// <summary>Starts to read.</summary>
    public static AudioReader Start(ProbedMedia media, MediaRange range, MediaOptions options, FfmpegTools tools, CancellationToken cancellationToken)
    {
        List<string> arguments =
        [
            "-nostdin", "-hide_banner", "-nostats", "-v", "error", "-threads", "1",
            .. range.SeekArguments(media.Shift, 0, out _),
            .. media.InputArguments(options),
            "-map", "0:" + media.AudioStream.ToString(CultureInfo.InvariantCulture),
            "-vn", "-sn", "-dn",
            "-af", "aresample=16000:async=1:first_pts=0:rematrix_maxval=1",
            "-ac", "1", "-ar", "16000", "-c:a", "pcm_f32le", "-f", "f32le", "pipe:1",
        ];
        return new AudioReader(media, range, ChildProcess.Start(tools.Ffmpeg, arguments, options, null, cancellationToken));
    }

    /// <summary>The next second, or null after the last.</summary>
    /// <exception cref="UserException">The sound cannot be decoded.</exception>
    public Task<AudioChunk?> NextAsync(CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() => Next(cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _child.DisposeAsync();

    private AudioChunk? Next(CancellationToken cancellationToken)
    {
        while (!_ended && _left > 0)
        {
            var samples = new float[(int)Math.Min(ChunkSamples, _left)];
            int read = _child.Read(MemoryMarshal.AsBytes(samples.AsSpan())) / sizeof(float);
            cancellationToken.ThrowIfCancellationRequested();
            if (read < samples.Length)
                End();
            long start = _position;
            _position += read;
            _left -= read;
            int skipped = (int)Math.Min(read, _skip);
            _skip -= skipped;
            if (read == skipped)
                continue;
            Clamp(samples.AsSpan(skipped, read - skipped));
            return new AudioChunk(_range.From + (start + skipped) / (double)AudioChunk.SampleRate, samples.AsMemory(skipped, read - skipped));
        }
        return null;
    }

    private void End()
    {
        _ended = true;
        int exit = _child.WaitForExit();
        if (_child.Stalled)
            throw new UserException($"ffmpeg gave no sound of {_media.Info.Name} for too long and was ended.", "The file is damaged or its disk is too slow; copy it and try again.");
        if (exit != 0)
            throw Faults.FromErrors(_media.Info.Name, _child.ErrorTail());
    }

    private static void Clamp(Span<float> samples)
    {
        foreach (ref float sample in samples)
            sample = float.IsNaN(sample) ? 0 : Math.Clamp(sample, -1f, 1f);
    }
}
