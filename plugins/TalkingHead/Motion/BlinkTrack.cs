namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// When the eyes blink and how. Intervals are log-normal (Bentivoglio et al., 1997: 17 a minute at rest, 26 in conversation, with wide
/// differences between people): about 16 a minute in silence and 20 while talking. Ends of phrases and looks away draw blinks to them
/// (Nakano and Kitazawa, 2010; Evinger et al., 1994). The lid closes in
/// about 85 ms and opens in about twice that (VanderWerf et al., 2003; Sforza et al., 2008); one in eight stays a little open.
/// </summary>
internal sealed class BlinkTrack
{
    private const double Shut = 0.035;
    private const double LeastGap = 0.7;
    private const double Pull = 0.9;

    private readonly List<(double Start, double Close, double Open, double Depth)> _blinks = [];

    /// <summary>Draws the blinks.</summary>
    /// <param name="phrases">Stretches of speech.</param>
    /// <param name="glances">Looks away.</param>
    /// <param name="duration">Seconds.</param>
    /// <param name="random">Where the numbers come from.</param>
    public BlinkTrack(IReadOnlyList<TimeRange> phrases, IReadOnlyList<Glance> glances, double duration, StableRandom random)
    {
        var draws = phrases.Select(x => x.End + 0.02).Concat(glances.Select(x => x.Interval.Start - 0.02)).Order().ToArray();
        var last = -LeastGap;
        for (var t = random.Between(0.5, 2.5); t < duration;)
        {
            var at = t;
            var near = draws.Where(x => Math.Abs(x - at) < Pull && x > last + LeastGap).OrderBy(x => Math.Abs(x - at)).Cast<double?>().FirstOrDefault();
            if (near is { } draw && random.Chance(0.7))
                at = draw;
            if (at > last + LeastGap)
            {
                var depth = random.Chance(0.12) ? random.Between(0.6, 0.85) : 1;
                _blinks.Add((at, random.Between(0.075, 0.1), random.Between(0.15, 0.2), depth));
                last = at;
            }

            var talking = phrases.Any(x => x.Contains(at));
            t = Math.Max(at, last) + Math.Clamp(random.LogNormal(talking ? 2.6 : 3.3, 0.5), LeastGap, 9);
        }
    }

    /// <summary>When each blink begins, seconds.</summary>
    public IEnumerable<double> Starts => _blinks.Select(x => x.Start);

    /// <summary>How far the lids are closed, 0 to 1.</summary>
    public double At(double seconds)
    {
        var closed = 0.0;
        foreach (var (start, close, open, depth) in _blinks)
        {
            if (seconds > start && seconds < start + 0.5)
                closed = Curves.Both(closed, depth * Curves.Pulse(seconds - start, close, Shut, open));
        }

        return closed;
    }
}
