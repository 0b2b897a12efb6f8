namespace AffectAgent;

/// <summary>Opens media files: the seam for dependency injection and for tests that bring their own media.</summary>
public interface IMediaOpener
{
    /// <summary>Looks at a file and makes it readable.</summary>
    /// <param name="path">A local file; its content, not its name, tells what it is.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    /// <exception cref="UserException">Missing, empty, cut off, not media, too large, or ffmpeg is missing.</exception>
    Task<IMediaSource> OpenAsync(string path, CancellationToken cancellationToken = default);
}
