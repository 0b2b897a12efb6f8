using AffectAgent.Media;

namespace AffectAgent.Cli.Data;

/// <summary>Opens pictures that were read ahead, many through one decoder, and all else as usual.</summary>
internal sealed class AheadOpener(StillsAhead ahead, IMediaOpener inner) : IMediaOpener
{
    /// <inheritdoc/>
    public async Task<IMediaSource> OpenAsync(string path, CancellationToken cancellationToken = default) =>
        await ahead.TakeAsync(path, cancellationToken).ConfigureAwait(false) ?? await inner.OpenAsync(path, cancellationToken).ConfigureAwait(false);
}
