namespace AffectAgent.Media;

/// <summary>Opens media files through ffmpeg.</summary>
/// <param name="options">Limits and wishes, or null for the defaults.</param>
public sealed class MediaOpener(MediaOptions? options = null) : IMediaOpener
{
    /// <inheritdoc/>
    public async Task<IMediaSource> OpenAsync(string path, CancellationToken cancellationToken = default) =>
        await MediaSource.OpenAsync(path, options, cancellationToken).ConfigureAwait(false);
}
