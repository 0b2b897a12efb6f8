namespace AffectAgent.Plugins.Physiology;

/// <summary>When a brief movement is reported.</summary>
public sealed record BriefMovementOptions
{
    /// <summary>Longest movement, seconds; default 0.5, the usual bound of micro-expressions.</summary>
    public double Longest { get; init; } = 0.5;

    /// <summary>Shortest movement, seconds; default 0.06.</summary>
    public double Shortest { get; init; } = 0.06;

    /// <summary>Height over the person's own noise (robust standard deviations) from which on it is reported; default 5.5.</summary>
    public double Strength { get; init; } = 5.5;

    /// <summary>Least height, in eye distances; default 0.01.</summary>
    public double LeastSize { get; init; } = 0.01;

    /// <summary>Least frames a second; default 20.</summary>
    public double LeastFrameRate { get; init; } = 20;

    /// <summary>Least seconds of the face; default 2.</summary>
    public double LeastSeconds { get; init; } = 2;
}

/// <summary>
/// Finds movements of under half a second. Each place of the face is compared with its own running median, so that what is slow
/// (looks, held expressions, slow turns) is gone; what stands out of the person's own noise and is gone again in time is
/// reported. Lids and brows are not read during blinks, the mouth not while it talks, nothing while the head turns.
/// </summary>
/// <param name="options">Thresholds; null for the defaults.</param>
public sealed class BriefMovementFinder(BriefMovementOptions? options = null)
{
    private const double BaselineReach = 0.6;
    private const double Smoothing = 0.02;
    private const double EdgeShare = 0.25;
    private const double NoiseFloor = 0.0012;
    private const double BlinkDrop = 0.25;
    private const double BlinkMargin = 0.12;
    private const double SpeechReach = 1.0;
    private const double SpeechSpread = 0.012;
    private const double SpeechPenalty = 1.7;
    private const double Turned = 0.06; // radians
    private const double TurnReach = 0.3;
    private readonly BriefMovementOptions _options = options ?? new BriefMovementOptions();

    /// <summary>Why a clip can't be searched, or null.</summary>
    public string? Unfit(FaceMotion motion)
    {
        ArgumentNullException.ThrowIfNull(motion);
        var seconds = motion.Count < 2 ? 0 : motion.Times[^1] - motion.Times[0];
        return seconds < _options.LeastSeconds ? FormattableString.Invariant($"the face is seen for less than {_options.LeastSeconds:0} s")
            : (motion.Count - 1) / seconds < _options.LeastFrameRate ? FormattableString.Invariant($"fewer than {_options.LeastFrameRate:0} frames a second show the face")
            : null;
    }

    /// <summary>Finds the brief movements, by onset.</summary>
    public IReadOnlyList<BriefMovement> Find(FaceMotion motion)
    {
        if (Unfit(motion) is not null)
            return [];
        var (blinks, speech, turns) = (Blinks(motion), Speech(motion), Turns(motion));
        var found = new List<BriefMovement>();
        for (var p = 0; p < FacePlaces.All.Count; p++)
        {
            var place = FacePlaces.All[p];
            double[] right = Brief(motion, motion.Right[p]), left = Brief(motion, motion.Left[p]);
            double rightNoise = Math.Max(NoiseFloor, Curves.Noise(right)), leftNoise = Math.Max(NoiseFloor, Curves.Noise(left));
            for (var i = 1; i + 1 < motion.Count; i++)
            {
                var (r, l) = (right[i] / rightNoise, left[i] / leftNoise);
                var side = Math.Abs(r) > 2.5 * Math.Abs(l) ? FaceSide.Right : Math.Abs(l) > 2.5 * Math.Abs(r) ? FaceSide.Left : FaceSide.Both;
                if (side == FaceSide.Both && Math.Sign(r) != Math.Sign(l))
                    continue;
                var curve = side switch { FaceSide.Right => right, FaceSide.Left => left, _ => Mean(right, left, i) };
                var strength = side switch { FaceSide.Right => Math.Abs(r), FaceSide.Left => Math.Abs(l), _ => (Math.Abs(r) + Math.Abs(l)) / 2 };
                var least = _options.Strength * (speech[i] ? SpeechPenalty : 1);
                if (strength < least || Math.Abs(curve[i]) < _options.LeastSize || !IsPeak(curve, i) || turns[i] || (place.IsUpper ? blinks[i] : speech[i]))
                    continue;
                if (Extent(motion.Times, side == FaceSide.Both ? Mean(right, left) : curve, i) is { } extent)
                    found.Add(Describe(motion, place, side, extent, i, strength, curve[i]));
            }
        }

        return Merge(found);
    }

    private static double[] Brief(FaceMotion motion, double[] values) =>
        Curves.Smooth(motion.Times, Curves.WithoutSlow(motion.Times, values, BaselineReach), Smoothing);

    private static double[] Mean(double[] a, double[] b)
    {
        var mean = new double[a.Length];
        for (var i = 0; i < mean.Length; i++)
            mean[i] = (a[i] + b[i]) / 2;
        return mean;
    }

