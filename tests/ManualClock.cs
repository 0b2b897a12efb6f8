using System.Threading.Channels;

namespace AffectAgent.Tests;

/// <summary>A clock that stands still until it is told to go on. Pauses up to a length pass at once.</summary>
/// <param name="skip">Timers of at most this length fire as soon as they are set, and the time goes on by as much: pauses between tries.</param>
internal sealed class ManualClock(TimeSpan skip = default) : TimeProvider
{
    private readonly TimeSpan _skip = skip;
    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = [];
    private readonly Channel<TimeSpan> _set = Channel.CreateUnbounded<TimeSpan>();
    private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>The pauses that passed at once.</summary>
    public List<TimeSpan> Skipped { get; } = [];

    /// <summary>Time that passes with each look at the clock.</summary>
    public TimeSpan EachLook { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long GetTimestamp()
    {
        lock (_gate)
            return (_now += EachLook).UtcTicks;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass and fires what is due.</summary>
    public void Advance(TimeSpan by)
    {
        List<Timer> due;
        lock (_gate)
        {
            _now += by;
            due = [.. _timers.Where(timer => timer.Due <= _now)];
            foreach (var timer in due)
                _timers.Remove(timer);
        }

        foreach (var timer in due)
            timer.Fire();
    }

    /// <summary>Lets each limit of a length run out as soon as it is set, until a task has ended.</summary>
    public async Task UntilAsync(Task done, TimeSpan limit)
    {
        while (!done.IsCompleted)
        {
            var set = _set.Reader.ReadAsync(CancellationToken.None).AsTask();
            if (await Task.WhenAny(done, set) == set && await set == limit)
                Advance(limit);
        }
    }

    private sealed class Timer(ManualClock clock, Action fire) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var now = false;
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                now = dueTime <= clock._skip;
                Due = clock._now + dueTime;
                if (now)
                    clock.Skipped.Add(dueTime);
                else
                    clock._timers.Add(this);
            }

            if (now)
                ThreadPool.QueueUserWorkItem(_ => Skip(dueTime));
            else
                clock._set.Writer.TryWrite(dueTime);
            return true;
        }

        private void Skip(TimeSpan pause)
        {
            clock.Advance(pause);
            fire();
        }

        public void Dispose()
        {
            lock (clock._gate)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
