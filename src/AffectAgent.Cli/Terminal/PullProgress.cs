using System.Diagnostics;
using System.Globalization;
using AffectAgent.Inference.Models;

namespace AffectAgent.Cli.Terminal;

/// <summary>Tells how a download comes along: a bar on a terminal, a plain line every ten seconds in a pipe.</summary>
internal sealed class PullProgress(TextWriter writer, bool isTerminal) : IProgress<DownloadProgress>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly ProgressLine _line = new(writer, isTerminal);
    private TimeSpan _next = Interval;

    /// <summary>The progress of this process.</summary>
    public static PullProgress OnStandardError() => new(Console.Error, !Console.IsErrorRedirected);

    /// <summary>A size for people.</summary>
    public static string Size(double bytes) => bytes switch
    {
        >= 1e9 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.##} GB"),
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.#} kB"),
    };

    /// <inheritdoc/>
    public void Report(DownloadProgress value)
    {
        if (isTerminal)
        {
            _line.Report(Text(value), (double)value.Bytes / Math.Max(1, value.Total));
        }
        else if (_clock.Elapsed >= _next)
        {
            _next = _clock.Elapsed + Interval;
            writer.WriteLine(Text(value));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();

    private static string Text(DownloadProgress at)
    {
        string text = $"{at.File}: {Size(at.Bytes)} of {Size(at.Total)}";
        return at.Left is { } left ? $"{text}, {Size(at.BytesASecond)} a second, {Time(left)} left" : text;
    }

    private static string Time(TimeSpan left) => left.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalHours} h {left.Minutes} min")
        : left.TotalMinutes >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{left.Minutes} min {left.Seconds} s") : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(left.TotalSeconds):0} s");
}