    // Only the neighbours of a sample, which is all that the search for peaks looks at.
    private static double[] Mean(double[] a, double[] b, int at)
    {
        var mean = new double[at + 2];
        for (var i = at - 1; i <= at + 1; i++)
            mean[i] = (a[i] + b[i]) / 2;
        return mean;
    }

    private static bool IsPeak(double[] curve, int i) => Math.Abs(curve[i]) >= Math.Abs(curve[i - 1]) && Math.Abs(curve[i]) > Math.Abs(curve[i + 1]);

    // Where the curve falls to a quarter of its peak; null where the movement is too long, too short or cut by the clip's end.
    private (int First, int Last)? Extent(double[] times, double[] curve, int peak)
    {
        var edge = EdgeShare * Math.Abs(curve[peak]);
        int first = peak, last = peak;
        while (first > 0 && Math.Sign(curve[first - 1]) == Math.Sign(curve[peak]) && Math.Abs(curve[first - 1]) > edge)
            first--;
        while (last + 1 < curve.Length && Math.Sign(curve[last + 1]) == Math.Sign(curve[peak]) && Math.Abs(curve[last + 1]) > edge)
            last++;
        for (var i = first; i <= last; i++)
        {
            if (Math.Abs(curve[i]) > Math.Abs(curve[peak]))
                return null;
        }

        if (first == 0 || last + 1 == curve.Length)
            return null;
        var length = times[last + 1] - times[first - 1];
        return length <= _options.Longest && length >= _options.Shortest ? (first - 1, last + 1) : null;
    }

    private static BriefMovement Describe(FaceMotion motion, FacePlace place, FaceSide side, (int First, int Last) extent, int peak, double strength, double size)
    {
        var unit = size > 0 ? place.Rising : place.Falling;
        return new BriefMovement(motion.Person, motion.Times[extent.First], motion.Times[peak], motion.Times[extent.Last], unit == 0 ? null : unit, side,
            Math.Round(strength, 1), Math.Round(100 * Math.Abs(size), 2));
    }

    // What overlaps is one movement; its strongest place names it.
    private static List<BriefMovement> Merge(List<BriefMovement> found)
    {
        var merged = new List<BriefMovement>();
        foreach (var one in found.OrderByDescending(m => m.Strength))
        {
            if (!merged.Exists(m => m.Onset < one.Offset && one.Onset < m.Offset))
                merged.Add(one);
        }

        merged.Sort((a, b) => a.Onset.CompareTo(b.Onset));
        return merged;
    }

    // Frames near which both eyes close by a quarter or more.
    private static bool[] Blinks(FaceMotion motion)
    {
        var open = Curves.Median(motion.EyeOpening);
        var closing = Curves.WithoutSlow(motion.Times, motion.EyeOpening, BaselineReach);
        return Spread(motion.Times, i => closing[i] < -BlinkDrop * open, BlinkMargin);
    }

    // Frames around which the lip gap keeps changing.
    private static bool[] Speech(FaceMotion motion)
    {
        var changing = Curves.WithoutSlow(motion.Times, motion.LipGap, BaselineReach);
        var speech = new bool[motion.Count];
        int from = 0, to = 0;
        double squares = 0;
        for (var i = 0; i < speech.Length; i++)
        {
            for (; to < speech.Length && motion.Times[to] <= motion.Times[i] + SpeechReach; to++)
                squares += changing[to] * changing[to];
            for (; motion.Times[from] < motion.Times[i] - SpeechReach; from++)
                squares -= changing[from] * changing[from];
            speech[i] = Math.Sqrt(Math.Max(0, squares) / (to - from)) > SpeechSpread;
        }

        return speech;
    }

    // Frames around which the head turns: a strong expression shifts the measured pose a little by itself.
    private static bool[] Turns(FaceMotion motion)
    {
        double[] pitch = Curves.Smooth(motion.Times, motion.Pitch, 0.05), yaw = Curves.Smooth(motion.Times, motion.Yaw, 0.05);
        var turns = new bool[motion.Count];
        int from = 0, to = 0;
        for (var i = 0; i < turns.Length; i++)
        {
            while (to < turns.Length && motion.Times[to] <= motion.Times[i] + TurnReach)
                to++;
            while (motion.Times[from] < motion.Times[i] - TurnReach)
                from++;
            turns[i] = Math.Max(Range(pitch.AsSpan(from, to - from)), Range(yaw.AsSpan(from, to - from))) > Turned;
        }

        return turns;
    }

    private static double Range(ReadOnlySpan<double> values)
    {
        double low = double.MaxValue, high = double.MinValue;
        foreach (var value in values)
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        return high - low;
    }

    private static bool[] Spread(double[] times, Func<int, bool> isAt, double margin)
    {
        var marked = new bool[times.Length];
        for (var i = 0; i < times.Length; i++)
        {
            if (!isAt(i))
                continue;
            for (var j = i; j >= 0 && times[i] - times[j] <= margin; j--)
                marked[j] = true;
            for (var j = i; j < times.Length && times[j] - times[i] <= margin; j++)
                marked[j] = true;
        }

        return marked;
    }
}
