using System.Diagnostics;
using System.Globalization;

namespace AffectAgent.Cli.Terminal;

/// <summary>
/// One line on standard error that tells how far the work has come; shown only on a terminal and only for work that takes
/// over a second, and wiped when it ends.
/// </summary>
internal sealed class ProgressLine(TextWriter writer, bool isTerminal) : IDisposable
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _gate = new();
    private TimeSpan _drawn;
    private bool _visible;

    /// <summary>The line of this process.</summary>
    public static ProgressLine OnStandardError() => new(Console.Error, !Console.IsErrorRedirected);

    /// <summary>Tells how far a stage has come.</summary>
    public void Report(string stage, double? fraction)
    {
        if (!isTerminal || _clock.Elapsed < Patience)
            return;
        lock (_gate)
        {
            if (_visible && _clock.Elapsed - _drawn < Interval)
                return;
            _drawn = _clock.Elapsed;
            _visible = true;
            writer.Write("\r\u001b[2K" + Text(stage, fraction));
        }
    }

    /// <summary>Wipes the line.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_visible)
                writer.Write("\r\u001b[2K");
            _visible = false;
        }
    }

    private static string Text(string stage, double? fraction)
    {
        if (fraction is not { } f)
            return $"  {stage} …";
        var full = (int)Math.Round(Math.Clamp(f, 0, 1) * BarWidth);
        return string.Create(CultureInfo.InvariantCulture, $"  {new string('█', full)}{new string('░', BarWidth - full)} {stage} {f * 100:0} %");
    }
}
