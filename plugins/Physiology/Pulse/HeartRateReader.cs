namespace AffectAgent.Plugins.Physiology;

/// <summary>When a heart rate is read, and when not. All thresholds were chosen on other faces than those the figures are of.</summary>
public sealed record HeartRateOptions
{
    /// <summary>Seconds of skin that a reading needs at least; default 8.</summary>
    public double LeastSeconds { get; init; } = 8;

    /// <summary>Longest window, seconds; default 12.</summary>
    public double WindowSeconds { get; init; } = 12;

    /// <summary>Seconds from one window to the next; default 4.</summary>
    public double HopSeconds { get; init; } = 4;

    /// <summary>Quality from which on a rate is given, 0 to 1; default 0.5.</summary>
    public double LeastQuality { get; init; } = 0.5;

    /// <summary>Seconds without the face that end a stretch; default 0.5.</summary>
    public double LongestGap { get; init; } = 0.5;

    /// <summary>Least mean green of the skin, 0 to 255; default 35.</summary>
    public double Darkest { get; init; } = 35;

    /// <summary>Most head motion, in eye distances a second (root mean square); default 0.6.</summary>
    public double MostMotion { get; init; } = 0.6;

    /// <summary>Least frames a second; default 12.</summary>
    public double LeastFrameRate { get; init; } = 12;
}

/// <summary>
/// Reads the heart rate from skin colours: in windows, what forehead and cheeks have in common by POS and by luma; given up
/// where head or light move at the same rate. Says why where it reads none.
/// </summary>
/// <param name="options">Thresholds; null for the defaults.</param>
public sealed class HeartRateReader(HeartRateOptions? options = null)
{
    private readonly HeartRateOptions _options = options ?? new HeartRateOptions();

    /// <summary>Told what each window shows, for whoever chooses thresholds.</summary>
    internal Action<PulseFinding>? Looked { get; init; }

    /// <summary>Reads one person's heart rate.</summary>
    /// <param name="person">The person.</param>
    /// <param name="samples">The person's colours, by time.</param>
    public HeartRateTrack Read(int person, IReadOnlyList<SkinSample> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var windows = new List<HeartRateWindow>();
        if (samples.Count < 2 || samples[^1].Time - samples[0].Time < _options.LeastSeconds)
            return new HeartRateTrack(person, null, 0, Invariant($"the face is seen for less than {_options.LeastSeconds:0} s"), windows);
        if ((samples.Count - 1) / (samples[^1].Time - samples[0].Time) < _options.LeastFrameRate)
            return new HeartRateTrack(person, null, 0, Invariant($"fewer than {_options.LeastFrameRate:0} frames a second show the face"), windows);
        foreach (var trace in SkinTrace.Stretches(samples, _options.LongestGap))
        {
            foreach (var (from, count) in Windows(trace.Count))
                windows.Add(Window(trace, from, count));
        }

        return Sum(person, windows);
    }

    /// <summary>Windows of equal length that cover a stretch; none where it is too short.</summary>
    internal IEnumerable<(int From, int Count)> Windows(int samples)
    {
        int least = (int)(_options.LeastSeconds * SkinTrace.Rate), longest = (int)(_options.WindowSeconds * SkinTrace.Rate);
        if (samples < least)
            yield break;
        var count = Math.Min(samples, longest);
        var steps = (int)Math.Ceiling((samples - count) / (_options.HopSeconds * SkinTrace.Rate));
        for (var i = 0; i <= steps; i++)
            yield return (steps == 0 ? 0 : (int)Math.Round((double)(samples - count) * i / steps), count);
    }

    private HeartRateWindow Window(SkinTrace trace, int from, int count)
    {
        double start = trace.Start + (from / SkinTrace.Rate), end = start + ((count - 1) / SkinTrace.Rate);
        if (Unfit(trace, from, count) is { } unfit)
            return new HeartRateWindow(start, end, null, 0, 0, unfit);
        var found = PulseWindow.Look(trace, from, count);
        Looked?.Invoke(found);
        var quality = PulseQuality.Of(found);
        var why = PulseQuality.Fault(found) ?? (quality >= _options.LeastQuality ? null : "no pulse stands out of the noise");
        return new HeartRateWindow(start, end, why is null ? Math.Round(found.Frequency * 60, 1) : null, Math.Round(quality, 3), Math.Round(found.SignalToNoise, 1), why);
    }

    private string? Unfit(SkinTrace trace, int from, int count)
    {
        var seen = trace.Regions.Take(3).Where(region => PulseWindow.IsSeen(region, from, count)).ToList();
        if (seen.Count < 2)
            return "forehead and cheeks are too small, cut or overexposed";
        if (seen.Average(region => region.Colors[1].AsSpan(from, count).ToArray().Average()) < _options.Darkest)
            return "the skin is too dark";
        return Speed(trace, from, count) > _options.MostMotion ? "the head moves too much" : null;
    }

    // Eye distances a second.
    private static double Speed(SkinTrace trace, int from, int count)
    {
        var sum = 0.0;
        for (var i = from + 1; i < from + count; i++)
        {
            double x = trace.X[i] - trace.X[i - 1], y = trace.Y[i] - trace.Y[i - 1], size = Math.Max(1, trace.Size[i]);
            sum += ((x * x) + (y * y)) / (size * size);
        }

        return Math.Sqrt(sum / (count - 1)) * SkinTrace.Rate;
    }

    private static HeartRateTrack Sum(int person, List<HeartRateWindow> windows)
    {
        var read = windows.Where(w => w.BeatsPerMinute is not null).ToList();
        if (windows.Count == 0)
            return new HeartRateTrack(person, null, 0, "the face is lost too often", windows);
        if (read.Count * 2 <= windows.Count)
        {
            var why = windows.Where(w => w.WhyNot is not null).GroupBy(w => w.WhyNot).MaxBy(group => group.Count())!.Key;
            return new HeartRateTrack(person, null, windows.Max(w => w.Quality), why, windows);
        }

        var rates = read.Select(w => w.BeatsPerMinute!.Value).ToList();
        var middle = Curves.Median(rates);
        var quality = Curves.Median(read.Select(w => w.Quality));
        const double mostSpread = 8;
        return Curves.Median(rates.Select(rate => Math.Abs(rate - middle))) > mostSpread
            ? new HeartRateTrack(person, null, quality, "the windows disagree", windows)
            : new HeartRateTrack(person, Math.Round(middle, 1), quality, null, windows);
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
