namespace AffectAgent.Plugins.AudioEmotion.Speech;

/// <summary>
/// The level of the background, followed through the clip: the 10th percentile of the band level over the last minute or
/// so (a histogram of 1 dB bins that fades page by page). Digital silence does not count, it is no background.
/// </summary>
internal sealed class NoiseFloor
{
    private const double Silence = -95;
    private const double Fade = 0.5;
    private const double Share = 0.10;
    private const double LeastRange = 12;

    private readonly double[] _histogram = new double[121];

    /// <summary>
    /// The floor, dB; -120 until something was heard. At least 12 dB below the loudest frames (95th percentile), so that
    /// a clip that is one held voice is not its own background.
    /// </summary>
    public double Level => Math.Min(Percentile(Share), Percentile(0.95) - LeastRange);

    /// <summary>Takes the levels of one page; older pages lose half their weight.</summary>
    public void Learn(IEnumerable<double> levels)
    {
        for (var bin = 0; bin < _histogram.Length; bin++)
            _histogram[bin] *= Fade;
        foreach (var level in levels)
        {
            if (level > Silence)
                _histogram[Math.Clamp((int)Math.Round(level) + 120, 0, 120)]++;
        }
    }

    /// <summary>The level, dB, below which that share of the frames lies.</summary>
    public double Percentile(double share)
    {
        var wanted = _histogram.Sum() * share;
        if (wanted <= 0)
            return -120;
        var sum = 0.0;
        for (var bin = 0; bin < _histogram.Length; bin++)
        {
            sum += _histogram[bin];
            if (sum >= wanted)
                return bin - 120;
        }

        return 0;
    }
}
