using System.Diagnostics;
using System.Globalization;
using AffectAgent.Cli.Terminal;

namespace AffectAgent.Cli.Batch;

/// <summary>Tells on standard error how far a run has come: a bar on a terminal, a plain line every ten seconds in a pipe.</summary>
internal sealed class BatchProgress(TextWriter writer, bool isTerminal, int total, string noun) : IDisposable
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly ProgressLine _line = new(writer, isTerminal);
    private TimeSpan _next = First;
    private double _done;
    private double _kept;

    /// <summary>The progress of this process.</summary>
    public static BatchProgress OnStandardError(int total, string noun) => new(Console.Error, !Console.IsErrorRedirected, total, noun);

    /// <summary>Adds work that is done, in inputs.</summary>
    /// <param name="inputs">How much, parts of one too.</param>
    /// <param name="kept">True if it was done by a former run, which says nothing about the speed.</param>
    public void Advance(double inputs, bool kept = false)
    {
        lock (_gate)
        {
            _done += inputs;
            _kept += kept ? inputs : 0;
            if (isTerminal)
                _line.Report(Text(), _done / total);
            else if (_clock.Elapsed >= _next)
            {
                _next = _clock.Elapsed + Interval;
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Text()}, {100 * _done / total:0} %"));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();

    private string Text()
    {
        var speed = (_done - _kept) / Math.Max(_clock.Elapsed.TotalSeconds, 1e-3);
        var left = speed > 0 ? (total - _done) / speed : 0;
        var text = string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(_done + 1e-6):0} of {total} {noun}");
        return speed > 0 ? string.Create(CultureInfo.InvariantCulture, $"{text}, {speed:0.##} a second, {Math.Ceiling(left):0} s left") : text;
    }
}
