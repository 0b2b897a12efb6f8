using System.Globalization;
using AffectAgent.Reasoning;

namespace AffectAgent.Cli.Terminal;

/// <summary>
/// Tells on standard error that a language model is waited for, once that takes two seconds: on a terminal a line that counts
/// the seconds and is wiped at the end, elsewhere one line a wait.
/// </summary>
internal sealed class ModelWaitLine(TextWriter writer, bool isTerminal, TimeProvider clock) : IModelWait
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly TextWriter _writer = writer;
    private readonly bool _isTerminal = isTerminal;
    private readonly TimeProvider _clock = clock;

    /// <summary>The line of this process.</summary>
    public static ModelWaitLine OnStandardError() => new(Console.Error, !Console.IsErrorRedirected, TimeProvider.System);

    /// <inheritdoc/>
    public IDisposable Begin(string who, TimeSpan atMost) => new Wait(this, PlainText.Of(who), atMost);

    private sealed class Wait : IDisposable
    {
        private readonly ModelWaitLine _line;
        private readonly string _who;
        private readonly TimeSpan _atMost;
        private readonly long _start;
        private readonly ITimer _timer;
        private bool _visible;
        private bool _ended;

        public Wait(ModelWaitLine line, string who, TimeSpan atMost)
        {
            (_line, _who, _atMost) = (line, who, atMost);
            _start = line._clock.GetTimestamp();
            _timer = line._clock.CreateTimer(_ => Tell(), null, Patience, line._isTerminal ? Interval : Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            _timer.Dispose();
            lock (_line._gate)
            {
                if (_visible && _line._isTerminal)
                    _line._writer.Write("\r\u001b[2K");
                (_visible, _ended) = (false, true);
            }
        }

        private void Tell()
        {
            lock (_line._gate)
            {
                if (_ended)
                    return;
                _visible = true;
                var waited = _line._clock.GetElapsedTime(_start);
                // Tries that follow a refusal have the limit each for itself.
                var of = waited <= _atMost ? $" of at most {Seconds(_atMost)}" : "";
                var text = $"waiting for the model at {_who} ({Seconds(waited)}{of})…";
                if (_line._isTerminal)
                    _line._writer.Write("\r\u001b[2K  " + text);
                else
                    _line._writer.WriteLine("affect: " + text);
            }
        }

        private static string Seconds(TimeSpan time) => Math.Round(time.TotalSeconds).ToString("0", CultureInfo.InvariantCulture) + " s";
    }
}
