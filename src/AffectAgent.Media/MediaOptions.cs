namespace AffectAgent.Media;

/// <summary>Limits and wishes for reading media. The defaults suit two CPU cores and untrusted files.</summary>
public sealed record MediaOptions
{
    /// <summary>Most pixels of a picture or video frame; larger ones are refused from the header, before decoding. 100 million by default.</summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>
    /// Longest side of the frames handed out, in pixels; larger ones are scaled down, smaller ones stay. Null (the
    /// default) hands out the native size. <see cref="VideoInfo"/> then states the size handed out.
    /// </summary>
    public int? MaxSide { get; init; }

    /// <summary>Decoding threads of a child process. 2 by default.</summary>
    public int DecodeThreads { get; init; } = 2;

    /// <summary>Frames decoded ahead of the reader; bounds memory. 4 by default.</summary>
    public int FramesAhead { get; init; } = 4;

    /// <summary>Address space of a child process in bytes. 2 GiB by default. Held by <c>prlimit</c>, so on Linux only.</summary>
    public long MemoryLimit { get; init; } = 2L << 30;

    /// <summary>CPU time of a child process; one that uses more is ended by the system. An hour by default. Held by <c>prlimit</c>.</summary>
    public TimeSpan CpuLimit { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Longest time that looking at a file's header may take. 20 s by default.</summary>
    public TimeSpan ProbeLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Longest time to wait for the next piece of output. 30 s by default. A reader may pause as long as it likes: only
    /// the time that the child process keeps us waiting counts.
    /// </summary>
    public TimeSpan StallLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The programs to use, or null to find them (see <see cref="FfmpegLocator"/>).</summary>
    public FfmpegTools? Tools { get; init; }

    /// <summary>Checks all settings together.</summary>
    /// <exception cref="UserException">Settings are out of range; the message names all of them.</exception>
    internal void Validate()
    {
        (bool Good, string Rule)[] rules =
        [
            (MaxPixels > 0, "MaxPixels is above 0"),
            (MaxSide is null or > 0, "MaxSide is above 0 or not set"),
            (DecodeThreads is >= 1 and <= 64, "DecodeThreads is 1 to 64"),
            (FramesAhead is >= 1 and <= 1000, "FramesAhead is 1 to 1000"),
            (MemoryLimit >= 64L << 20, "MemoryLimit is at least 64 MiB"),
            (CpuLimit >= TimeSpan.FromSeconds(1), "CpuLimit is at least 1 s"),
            (ProbeLimit > TimeSpan.Zero, "ProbeLimit is above 0"),
            (StallLimit > TimeSpan.Zero, "StallLimit is above 0"),
        ];
        string[] broken = [.. rules.Where(r => !r.Good).Select(r => r.Rule)];
        if (broken.Length > 0)
            throw new UserException($"The media settings are out of range: {string.Join("; ", broken)}.");
    }
}
