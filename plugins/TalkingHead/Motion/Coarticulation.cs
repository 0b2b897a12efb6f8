namespace AffectAgent.Plugins.TalkingHead;

/// <summary>What the mouth does for speech at one instant. Reused from frame to frame.</summary>
internal sealed class SpeechMouth
{
    /// <summary>By <see cref="MouthPart"/>: units 0 to 5, the tongue 0 to 1.</summary>
    public double[] Parts { get; } = new double[VisemeShape.Parts];

    /// <summary>Weight of each viseme, 0 to 1, together 1 at most.</summary>
    public double[] Visemes { get; } = new double[15];

    /// <summary>1 while the lips must touch (p, b, m).</summary>
    public double Closed { get; set; }

    /// <summary>1 while the lower lip must be at the upper teeth (f, v).</summary>
    public double Tucked { get; set; }

    /// <summary>1 while somebody speaks, 0 in pauses, smooth between.</summary>
    public double Talking { get; set; }
}

/// <summary>
/// Mouth shapes that flow into each other. Each sound claims each articulator by a dominance that falls off before and after it; the
/// mouth is where the claims balance (Cohen and Massaro, 1993, with (1 + x²)⁻² in place of their exponential, whose tip makes speed
/// jump). Reaches: lips 60 ms, jaw 100 ms, the tongue's tip 50 ms, rounding 150 ms ahead of the sound and 90 ms after it. Contacts
/// are not left to the balance: lips close for p, b, m and the lower lip meets the teeth for f, v whatever stands beside them.
/// </summary>
internal sealed class Coarticulation
{
    private const double Window = 0.8;
    private const double Forever = 1000;
    private const double PauseBridged = 0.35;

    private static readonly double[] Before = [0.10, 0.06, 0.15, 0.05];
    private static readonly double[] After = [0.10, 0.06, 0.09, 0.05];

    private readonly List<Claim> _claims = [];
    private readonly List<TimeRange> _stretches = [];

    private sealed record Claim(VisemeShape Shape, double CoreStart, double CoreEnd, double End, double Middle, double Half, double Strength, double Firm);

    /// <summary>Prepares the claims of a speech.</summary>
    /// <param name="cues">In the order of time.</param>
    /// <param name="loudness">Loudness of a stretch relative to the speech's own, about 0.3 to 1.6.</param>
    public Coarticulation(IReadOnlyList<VisemeCue> cues, Func<TimeRange, double> loudness)
    {
        var at = -Forever;
        foreach (var cue in cues)
        {
            if (cue.Interval.Start > at + 0.001)
                Add(new VisemeCue(Viseme.Sil, new TimeRange(at, cue.Interval.Start), 1), 1);
            Add(cue, loudness(cue.Interval));
            at = Math.Max(at, cue.Interval.End);
        }

        Add(new VisemeCue(Viseme.Sil, new TimeRange(at, at + Forever), 1), 1);
    }

    private void Add(VisemeCue cue, double loudness)
    {
        var (start, end) = (cue.Interval.Start, cue.Interval.End);
        var edge = Math.Min(0.3 * (end - start), 0.05);
        var shape = VisemeShape.Of(cue.Viseme);
        var strength = cue.Viseme == Viseme.Sil ? 1 : cue.Strength * (0.65 + (0.35 * loudness));
        var half = Math.Clamp(0.35 * (end - start), 0.024, 0.06);
        _claims.Add(new Claim(shape, start + edge, end - edge, end, (start + end) / 2, half, strength, Math.Clamp((cue.Strength - 0.1) / 0.3, 0, 1)));
        if (cue.Viseme == Viseme.Sil)
            return;
        if (_stretches.Count > 0 && start - _stretches[^1].End < PauseBridged)
            _stretches[^1] = new TimeRange(_stretches[^1].Start, end);
        else
            _stretches.Add(new TimeRange(start, end));
    }

