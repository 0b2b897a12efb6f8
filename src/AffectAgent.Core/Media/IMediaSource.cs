namespace AffectAgent;

/// <summary>What a file holds.</summary>
public enum MediaKind
{
    /// <summary>One picture.</summary>
    Image,
    /// <summary>Moving pictures, with or without sound.</summary>
    Video,
    /// <summary>Sound alone.</summary>
    Audio,
}

/// <summary>The moving or still pictures of a file.</summary>
/// <param name="Width">Pixels, after the rotation that the file asks for.</param>
/// <param name="Height">Pixels, after rotation.</param>
/// <param name="FrameRate">Mean frames a second; 0 for a still.</param>
/// <param name="Codec">ffmpeg's name.</param>
public sealed record VideoInfo(int Width, int Height, double FrameRate, string Codec);

/// <summary>The sound of a file.</summary>
/// <param name="SampleRate">Hz.</param>
/// <param name="Channels">Channels.</param>
/// <param name="Codec">ffmpeg's name.</param>
public sealed record AudioInfo(int SampleRate, int Channels, string Codec);

/// <summary>What is known of a file before it is read.</summary>
public sealed record MediaInfo
{
    /// <summary>The file's name without folders.</summary>
    public required string Name { get; init; }

    /// <summary>What it holds.</summary>
    public required MediaKind Kind { get; init; }

    /// <summary>Length in seconds; 0 for a still.</summary>
    public required double Duration { get; init; }

    /// <summary>The pictures, or null.</summary>
    public VideoInfo? Video { get; init; }

    /// <summary>The sound, or null.</summary>
    public AudioInfo? Audio { get; init; }

    /// <summary>True if the file carries a text subtitle stream.</summary>
    public bool HasSubtitles { get; init; }
}

/// <summary>Which frames to read.</summary>
/// <param name="FramesPerSecond">A chosen rate, or null for every frame of the file.</param>
/// <param name="From">First second, or null.</param>
/// <param name="To">End (excluded) in seconds, or null.</param>
public sealed record FrameOptions(double? FramesPerSecond = null, double? From = null, double? To = null);

/// <summary>A frame; its pixels are lent and go back to a pool when it is disposed.</summary>
public sealed class VideoFrame : IDisposable
{
    private Action? _release;

    /// <summary>Creates a frame.</summary>
    /// <param name="index">From 0, counted over the frames handed out.</param>
    /// <param name="timestamp">True presentation time, seconds from the beginning of the medium.</param>
    /// <param name="image">The picture.</param>
    /// <param name="release">Gives the pixels back, or null.</param>
    public VideoFrame(int index, double timestamp, RgbImage image, Action? release = null)
    {
        Index = index;
        Timestamp = timestamp;
        Image = image;
        _release = release;
    }

    /// <summary>From 0, counted over the frames handed out.</summary>
    public int Index { get; }

    /// <summary>True presentation time, seconds.</summary>
    public double Timestamp { get; }

    /// <summary>The picture; not to be touched after disposal.</summary>
    public RgbImage Image { get; }

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}

/// <summary>A stretch of sound.</summary>
/// <param name="Start">Time of the first sample, seconds.</param>
/// <param name="Samples">Mono, 16 kHz, -1 to 1.</param>
public sealed record AudioChunk(double Start, ReadOnlyMemory<float> Samples)
{
    /// <summary>Samples a second of every chunk.</summary>
    public const int SampleRate = 16_000;
}

/// <summary>An opened medium. Streams may be read several times, also at the same time.</summary>
public interface IMediaSource
{
    /// <summary>What the file holds.</summary>
    MediaInfo Info { get; }

    /// <summary>The frames in order of presentation; empty for sound alone. Memory is bounded whatever the length.</summary>
    IAsyncEnumerable<VideoFrame> ReadFramesAsync(FrameOptions options, CancellationToken cancellationToken = default);

    /// <summary>The sound as 16 kHz mono in order of time; empty where there is none.</summary>
    /// <param name="from">First second, or null.</param>
    /// <param name="to">End (excluded) in seconds, or null.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    IAsyncEnumerable<AudioChunk> ReadAudioAsync(double? from = null, double? to = null, CancellationToken cancellationToken = default);

    /// <summary>The file's own subtitle stream as a transcript, or null where it has none.</summary>
    Task<Transcript?> ReadSubtitlesAsync(CancellationToken cancellationToken = default);
}
