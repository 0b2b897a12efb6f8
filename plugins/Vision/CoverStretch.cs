namespace AffectAgent.Plugins.Vision;

/// <summary>The longest stretch of a clip in which something covers the eyes or the mouth.</summary>
internal sealed class CoverStretch
{
    /// <summary>Probability from which on a zone counts as covered.</summary>
    public const float Least = 0.8f;

    // Seconds: a shorter stretch is a hand in passing or a fault of one frame, and a shorter gap does not end it.
    private const double LeastLength = 0.5;
    private const double Gap = 0.2;
    private double _start = double.NaN, _end = double.NegativeInfinity, _sum;
    private int _count, _eyes;
    private (TimeRange Interval, double Mean, string Zone)? _longest;

    /// <summary>Takes the next frame.</summary>
    public void Add(double time, FaceMeasures measures)
    {
        if (measures.Occlusion < Least)
            return;
        if (!(time - _end <= Gap))
            (_start, _sum, _count, _eyes) = (time, 0, 0, 0);
        (_end, _sum, _count) = (time, _sum + measures.Occlusion, _count + 1);
        _eyes += measures.EyesCovered >= measures.MouthCovered ? 1 : 0;
        if (_end - _start >= LeastLength && !(_longest?.Interval.Duration >= _end - _start))
            _longest = (TimeRange.Of(_start, _end), _sum / _count, 2 * _eyes >= _count ? "eyes" : "mouth");
    }

    /// <summary>When it was, the mean probability in it, and the zone; null where there is none of half a second.</summary>
    public (TimeRange Interval, double Mean, string Zone)? Found => _longest;
}
