namespace AffectAgent.Bench;

/// <summary>A medium of one picture that lies in memory already, so that decoding does not count.</summary>
internal sealed class StillSource(RgbImage image) : IMediaSource
{
    public MediaInfo Info { get; } = new() { Name = "still", Kind = MediaKind.Image, Duration = 0, Video = new VideoInfo(image.Width, image.Height, 0, "raw") };

    public async IAsyncEnumerable<VideoFrame> ReadFramesAsync(FrameOptions options, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        yield return new VideoFrame(0, 0, image);
    }

    public IAsyncEnumerable<AudioChunk> ReadAudioAsync(double? from = null, double? to = null, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<AudioChunk>();

    public Task<Transcript?> ReadSubtitlesAsync(CancellationToken cancellationToken = default) => Task.FromResult<Transcript?>(null);
}