    /// <summary>The mouth at a time.</summary>
    /// <param name="seconds">When.</param>
    /// <param name="mouth">Overwritten.</param>
    public void At(double seconds, SpeechMouth mouth)
    {
        Span<double> sums = stackalloc double[4];
        Span<double> claim = stackalloc double[4];
        Array.Clear(mouth.Parts);
        Array.Clear(mouth.Visemes);
        (mouth.Closed, mouth.Tucked, mouth.Talking) = (0, 0, Talking(seconds));
        var weights = 0.0;
        for (var i = First(seconds); i < _claims.Count && _claims[i].CoreStart < seconds + Window; i++)
        {
            var one = _claims[i];
            for (var a = 0; a < 4; a++)
                sums[a] += claim[a] = one.Shape.Dominance[a] * Fall(one, seconds, a);
            for (var part = 0; part < VisemeShape.Parts; part++)
                mouth.Parts[part] += claim[(int)VisemeShape.Mover(part)] * one.Shape.Targets[part] * (part >= (int)MouthPart.TongueUp ? one.Firm : one.Strength);
            var weight = Fall(one, seconds, (int)Articulator.Lips);
            weights += weight;
            mouth.Visemes[(int)one.Shape.Viseme] += weight * Math.Min(1, one.Strength);
            Contact(one, seconds, mouth);
        }

        for (var part = 0; part < VisemeShape.Parts; part++)
            mouth.Parts[part] /= sums[(int)VisemeShape.Mover(part)];
        for (var i = 0; i < mouth.Visemes.Length; i++)
            mouth.Visemes[i] /= weights;
        Export(mouth);
        var breath = Breath(seconds);
        mouth.Parts[(int)MouthPart.Part] += 0.8 * breath;
        mouth.Parts[(int)MouthPart.Jaw] += 0.35 * breath;
    }

    // Before somebody speaks the lips part to draw breath.
    private double Breath(double seconds)
    {
        var breath = 0.0;
        for (var i = 0; i < _stretches.Count; i++)
        {
            var before = _stretches[i].Start - (i == 0 ? 0 : _stretches[i - 1].End);
            if (before > 0.45 && Math.Abs(seconds - _stretches[i].Start) < 0.5)
                breath += Curves.Pulse(seconds - _stretches[i].Start + 0.4, 0.24, 0.06, 0.2);
        }

        return breath;
    }

    // Closed lips are nothing else: the weights of other visemes yield to them.
    private static void Export(SpeechMouth mouth)
    {
        for (var i = 0; i < mouth.Visemes.Length; i++)
            mouth.Visemes[i] *= 1 - mouth.Closed;
        mouth.Visemes[(int)Viseme.PP] += mouth.Closed;
    }

    private static void Contact(Claim one, double seconds, SpeechMouth mouth)
    {
        if (one.Shape.Viseme is not (Viseme.PP or Viseme.FF))
            return;
        const double close = 0.075, open = 0.065;
        var gate = one.Firm * Curves.Pulse(seconds - (one.Middle - one.Half - close), close, 2 * one.Half, open);
        if (one.Shape.Viseme == Viseme.PP)
            mouth.Closed = Curves.Both(mouth.Closed, gate);
        else
            mouth.Tucked = Curves.Both(mouth.Tucked, gate);
    }

    private static double Fall(Claim one, double seconds, int articulator)
    {
        var x = seconds < one.CoreStart ? (one.CoreStart - seconds) / Before[articulator] : Math.Max(0, seconds - one.CoreEnd) / After[articulator];
        var y = 1 + (x * x);
        return 1 / (y * y);
    }

    private double Talking(double seconds)
    {
        const double before = 0.22, after = 0.35;
        var talking = 0.0;
        foreach (var stretch in _stretches.Where(x => seconds > x.Start - before && seconds < x.End + after))
            talking = Curves.Both(talking, Curves.Pulse(seconds - stretch.Start + before, before, stretch.Duration, after));
        return talking;
    }

    // The first claim that is not over long since; ends are in order.
    private int First(double seconds)
    {
        int low = 0, high = _claims.Count - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_claims[middle].End < seconds - Window)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
