using AffectAgent.Cli.Terminal;

namespace AffectAgent.Cli.Tests;

public sealed class ModelWaitLineTests : IDisposable
{
    private readonly StringWriter _written = new();
    private readonly StepClock _clock = new();

    public void Dispose() => _written.Dispose();

    [Fact]
    public void Begin_ShortWait_SaysNothing()
    {
        using (Line(true).Begin("host:8080", TimeSpan.FromSeconds(180)))
            _clock.Step(1);

        _clock.Step(5);
        Assert.Empty(_written.ToString());
    }

    [Fact]
    public void Begin_OnATerminal_CountsAndIsWiped()
    {
        using (Line(true).Begin("host:8080", TimeSpan.FromSeconds(3)))
        {
            _clock.Step(4);
            Assert.Contains("waiting for the model at host:8080 (2 s of at most 3 s)…", _written.ToString(), StringComparison.Ordinal);
            Assert.Contains("(3 s of at most 3 s)…", _written.ToString(), StringComparison.Ordinal);
            Assert.EndsWith("(4 s)…", _written.ToString(), StringComparison.Ordinal);
        }

        Assert.EndsWith("\r\u001b[2K", _written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Begin_InAPipe_IsOneLine()
    {
        using (Line(false).Begin("host:8080", TimeSpan.FromSeconds(180)))
            _clock.Step(60);

        Assert.Equal("affect: waiting for the model at host:8080 (2 s of at most 180 s)…", _written.ToString().TrimEnd());
    }

    private ModelWaitLine Line(bool isTerminal) => new(_written, isTerminal, _clock);

    /// <summary>A clock whose timers fire on whole seconds.</summary>
    private sealed class StepClock : TimeProvider
    {
        private long _seconds;
        private readonly List<Timer> _timers = [];

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _seconds;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(() => callback(state), (long)dueTime.TotalSeconds, period == Timeout.InfiniteTimeSpan ? null : (long)period.TotalSeconds);
            _timers.Add(timer);
            return timer;
        }

        public void Step(int seconds)
        {
            for (var i = 0; i < seconds; i++)
            {
                _seconds++;
                _timers.ForEach(timer => timer.At(_seconds));
            }
        }

        private sealed class Timer(Action fire, long due, long? period) : ITimer
        {
            private long? _due = due;

            public void At(long now)
            {
                if (_due != now)
                    return;
                _due += period;
                fire();
            }

            public bool Change(TimeSpan dueTime, TimeSpan newPeriod) => false;

            public void Dispose() => _due = null;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
