using System.Globalization;

namespace AffectAgent.Reasoning;

/// <summary>Cancels one call of a language model when one of its time limits runs out, and remembers which.</summary>
internal sealed class CallWatch : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly ChatLimits _limits;
    private readonly double? _first;
    private readonly ITimer _whole;
    private readonly ITimer _next;
    private readonly CancellationToken _outer;
    private double _nextSeconds;
    private volatile string? _expired;

    /// <summary>Begins a watch.</summary>
    /// <param name="limits">The limits of one try.</param>
    /// <param name="clock">Measures times.</param>
    /// <param name="outer">The caller's token.</param>
    /// <param name="first">Seconds until the first piece of a try; null for no such limit.</param>
    public CallWatch(ChatLimits limits, TimeProvider clock, CancellationToken outer, double? first = null)
    {
        (_limits, _first, _outer) = (limits, first, outer);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(outer);
        _whole = clock.CreateTimer(_ => Expire($"did not finish within {Say(limits.WholeSeconds)}"), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _next = clock.CreateTimer(_ => Expire($"sent nothing for {Say(_nextSeconds)}"), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A try begins, with all its time.</summary>
    public void Begin()
    {
        _whole.Change(TimeSpan.FromSeconds(_limits.WholeSeconds), Timeout.InfiniteTimeSpan);
        if (_first is { } seconds)
            ExpectWithin(seconds);
    }

    /// <summary>A try has ended; until the next one begins, no limit runs.</summary>
    public void Rest()
    {
        _whole.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _next.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled by the caller or by a limit.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>True if a limit ran out, and it was not the caller who stopped.</summary>
    public bool Expired => _expired is not null && !_outer.IsCancellationRequested;

    /// <summary>From now on something must come within so many seconds.</summary>
    public void ExpectWithin(double seconds)
    {
        _nextSeconds = seconds;
        _next.Change(TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
    }

    /// <summary>The fault of the limit that ran out.</summary>
    public LanguageModelException Fault(string who, Exception? inner) =>
        new(LanguageModelFault.TimedOut, $"{who} {_expired}.", "Take a smaller model, or raise the limits under LanguageModels.", inner);

    /// <inheritdoc/>
    public void Dispose()
    {
        _whole.Dispose();
        _next.Dispose();
        _stop.Dispose();
    }

    private void Expire(string how)
    {
        _expired ??= how;
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call ended at the same moment.
        }
    }

    private static string Say(double seconds) => seconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";
}
