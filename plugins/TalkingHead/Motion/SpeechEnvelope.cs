namespace AffectAgent.Plugins.TalkingHead;

/// <summary>A stressed place of speech.</summary>
/// <param name="At">The peak of loudness, seconds.</param>
/// <param name="Strength">0 to 1, 1 the strongest of the speech.</param>
internal readonly record struct Accent(double At, double Strength);

/// <summary>
/// Loudness of speech over time, in steps of 10 ms, and its accents: peaks of loudness, weighted by pitch, that stand out from the
/// second around them. Heads nod and brows rise at such places (Hadar et al., 1983; Munhall et al., 2004).
/// </summary>
internal sealed class SpeechEnvelope
{
    private const double Step = 0.01;
    private const int Smooth = 4;
    private const double LeastGap = 0.45;

    private readonly double[] _level;
    private readonly double[] _stress;
    private readonly PitchTrack _pitch;
    private readonly double _usual;

    /// <summary>Measures a sound.</summary>
    /// <param name="speech">Its samples are read.</param>
    public SpeechEnvelope(SpeechTrack speech)
    {
        _level = Smoothed(Levels(speech.Samples.Span, speech.SampleRate));
        var loudest = _level.Length == 0 ? 0 : _level.Max();
        var voiced = _level.Where(x => x > 0.1 * loudest).Order().ToArray();
        _usual = voiced.Length == 0 ? 0 : voiced[voiced.Length / 2];
        _pitch = new PitchTrack(speech.Samples.Span, speech.SampleRate);
        _stress = [.. _level.Select((x, i) => x * Math.Clamp(_pitch.Mean((i - 6) * Step, (i + 6) * Step), 0.8, 1.4))];
    }

    /// <summary>Ends of phrases at which the voice rises by a fifth of its pitch or more, as in a question.</summary>
    public IEnumerable<double> Rises(IEnumerable<TimeRange> phrases) =>
        phrases.Where(x => x.Duration > 0.5 && _pitch.Mean(x.End - 0.18, x.End) > 1.2 * _pitch.Mean(x.End - 0.6, x.End - 0.25)).Select(x => x.End);

    /// <summary>Loudness of a stretch relative to the speech's own, 0.3 to 1.6; 1 where nothing is heard at all.</summary>
    public double Relative(TimeRange range)
    {
        if (_usual <= 0)
            return 1;
        int from = Math.Clamp((int)(range.Start / Step), 0, _level.Length - 1), to = Math.Clamp((int)(range.End / Step), from, _level.Length - 1);
        var peak = 0.0;
        for (var i = from; i <= to; i++)
            peak = Math.Max(peak, _level[i]);
        return Math.Clamp(peak / _usual, 0.3, 1.6);
    }

    /// <summary>The accents, in the order of time, at least 0.45 s apart.</summary>
    public IReadOnlyList<Accent> Accents()
    {
        if (_usual <= 0)
            return [];
        var peaks = new List<Accent>();
        for (var i = 1; i < _stress.Length - 1; i++)
        {
            if (_stress[i] < _stress[i - 1] || _stress[i] <= _stress[i + 1] || _stress[i] < 1.1 * Around(i))
                continue;
            var peak = new Accent(i * Step, _stress[i]);
            if (peaks.Count > 0 && peak.At - peaks[^1].At < LeastGap)
            {
                if (peak.Strength > peaks[^1].Strength)
                    peaks[^1] = peak;
            }
            else
            {
                peaks.Add(peak);
            }
        }

        var strongest = peaks.Count == 0 ? 1 : peaks.Max(x => x.Strength);
        return [.. peaks.Select(x => x with { Strength = x.Strength / strongest })];
    }

    private double Around(int i)
    {
        const int reach = 50;
        int from = Math.Max(0, i - reach), to = Math.Min(_stress.Length - 1, i + reach);
        var sum = 0.0;
        for (var k = from; k <= to; k++)
            sum += _stress[k];
        return Math.Max(sum / (to - from + 1), 0.5 * _usual);
    }

    private static double[] Levels(ReadOnlySpan<float> samples, int rate)
    {
        var size = Math.Max(1, (int)(rate * Step));
        var levels = new double[samples.Length / size];
        for (var i = 0; i < levels.Length; i++)
        {
            var sum = 0.0;
            foreach (var x in samples.Slice(i * size, size))
                sum += (double)x * x;
            levels[i] = Math.Sqrt(sum / size);
        }

        return levels;
    }

    private static double[] Smoothed(double[] levels)
    {
        for (var pass = 0; pass < 2; pass++)
        {
            var next = new double[levels.Length];
            for (var i = 0; i < levels.Length; i++)
            {
                int from = Math.Max(0, i - Smooth), to = Math.Min(levels.Length - 1, i + Smooth);
                for (var k = from; k <= to; k++)
                    next[i] += levels[k] / (to - from + 1);
            }

            levels = next;
        }

        return levels;
    }
}
