using System.Globalization;

namespace AffectAgent.Reasoning;

/// <summary>Cancels one call of a language model when one of its time limits runs out, and remembers which.</summary>
internal sealed class CallWatch : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly ITimer _whole;
    private readonly ITimer _next;
    private readonly CancellationToken _outer;
    private double _nextSeconds;
    private volatile string? _expired;

    public CallWatch(ChatLimits limits, TimeProvider clock, CancellationToken outer)
    {
        _outer = outer;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(outer);
        _whole = clock.CreateTimer(_ => Expire($"did not finish within {Say(limits.WholeSeconds)}"), null, TimeSpan.FromSeconds(limits.WholeSeconds), Timeout.InfiniteTimeSpan);
        _next = clock.CreateTimer(_ => Expire($"sent nothing for {Say(_nextSeconds)}"), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
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
