namespace AffectAgent.Plugins.ActionUnits;

/// <summary>How activations are found in a unit's curve.</summary>
public sealed record EpisodeOptions
{
    /// <summary>Intensity that an activation must reach; default 1, level A of FACS.</summary>
    public double Enter { get; init; } = 1;

    /// <summary>Intensity under which it has not begun or has ended; default 0.4.</summary>
    public double Leave { get; init; } = 0.4;

    /// <summary>Standard deviation of the smoothing kernel in seconds; default 0.06, for blinks (AU45) a third of it.</summary>
    public double Smoothing { get; init; } = 0.06;

    /// <summary>Seconds without the face that end an activation; default 0.5.</summary>
    public double LongestGap { get; init; } = 0.5;

    /// <summary>Two peaks are two activations where the curve between them falls by this share of the lower one, and by <see cref="Enter"/>; default 0.5.</summary>
    public double Valley { get; init; } = 0.5;

    /// <summary>Activations kept a unit, the strongest; default 200.</summary>
    public int Most { get; init; } = 200;
}

/// <summary>
/// Finds onset, apex and offset of each activation in the curve of one Action Unit. The curve is smoothed by local lines under a
/// symmetric kernel in true time, which moves no apex, also under a variable frame rate; thresholds with hysteresis are raised
/// where the curve is noisy. All times are timestamps of frames.
/// </summary>
/// <param name="options">Thresholds, or null for the defaults.</param>
public sealed class EpisodeFinder(EpisodeOptions? options = null)
{
    private const int Blink = 45;
    private const double EnterNoise = 5;
    private const double LeaveNoise = 2.5;
    private const double PlateauShare = 0.95;
    private readonly EpisodeOptions _options = options ?? new EpisodeOptions();

    /// <summary>The activations of one unit, by onset.</summary>
    /// <param name="unit">FACS number.</param>
    /// <param name="timestamps">Seconds, rising, one a frame in which the face was found.</param>
    /// <param name="intensities">0 to 5, as many.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public IReadOnlyList<ActionUnitEpisode> Find(int unit, IReadOnlyList<double> timestamps, IReadOnlyList<float> intensities)
    {
        ArgumentNullException.ThrowIfNull(timestamps);
        ArgumentNullException.ThrowIfNull(intensities);
        if (timestamps.Count != intensities.Count)
            throw new ArgumentException($"{timestamps.Count} timestamps but {intensities.Count} intensities.", nameof(intensities));
        var sigma = _options.Smoothing / (unit == Blink ? 3 : 1);
        var curve = CurveSmoother.Smooth(timestamps, intensities, sigma);
        var noise = CurveSmoother.Noise(curve, intensities);
        var enter = Math.Max(_options.Enter, EnterNoise * noise);
        var leave = Math.Max(_options.Leave, LeaveNoise * noise);
        var found = new List<ActionUnitEpisode>();
        foreach (var (first, last) in Runs(timestamps, curve, leave, enter))
        {
            foreach (var (from, to) in Split(curve, first, last, enter))
                found.Add(Describe(unit, timestamps, curve, from, to));
        }

        return found.Count <= _options.Most ? found
            : [.. found.OrderByDescending(e => e.Intensity).Take(_options.Most).OrderBy(e => e.Onset)];
    }

    /// <summary>Stretches above the lower threshold that reach the upper one, ended also by gaps.</summary>
    private List<(int First, int Last)> Runs(IReadOnlyList<double> times, float[] curve, double leave, double enter)
    {
        var runs = new List<(int, int)>();
        var first = -1;
        var reached = false;
        for (var i = 0; i <= curve.Length; i++)
        {
            var broken = i == curve.Length || (i > 0 && times[i] - times[i - 1] > _options.LongestGap);
            if (first >= 0 && (broken || curve[i] < leave))
            {
                if (reached)
                    runs.Add((first, i - 1));
                (first, reached) = (-1, false);
            }

            if (i == curve.Length || curve[i] < leave)
                continue;
            first = first < 0 ? i : first;
            reached |= curve[i] >= enter;
        }

        return runs;
    }

    /// <summary>Cuts a run at the lowest point between two peaks where it is deep enough.</summary>
    private IEnumerable<(int From, int To)> Split(float[] curve, int first, int last, double enter)
    {
        var start = first;
        int peak = first, valley = first;
        for (var i = first; i <= last; i++)
        {
            if (curve[i] < curve[valley])
                valley = i;
            var lower = Math.Min(curve[peak], curve[i]);
            var deep = curve[valley] <= (1 - _options.Valley) * lower && lower - curve[valley] >= _options.Enter;
            if (valley > peak && deep && curve[peak] >= enter && curve[i] >= enter)
            {
                yield return (start, valley - 1);
                (start, peak, valley) = (valley, i, i);
            }
            else if (curve[i] > curve[peak])
            {
                (peak, valley) = (i, i);
            }
        }

        yield return (start, last);
    }

    /// <summary>Onset is the first frame of the stretch; apex the middle of its plateau; offset the first frame after it, which may be the next one's onset.</summary>
    private ActionUnitEpisode Describe(int unit, IReadOnlyList<double> times, float[] curve, int from, int to)
    {
        var peak = from;
        for (var i = from; i <= to; i++)
            peak = curve[i] > curve[peak] ? i : peak;
        int left = peak, right = peak;
        while (left > from && curve[left - 1] >= PlateauShare * curve[peak])
            left--;
        while (right < to && curve[right + 1] >= PlateauShare * curve[peak])
            right++;
        var middle = (times[left] + times[right]) / 2;
        var apex = left;
        for (var i = left; i <= right; i++)
            apex = Math.Abs(times[i] - middle) < Math.Abs(times[apex] - middle) ? i : apex;
        var after = to + 1 < times.Count && times[to + 1] - times[to] <= _options.LongestGap ? times[to + 1] : times[to];
        return new ActionUnitEpisode(unit, times[from], times[apex], after, curve[peak]);
    }
}
