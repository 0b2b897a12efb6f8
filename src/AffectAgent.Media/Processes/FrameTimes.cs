using System.Collections.Concurrent;
using System.Globalization;

namespace AffectAgent.Media.Processes;

/// <summary>
/// The presentation times of frames, which ffmpeg's metadata filter prints to standard error in the order in which it
/// hands the frames out: one process, one clock, so the n-th time belongs to the n-th picture on standard output.
/// </summary>
internal sealed class FrameTimes
{
    /// <summary>The mark that makes the filter print a line for a frame.</summary>
    public const string Tag = "affect=1";

    /// <summary>The filters that print every frame's time in microseconds.</summary>
    public const string Filter = "settb=AVTB,metadata=mode=add:key=affect:value=1,metadata=mode=print:key=affect:file='pipe\\:2':direct=1";

    private readonly ConcurrentQueue<double> _times = new();

    /// <summary>Takes a line of standard error if it is one of ours.</summary>
    public void Accept(string line)
    {
        if (line.StartsWith("frame:", StringComparison.Ordinal))
            _times.Enqueue(Parse(line));
    }

    /// <summary>The next frame's time in seconds, NaN where the file gives it none; false if no line has come for it.</summary>
    public bool TryNext(TimeSpan patience, out double seconds)
    {
        double found = double.NaN;
        bool came = _times.TryDequeue(out found) || SpinWait.SpinUntil(() => _times.TryDequeue(out found), patience);
        seconds = came ? found : double.NaN;
        return came;
    }

    internal static double Parse(string line)
    {
        int at = line.IndexOf("pts:", StringComparison.Ordinal);
        if (at < 0)
            return double.NaN;
        ReadOnlySpan<char> rest = line.AsSpan(at + 4);
        int end = rest.IndexOf(' ');
        return long.TryParse(end < 0 ? rest : rest[..end], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long micros)
            ? micros / 1e6
            : double.NaN;
    }
}
