using System.Runtime.CompilerServices;
using AffectAgent.Media.Probing;
using AffectAgent.Media.Reading;
using AffectAgent.Media.Subtitles;

namespace AffectAgent.Media;

/// <summary>
/// A media file read through ffmpeg child processes, one for every stream that is being read. Thread-safe: streams may be
/// read several times, also at once. Nothing is held open between reads, so there is nothing to dispose of.
/// </summary>
public sealed class MediaSource : IMediaSource
{
    private readonly ProbedMedia _media;
    private readonly MediaOptions _options;
    private readonly FfmpegTools _tools;

    private MediaSource(ProbedMedia media, MediaOptions options, FfmpegTools tools)
    {
        _media = media;
        _options = options;
        _tools = tools;
    }

    /// <inheritdoc/>
    public MediaInfo Info => _media.Info;

    /// <summary>Looks at a file and makes it readable. Decodes nothing yet.</summary>
    /// <param name="path">A local file; its content, not its name, tells what it is.</param>
    /// <param name="options">Limits and wishes, or null for the defaults.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    /// <exception cref="UserException">Missing, a folder, empty, cut off, not media, too large, or ffmpeg is missing.</exception>
    public static Task<MediaSource> OpenAsync(string path, MediaOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        MediaOptions limits = options ?? new MediaOptions();
        limits.Validate();
        return Task.Run(
            () =>
            {
                FfmpegTools tools = limits.Tools ?? FfmpegLocator.Find();
                return new MediaSource(Prober.Probe(path, limits, tools, cancellationToken), limits, tools);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="UserException">The file cannot be decoded, holds no frame, or the range lies outside it.</exception>
    public async IAsyncEnumerable<VideoFrame> ReadFramesAsync(FrameOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (_media.Info.Video is null)
            yield break;
        FramePlan plan = FramePlan.For(_media, options, _options, _tools);
        await using FrameReader reader = FrameReader.Start(_media, plan, _options, _tools, cancellationToken);
        while (await reader.NextAsync(cancellationToken).ConfigureAwait(false) is { } frame)
            yield return frame;
    }

    /// <inheritdoc/>
    /// <exception cref="UserException">The sound cannot be decoded, or the range lies outside the file.</exception>
    public async IAsyncEnumerable<AudioChunk> ReadAudioAsync(double? from = null, double? to = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (_media.Info.Audio is null)
            yield break;
        MediaRange range = MediaRange.For(_media.Info, from, to);
        await using AudioReader reader = AudioReader.Start(_media, range, _options, _tools, cancellationToken);
        while (await reader.NextAsync(cancellationToken).ConfigureAwait(false) is { } chunk)
            yield return chunk;
    }

    /// <inheritdoc/>
    /// <exception cref="UserException">The subtitle stream cannot be read.</exception>
    public Task<Transcript?> ReadSubtitlesAsync(CancellationToken cancellationToken = default) =>
        _media.SubtitleStream < 0
            ? Task.FromResult<Transcript?>(null)
            : Task.Run(() => SubtitleStream.Read(_media, _options, _tools, cancellationToken), cancellationToken);
}
