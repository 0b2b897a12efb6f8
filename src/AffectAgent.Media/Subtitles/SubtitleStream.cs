using System.Globalization;
using AffectAgent.Media.Probing;
using AffectAgent.Media.Processes;

namespace AffectAgent.Media.Subtitles;

/// <summary>Reads a text subtitle stream inside a media file.</summary>
internal static class SubtitleStream
{
    /// <summary>The stream as a transcript, or null where it holds no words.</summary>
    /// <exception cref="UserException">ffmpeg cannot read it.</exception>
    public static Transcript? Read(ProbedMedia media, MediaOptions options, FfmpegTools tools, CancellationToken cancellationToken)
    {
        // Copied where the format names speakers, so that their names survive; turned into SRT otherwise.
        string[] form = media.SubtitleCodec switch
        {
            "webvtt" => ["-c:s", "copy", "-f", "webvtt"],
            "ass" or "ssa" => ["-c:s", "copy", "-f", "ass"],
            _ => ["-c:s", "srt", "-f", "srt"],
        };
        string[] arguments =
        [
            "-nostdin", "-hide_banner", "-nostats", "-v", "error",
            .. media.InputArguments(options),
            "-map", "0:" + media.SubtitleStream.ToString(CultureInfo.InvariantCulture),
            .. form, "pipe:1",
        ];
        (string output, int exit, ChildProcess child) = Prober.RunToEnd(tools.Ffmpeg, arguments, options, cancellationToken);
        if (exit != 0 || child.Stalled)
            throw Faults.FromErrors(media.Info.Name, child.ErrorTail());
        if (string.IsNullOrWhiteSpace(output) || !output.Contains("-->", StringComparison.Ordinal) && !output.Contains("Dialogue:", StringComparison.Ordinal))
            return null;
        Transcript transcript = SubtitleReader.Parse(output, $"the subtitles of {media.Info.Name}");
        return transcript with { Source = "subtitle stream" };
    }
}
