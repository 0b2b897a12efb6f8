namespace AffectAgent.Inference.Models;

/// <summary>How fast bytes come: the mean of the last seconds, and whether it is too slow to go on.</summary>
/// <param name="clock">The clock.</param>
/// <param name="window">Over how long.</param>
internal sealed class TransferPace(TimeProvider clock, TimeSpan window)
{
    private readonly Queue<(long At, long Bytes)> _marks = new();
    private readonly long _start = clock.GetTimestamp();
    private long _bytes;

    /// <summary>Bytes a second over the window, or since the start where that is shorter.</summary>
    public double Rate { get; private set; }

    /// <summary>Notes bytes that came.</summary>
    public void Add(int bytes)
    {
        long now = clock.GetTimestamp();
        _bytes += bytes;
        _marks.Enqueue((now, _bytes));
        while (_marks.Count > 2 && clock.GetElapsedTime(_marks.Peek().At, now) > window)
            _marks.Dequeue();
        var (at, before) = _marks.Peek();
        double seconds = clock.GetElapsedTime(_marks.Count > 1 ? at : _start, now).TotalSeconds;
        Rate = seconds > 0 ? (_marks.Count > 1 ? _bytes - before : _bytes) / seconds : 0;
    }

    /// <summary>True once a whole window has passed with fewer bytes a second than that.</summary>
    public bool IsBelow(double bytesASecond) => clock.GetElapsedTime(_start) > window && Rate < bytesASecond;
}
