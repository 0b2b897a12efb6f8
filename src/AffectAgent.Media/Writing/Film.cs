namespace AffectAgent.Media;

/// <summary>Sound that goes with pictures.</summary>
/// <param name="Samples">Mono, -1 to 1.</param>
/// <param name="SampleRate">Samples a second, 8000 to 192000.</param>
public sealed record FilmSound(ReadOnlyMemory<float> Samples, int SampleRate);

/// <summary>What a file says of itself.</summary>
/// <param name="Title">A short title.</param>
/// <param name="Comment">A sentence, such as how it was made.</param>
/// <param name="DigitalSourceType">A term of the IPTC's list of digital source types, such as <c>trainedAlgorithmicMedia</c>, or null for none.</param>
public sealed record MediaTags(string Title, string Comment, string? DigitalSourceType = null);

/// <summary>The form of a film.</summary>
/// <param name="Width">Pixels a row, 16 to 4096.</param>
/// <param name="Height">Rows, 16 to 4096.</param>
/// <param name="FramesPerSecond">Above 0, up to 240; every frame lasts the same.</param>
/// <param name="Tags">What the file says of itself.</param>
/// <param name="Sound">Its sound, which begins with the first frame; null for none.</param>
public sealed record FilmFormat(int Width, int Height, double FramesPerSecond, MediaTags Tags, FilmSound? Sound = null)
{
    internal int FrameBytes => Width * Height * 3;

    /// <summary>Checks all of it.</summary>
    /// <exception cref="UserException">A size or rate is out of its range.</exception>
    internal void Check()
    {
        if (Width is < 16 or > 4096 || Height is < 16 or > 4096)
            throw new UserException($"A film of {Width} x {Height} pixels can't be written.", "Choose 16 to 4096 a side.");
        if (!(FramesPerSecond > 0 && FramesPerSecond <= 240))
            throw new UserException(FormattableString.Invariant($"A film of {FramesPerSecond} frames a second can't be written."), "Choose a rate above 0 and up to 240.");
        if (Sound is { SampleRate: < 8000 or > 192000 } sound)
            throw new UserException($"Sound of {sound.SampleRate} samples a second can't be written.", "Choose 8000 to 192000.");
    }
}

/// <summary>Takes a film's frames one after the other. Disposed before it is finished, it leaves nothing behind. Not thread-safe.</summary>
public interface IFrameSink : IAsyncDisposable
{
    /// <summary>What a user should know of the file's form; null mostly.</summary>
    string? Note { get; }

    /// <summary>Adds a frame.</summary>
    /// <param name="rgb">Width x height x 3 bytes: red, green, blue, rows from the top. Free for other use once the task has ended.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="UserException">It can't be written.</exception>
    Task WriteAsync(ReadOnlyMemory<byte> rgb, CancellationToken cancellationToken = default);

    /// <summary>Ends the film and puts it where it belongs.</summary>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="UserException">It can't be written.</exception>
    Task FinishAsync(CancellationToken cancellationToken = default);
}
