namespace AffectAgent.Plugins.TalkingHead;

/// <summary>A slow wander about 0 without jumps: random values at equal steps, minimum-jerk between them, and the same finer and weaker.</summary>
internal sealed class SmoothNoise
{
    private readonly double[] _coarse;
    private readonly double[] _fine;
    private readonly double _step;

    /// <summary>Draws the values.</summary>
    /// <param name="random">Where they come from.</param>
    /// <param name="duration">Seconds that are needed.</param>
    /// <param name="step">Seconds between values, above 0.</param>
    public SmoothNoise(StableRandom random, double duration, double step)
    {
        _step = step;
        var count = (int)(duration / step) + 3;
        _coarse = Draw(random, count);
        _fine = Draw(random, (2 * count) + 3);
    }

    /// <summary>The value at a time, mostly within -1 to 1.</summary>
    /// <param name="seconds">0 or more.</param>
    public double At(double seconds) => (0.8 * Between(_coarse, seconds / _step)) + (0.2 * Between(_fine, seconds * 2 / _step));

    private static double[] Draw(StableRandom random, int count)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
            values[i] = random.Between(-1, 1);
        return values;
    }

    private static double Between(double[] values, double at)
    {
        var place = Math.Clamp((int)at, 0, values.Length - 2);
        return values[place] + ((values[place + 1] - values[place]) * Curves.MinimumJerk(at - place));
    }
}
