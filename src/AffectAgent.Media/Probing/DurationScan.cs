using System.Globalization;
using AffectAgent.Media.Processes;

namespace AffectAgent.Media.Probing;

/// <summary>Finds the length of a file that does not state it (a live recording), by walking its packets without decoding.</summary>
internal static class DurationScan
{
    /// <summary>Seconds from the first packet to the end of the last; 0 where packets carry no times.</summary>
    public static double Run(ProbedMedia media, MediaOptions options, FfmpegTools tools, CancellationToken cancellationToken)
    {
        string[] arguments = ["-v", "error", "-show_entries", "packet=pts_time,duration_time", "-of", "csv=p=0", .. media.InputArguments(options)];
        double first = double.PositiveInfinity;
        double last = double.NegativeInfinity;
        ChildProcess child = ChildProcess.Start(tools.Ffprobe, arguments, options, null, cancellationToken);
        try
        {
            foreach (string line in Lines(child))
            {
                string[] parts = line.Split(',');
                if (!double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double at))
                    continue;
                double length = parts.Length > 1 && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double l) ? l : 0;
                first = Math.Min(first, at);
                last = Math.Max(last, at + length);
            }
            cancellationToken.ThrowIfCancellationRequested();
            return last > first ? last - first : 0;
        }
        finally
        {
            child.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static IEnumerable<string> Lines(ChildProcess child)
    {
        var buffer = new byte[1 << 16];
        var line = new System.Text.StringBuilder();
        int read;
        while ((read = child.Read(buffer)) > 0)
        {
            for (int i = 0; i < read; i++)
            {
                if (buffer[i] != '\n')
                {
                    line.Append((char)buffer[i]);
                    continue;
                }
                yield return line.ToString();
                line.Clear();
            }
        }
    }
}
