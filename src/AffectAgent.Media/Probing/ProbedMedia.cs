namespace AffectAgent.Media.Probing;

/// <summary>What the reading of a file needs to know about it.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Format">Its container.</param>
/// <param name="Info">What callers see.</param>
internal sealed record ProbedMedia(string Path, ContainerFormat Format, MediaInfo Info)
{
    /// <summary>Filters that turn and mirror the stored picture upright; empty where it is upright.</summary>
    public string Upright { get; init; } = "";

    /// <summary>True for a still with transparent pixels, which are laid on white.</summary>
    public bool HasAlpha { get; init; }

    /// <summary>Index of the video stream, or -1.</summary>
    public int VideoStream { get; init; } = -1;

    /// <summary>Index of the audio stream, or -1.</summary>
    public int AudioStream { get; init; } = -1;

    /// <summary>Index of the text subtitle stream, or -1.</summary>
    public int SubtitleStream { get; init; } = -1;

    /// <summary>ffmpeg's name of the subtitle codec.</summary>
    public string SubtitleCodec { get; init; } = "";

    /// <summary>Seconds after the medium's beginning at which the sound begins.</summary>
    public double AudioOffset { get; init; }

    /// <summary>
    /// Medium time at which ffmpeg's clock reads 0: below 0 where the container's times begin before 0, as with sound whose
    /// decoder needs priming; 0 otherwise (a container that begins late is counted from its beginning).
    /// </summary>
    public double Shift { get; init; }

    /// <summary>The arguments that open the file as what it is, and as nothing else.</summary>
    public IEnumerable<string> InputArguments(MediaOptions options) => Format.InputArguments(Path, options);
}
