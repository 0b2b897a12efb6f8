namespace AffectAgent.Plugins.Physiology;

/// <summary>When a movement of the head is a nod or a shake.</summary>
public sealed record HeadGestureOptions
{
    /// <summary>Least swing from turn to turn of the gesture's largest movement, radians; default 0.065 (4 degrees).</summary>
    public double LeastSwing { get; init; } = 0.065;

    /// <summary>A swing belongs to the gesture from this share of its largest on; default 0.35.</summary>
    public double SwingShare { get; init; } = 0.35;

    /// <summary>Shortest swing, seconds; default 0.07.</summary>
    public double ShortestSwing { get; init; } = 0.07;

    /// <summary>Longest swing, seconds; default 0.65 (slower movements are looks and turns).</summary>
    public double LongestSwing { get; init; } = 0.65;

    /// <summary>How many times the swing about the other axis it must have; default 1.5.</summary>
    public double Dominance { get; init; } = 1.5;

    /// <summary>Least frames a second; default 10.</summary>
    public double LeastFrameRate { get; init; } = 10;
}

/// <summary>
/// Finds nods and shakes in a track of head poses: alternating swings of similar size about one axis, each between a tenth and
/// two thirds of a second long. A nod needs two swings (down and back), a shake three.
/// </summary>
/// <param name="options">Thresholds; null for the defaults.</param>
public sealed class HeadGestureFinder(HeadGestureOptions? options = null)
{
    private const double Smoothing = 0.035;
    private const double NoiseSwing = 4;
    private readonly HeadGestureOptions _options = options ?? new HeadGestureOptions();

    /// <summary>Why a track can't be searched, or null.</summary>
    public string? Unfit(IReadOnlyList<double> times)
    {
        ArgumentNullException.ThrowIfNull(times);
        return times.Count < 2 || times[^1] - times[0] < 1 ? "the face is seen for less than 1 s"
            : (times.Count - 1) / (times[^1] - times[0]) < _options.LeastFrameRate ? FormattableString.Invariant($"fewer than {_options.LeastFrameRate:0} frames a second show the face")
            : null;
    }

    /// <summary>Finds the gestures, by onset.</summary>
    /// <param name="person">The person.</param>
    /// <param name="times">Seconds, rising.</param>
    /// <param name="pitch">Radians, as many.</param>
    /// <param name="yaw">Radians, as many.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public IReadOnlyList<HeadGesture> Find(int person, IReadOnlyList<double> times, IReadOnlyList<double> pitch, IReadOnlyList<double> yaw)
    {
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(pitch);
        ArgumentNullException.ThrowIfNull(yaw);
        if (pitch.Count != times.Count || yaw.Count != times.Count)
            throw new ArgumentException("Pitch and yaw have one value a time each.", nameof(pitch));
        if (Unfit(times) is not null)
            return [];
        double[] t = [.. times], nod = Curves.Smooth(t, [.. pitch], Smoothing), shake = Curves.Smooth(t, [.. yaw], Smoothing);
        var found = Search(person, false, t, nod, shake, Wobble(nod, [.. pitch])).Concat(Search(person, true, t, shake, nod, Wobble(shake, [.. yaw])));
        return [.. found.OrderBy(gesture => gesture.Onset)];
    }

    // What smoothing took away says how far the pose jumps about by itself.
    private static double Wobble(double[] smooth, double[] raw) => Curves.Noise([.. raw.Select((value, i) => value - smooth[i])]);

    private List<HeadGesture> Search(int person, bool isShake, double[] times, double[] angle, double[] other, double wobble)
    {
        var least = Math.Max(_options.LeastSwing, NoiseSwing * wobble);
        var swings = Swings(times, angle, _options.SwingShare * least);
        var found = new List<HeadGesture>();
        for (var first = 0; first < swings.Count; first++)
        {
            var end = first;
            while (end < swings.Count && IsBeat(swings[end]) && (end == first || swings[end].From - swings[end - 1].To < _options.LongestSwing))
                end++;
            if (Gesture(person, isShake, angle, other, times, swings[first..end], least) is { } gesture)
                found.Add(gesture);
            first = Math.Max(first, end - 1);
        }

        return found;
    }

    private bool IsBeat(Swing swing) => swing.To - swing.From is var length && length >= _options.ShortestSwing && length <= _options.LongestSwing;

    private HeadGesture? Gesture(int person, bool isShake, double[] angle, double[] other, double[] times, List<Swing> run, double least)
    {
        var largest = run.Select(swing => swing.Size).DefaultIfEmpty().Max();
        var kept = run.SkipWhile(swing => swing.Size < _options.SwingShare * largest).Reverse().SkipWhile(swing => swing.Size < _options.SwingShare * largest).Reverse().ToList();
        if (largest < least || kept.Count < (isShake ? 3 : 2))
            return null;
        int first = kept[0].First, last = kept[^1].Last;
        if (Range(other, first, last) * _options.Dominance > Range(angle, first, last))
            return null;
        double onset = kept[0].From, offset = kept[^1].To, cycles = kept.Count / 2.0;
        var apex = Math.Clamp(times[kept.MaxBy(swing => swing.Size)!.Last], onset, offset);
        return new HeadGesture(person, isShake, onset, apex, offset, cycles, cycles / Math.Max(1e-3, offset - onset), largest / 2);
    }

    private static double Range(double[] curve, int first, int last)
    {
        double low = double.MaxValue, high = double.MinValue;
        for (var i = first; i <= last; i++)
            (low, high) = (Math.Min(low, curve[i]), Math.Max(high, curve[i]));
        return high - low;
    }

    // From turn to turn; a turn counts where the curve goes back by at least so much.
    private static List<Swing> Swings(double[] times, double[] curve, double least)
    {
        var turns = new List<int>();
        int low = 0, high = 0, way = 0;
        for (var i = 1; i < curve.Length; i++)
        {
            low = way <= 0 && curve[i] < curve[low] ? i : low;
            high = way >= 0 && curve[i] > curve[high] ? i : high;
            if (way <= 0 && curve[i] - curve[low] >= least)
            {
                turns.Add(low);
                (way, high) = (1, i);
            }
            else if (way >= 0 && curve[high] - curve[i] >= least)
            {
                turns.Add(high);
                (way, low) = (-1, i);
            }
        }

        if (way != 0)
            turns.Add(way > 0 ? high : low);
        return [.. turns.Zip(turns.Skip(1), (from, to) => Trim(times, curve, from, to))];
    }

    // A rest before or after is no part of a swing. Half of its way, from a quarter to three quarters, takes a third of the time
    // of a swing that follows a cosine.
    private static Swing Trim(double[] times, double[] curve, int first, int last)
    {
        double way = curve[last] - curve[first];
        int from = last, to = last;
        while (from > first && (curve[from] - curve[first]) / way > 0.25)
            from--;
        while (to > from && (curve[to - 1] - curve[first]) / way >= 0.75)
            to--;
        var margin = times[to] - times[from];
        return new Swing(first, last, Math.Max(times[first], times[from] - margin), Math.Min(times[last], times[to] + margin), Math.Abs(way));
    }

    private sealed record Swing(int First, int Last, double From, double To, double Size);
}
