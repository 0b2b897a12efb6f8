namespace AffectAgent.Backends.Whisper;

/// <summary>Tells where somebody speaks, 20 ms at a time.</summary>
internal interface ISpeechGate
{
    /// <summary>True if somebody may be speaking.</summary>
    /// <param name="time">Begin of the frame, media time in seconds; never before the last call's.</param>
    /// <param name="frame">Its samples.</param>
    bool IsSpeech(double time, ReadOnlySpan<float> frame);
}

/// <summary>The gate where the voice was measured: speech is what lies in its stretches, and a little around them.</summary>
/// <param name="speech">The stretches, in order of time.</param>
internal sealed class MeasuredGate(IReadOnlyList<TimeRange> speech) : ISpeechGate
{
    private const double Around = 0.25;

    private int _next;

    /// <inheritdoc/>
    public bool IsSpeech(double time, ReadOnlySpan<float> frame)
    {
        while (_next < speech.Count && speech[_next].End + Around <= time)
            _next++;
        return _next < speech.Count && time >= speech[_next].Start - Around;
    }
}

/// <summary>
/// The gate where nothing was measured: sound that stands out of a floor that follows the quiet. It lets noise pass rather than
/// lose words.
/// </summary>
internal sealed class EnergyGate : ISpeechGate
{
    private const double Quietest = -55, Above = 9, Hold = 0.4;

    private double _floor = -60;
    private double _until = double.NegativeInfinity;

    /// <inheritdoc/>
    public bool IsSpeech(double time, ReadOnlySpan<float> frame)
    {
        var sum = 0.0;
        foreach (var sample in frame)
            sum += sample * sample;
        var level = 10 * Math.Log10(sum / Math.Max(1, frame.Length) + 1e-12);
        // Down at once, up by half a decibel a second.
        _floor = Math.Clamp(level < _floor ? _floor * 0.9 + level * 0.1 : _floor + 0.01, -80, -30);
        if (level > Quietest && level > _floor + Above)
            _until = time + Hold;
        // Times are sums of fractions.
        return time < _until - 1e-6;
    }
}
