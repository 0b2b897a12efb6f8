using System.Runtime.CompilerServices;

namespace AffectAgent.Plugins.Vision.Tests;

/// <summary>A clip in memory, its frames made by code.</summary>
internal sealed class ClipSource(int frames, Func<int, RgbImage> frame, MediaKind kind = MediaKind.Video) : IMediaSource
{
    private int _lent;

    /// <summary>Frames that were handed out and not given back.</summary>
    public int Lent => Volatile.Read(ref _lent);

    public MediaInfo Info { get; } = new()
    {
        Name = "clip",
        Kind = kind,
        Duration = frames / 25.0,
        Video = new VideoInfo(640, 360, 25, "raw"),
    };

    public async IAsyncEnumerable<VideoFrame> ReadFramesAsync(FrameOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int i = 0; i < frames; i++)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            var picture = frame(i);
            Interlocked.Increment(ref _lent);
            yield return new VideoFrame(i, i / 25.0, picture, () => Interlocked.Decrement(ref _lent));
        }
    }

    public IAsyncEnumerable<AudioChunk> ReadAudioAsync(double? from = null, double? to = null, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<AudioChunk>();

    public Task<Transcript?> ReadSubtitlesAsync(CancellationToken cancellationToken = default) => Task.FromResult<Transcript?>(null);

    /// <summary>A part of a photograph as a frame of 640 x 360.</summary>
    public static RgbImage Cut(PicturePyramid photo, System.Numerics.Vector2 middle, float width, float turn = 0)
    {
        // The sampler reads squares: the middle rows of a square of 640 are the frame.
        var square = new float[640 * 640 * 3];
        RegionSampler.Read(photo, new FaceRegion(middle, width, turn), 640, square, planar: false, 1, 0);
        var frame = RgbImage.Black(640, 360);
        int skip = 140 * 640 * 3;
        for (int i = 0; i < frame.Pixels.Length; i++)
            frame.Pixels[i] = (byte)Math.Clamp(square[skip + i] + 0.5f, 0, 255);
        return frame;
    }
}
