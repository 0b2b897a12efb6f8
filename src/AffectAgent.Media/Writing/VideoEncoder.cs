using System.Collections.Concurrent;
using System.Text;
using AffectAgent.Media.Processes;

namespace AffectAgent.Media.Writing;

/// <summary>How pictures are compressed, the best that an ffmpeg has.</summary>
/// <param name="Name">ffmpeg's name of the encoder.</param>
/// <param name="Arguments">Its settings.</param>
/// <param name="Note">What a user should know; null for the usual one.</param>
internal sealed record VideoEncoder(string Name, IReadOnlyList<string> Arguments, string? Note)
{
    private const int LongestList = 1 << 18;
    private static readonly ConcurrentDictionary<string, VideoEncoder> Chosen = new(StringComparer.Ordinal);

    /// <summary>The best encoder that a program has.</summary>
    /// <exception cref="UserException">It has none that mp4 takes.</exception>
    public static VideoEncoder For(FfmpegTools tools, MediaOptions options, CancellationToken cancellationToken) =>
        Chosen.GetOrAdd(tools.Ffmpeg, _ => Choose(List(tools, options, cancellationToken)));

    /// <summary>The best of those named in <c>ffmpeg -encoders</c>.</summary>
    public static VideoEncoder Choose(string list)
    {
        var names = list.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 1).Select(words => words[1]).ToHashSet(StringComparer.Ordinal);
        // Threads are fixed, as x264 compresses a little differently with another number of them.
        if (names.Contains("libx264"))
            return new VideoEncoder("libx264", ["-preset", "veryfast", "-crf", "17", "-threads", "2"], null);
        if (names.Contains("libopenh264"))
            return new VideoEncoder("libopenh264", ["-b:v", "3M", "-threads", "2"], "This ffmpeg has no libx264; the video was compressed with libopenh264.");
        if (names.Contains("mpeg4"))
            return new VideoEncoder("mpeg4", ["-q:v", "2", "-threads", "2"], "This ffmpeg has no H.264 encoder; the video is MPEG-4 Part 2, which players show but most browsers don't.");
        throw new UserException("This ffmpeg can't write video (it has none of libx264, libopenh264, mpeg4).", "Install a full one, as Debian's is: apt-get install ffmpeg.");
    }

    private static string List(FfmpegTools tools, MediaOptions options, CancellationToken cancellationToken)
    {
        var child = ChildProcess.Start(tools.Ffmpeg, ["-hide_banner", "-encoders"], options, null, cancellationToken);
        try
        {
            var text = new byte[LongestList];
            return Encoding.UTF8.GetString(text, 0, child.Read(text));
        }
        finally
        {
            child.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
