namespace AffectAgent.Bench;

/// <summary>Finds in the sound itself when a mouth was shut for a p, b or m: the dip of what sounds above the murmur of a closed mouth.</summary>
internal sealed class SoundClosures
{
    private const double Hop = 0.0025, Window = 0.01, Around = 0.15, Slack = 0.03;
    private const double LeastDip = 12, Floor = -90, Shortest = 0.015, Longest = 0.2;
    private const float Emphasis = 0.95f;

    private readonly double[] _level;

    /// <summary>Measures a recording's course.</summary>
    /// <param name="samples">16 kHz.</param>
    public SoundClosures(float[] samples)
    {
        // Twice the difference: a closed mouth's murmur lies low, so it all but goes.
        var high = new float[samples.Length];
        for (var i = 2; i < samples.Length; i++)
            high[i] = samples[i] - (2 * Emphasis * samples[i - 1]) + (Emphasis * Emphasis * samples[i - 2]);
        int hop = (int)(Hop * AudioChunk.SampleRate), window = (int)(Window * AudioChunk.SampleRate);
        _level = new double[Math.Max(1, (samples.Length - window) / hop)];
        for (var i = 0; i < _level.Length; i++)
        {
            double sum = 1e-12;
            for (var at = i * hop; at < (i * hop) + window; at++)
                sum += high[at] * high[at];
            _level[i] = Math.Max(Floor, 10 * Math.Log10(sum / window));
        }
    }

    /// <summary>The middle of the dip at a place where a lip sound is known to be; null where there is none, or a pause.</summary>
    /// <param name="near">About when.</param>
    public double? Middle(TimeRange near)
    {
        int from = Frame(near.Start - Slack), to = Frame(near.End + Slack), around = (int)(Around / Hop);
        var least = Enumerable.Range(from, Math.Max(1, to - from)).MinBy(i => _level[i]);
        double left = _level[Math.Max(0, least - around)..(least + 1)].Max(), right = _level[least..Math.Min(_level.Length, least + around)].Max();
        var dip = Math.Min(left, right) - _level[least];
        if (dip < LeastDip)
            return null;
        var edge = _level[least] + (dip / 2);
        int start = least, end = least;
        while (start > 0 && _level[start - 1] < edge)
            start--;
        while (end < _level.Length - 1 && _level[end + 1] < edge)
            end++;
        var length = (end - start + 1) * Hop;
        return length is >= Shortest and <= Longest ? ((start + end) / 2.0 * Hop) + (Window / 2) : null;
    }

    private int Frame(double seconds) => Math.Clamp((int)Math.Round((seconds - (Window / 2)) / Hop), 0, _level.Length - 1);
}
