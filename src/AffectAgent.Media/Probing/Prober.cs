using System.Text;
using AffectAgent.Media.Processes;

namespace AffectAgent.Media.Probing;

/// <summary>Finds out what a file holds: from its own bytes first, then from ffprobe for moving pictures and sound.</summary>
internal static class Prober
{
    private const int MaxReport = 4 << 20;
    private const long SloppyBytes = 64;

    /// <summary>Looks at a file.</summary>
    /// <exception cref="UserException">Missing, a folder, empty, cut off, not media, too large.</exception>
    public static ProbedMedia Probe(string path, MediaOptions options, FfmpegTools tools, CancellationToken cancellationToken)
    {
        string full = Path.GetFullPath(path);
        string name = Path.GetFileName(full);
        using FileStream file = InputFile.Open(full, name);
        ContainerFormat format = FormatSniffer.Sniff(file, name);
        if (format.Still)
            return Still(file, full, name, format, options);
        double present = Completeness.Present(file, format);
        if (present < 1 && file.Length / present - file.Length > SloppyBytes)
            throw Truncated(name, $"only {Math.Min(99, Math.Floor(present * 100)):0} % of the {format.Name} file is there");
        string json = RunFfprobe(full, name, format, options, tools, cancellationToken);
        ProbedMedia probed = StreamReport.Read(json, full, name, format, options);
        return probed.Info.Duration > 0 ? probed : WithScannedDuration(probed, options, tools, cancellationToken);
    }

    internal static UserException Truncated(string name, string how) =>
        new($"{name} is cut off: {how}.", "Copy or download it again.");

    private static ProbedMedia Still(Stream file, string full, string name, ContainerFormat format, MediaOptions options)
    {
        StillHeader header = StillHeader.Read(file, format) ?? throw Truncated(name, $"its {format.Name} header ends before the picture's size");
        if (header.Width < 1 || header.Height < 1)
            throw new UserException($"{name} is a {format.Name} picture without a size.", "Save it anew with another program.");
        if (header.Animated)
            throw new UserException($"{name} is a moving WebP, which is not read.", "Convert it to mp4 or webm first.");
        FrameSize.Check(header.Width, header.Height, name, options);
        if (!header.Complete)
            throw Truncated(name, $"the {format.Name} picture has no end");
        string upright = Orientation.FiltersForExif(header.Orientation);
        (int width, int height) = FrameSize.Shown(header.Width, header.Height, 1, Orientation.Swaps(upright), options.MaxSide);
        return new ProbedMedia(full, format, InfoOfStill(name, format, width, height)) { Upright = upright, HasAlpha = header.HasAlpha, VideoStream = 0 };
    }

    /// <summary>What callers see of a still.</summary>
    internal static MediaInfo InfoOfStill(string name, ContainerFormat format, int width, int height) => new()
    {
        Name = name,
        Kind = MediaKind.Image,
        Duration = 0,
        Video = new VideoInfo(width, height, 0, format == ContainerFormat.Jpeg ? "mjpeg" : format.Name.ToLowerInvariant()),
    };

    private static ProbedMedia WithScannedDuration(ProbedMedia probed, MediaOptions options, FfmpegTools tools, CancellationToken cancellationToken)
    {
        double end = DurationScan.Run(probed, options, tools, cancellationToken);
        return probed with { Info = probed.Info with { Duration = end } };
    }

    private static string RunFfprobe(string full, string name, ContainerFormat format, MediaOptions options, FfmpegTools tools, CancellationToken cancellationToken)
    {
        List<string> arguments =
        [
            "-v", "error", "-of", "json",
            "-show_entries",
            "format=start_time,duration:stream=index,codec_type,codec_name,width,height,pix_fmt,avg_frame_rate,sample_aspect_ratio,start_time,duration,nb_frames,sample_rate,channels"
                + ":stream_disposition=default,attached_pic:stream_tags=rotate,language:stream_side_data=rotation",
            .. format.InputArguments(full, options),
        ];
        (string output, int exit, ChildProcess child) = RunToEnd(tools.Ffprobe, arguments, options with { StallLimit = options.ProbeLimit }, cancellationToken);
        if (child.Stalled)
            throw new UserException($"{name} took longer than {options.ProbeLimit.TotalSeconds:0} s to look at.", "The file is damaged or its disk is too slow; copy it and try again.");
        return exit == 0 ? output : throw Faults.FromErrors(name, child.ErrorTail());
    }

    /// <summary>Runs a program and collects its text, 4 MiB at most.</summary>
    internal static (string Output, int Exit, ChildProcess Child) RunToEnd(string program, IEnumerable<string> arguments, MediaOptions options, CancellationToken cancellationToken)
    {
        ChildProcess child = ChildProcess.Start(program, arguments, options, null, cancellationToken);
        try
        {
            var buffer = new byte[MaxReport];
            int length = child.Read(buffer);
            if (length == buffer.Length)
                child.Kill();
            int exit = child.WaitForExit();
            cancellationToken.ThrowIfCancellationRequested();
            return (Encoding.UTF8.GetString(buffer, 0, length), exit, child);
        }
        finally
        {
            child.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
