namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// A plan's movements over time: each unit and side rises within its onset, is held and falls within its offset. What is held wanders by
/// a few per cent; after two seconds it ebbs and comes back, upper and lower face apart, as no expression stands still (most last less
/// than four seconds, card state/expression-timing). The movements of one expression begin within 80 ms of each other, the two sides within 15 ms, and the sides differ by a few
/// per cent, as faces do.
/// </summary>
internal sealed class ExpressionTrack
{
    private const double Spread = 0.08;
    private const double SideSpread = 0.015;
    private const double ApexVariation = 0.05;

    private readonly StepTrack?[] _left;
    private readonly StepTrack?[] _right;
    private readonly double[] _leftGain = new double[FaceUnits.Count];
    private readonly double[] _rightGain = new double[FaceUnits.Count];
    private readonly SmoothNoise _upper;
    private readonly SmoothNoise _lower;
    private readonly StepTrack _upperEbb;
    private readonly StepTrack _lowerEbb;

    /// <summary>Prepares the courses.</summary>
    public ExpressionTrack(EmotionPlan plan, double duration, StableRandom random)
    {
        _left = Courses(plan, FaceSide.Left, random);
        _right = Courses(plan, FaceSide.Right, random);
        for (var i = 0; i < FaceUnits.Count; i++)
        {
            var tilt = Math.Clamp(0.03 * random.Normal(), -0.06, 0.06);
            (_leftGain[i], _rightGain[i]) = (1 + tilt, 1 - tilt);
        }

        _upper = new SmoothNoise(random, duration, 1.1);
        _lower = new SmoothNoise(random, duration, 0.9);
        _upperEbb = Ebb(plan, random);
        _lowerEbb = Ebb(plan, random);
    }

    /// <summary>The units at a time.</summary>
    /// <param name="seconds">When.</param>
    /// <param name="left">By <see cref="FaceUnits.All"/>, 0 to 5; overwritten.</param>
    /// <param name="right">The same of the other side.</param>
    public void At(double seconds, double[] left, double[] right)
    {
        double upper = 1 + (ApexVariation * _upper.At(seconds)) - _upperEbb.At(seconds), lower = 1 + (ApexVariation * _lower.At(seconds)) - _lowerEbb.At(seconds);
        for (var i = 0; i < FaceUnits.Count; i++)
        {
            var variation = FaceUnits.All[i] <= 7 ? upper : lower;
            left[i] = Value(_left[i], seconds, _leftGain[i] * variation);
            right[i] = Value(_right[i], seconds, _rightGain[i] * variation);
        }
    }

    // How much is missing from the full strength.
    private static StepTrack Ebb(EmotionPlan plan, StableRandom random)
    {
        var ebb = new StepTrack();
        for (var i = 0; i < plan.Expressions.Count; i++)
        {
            var (start, end) = (plan.Expressions[i].Interval.Start, plan.Expressions[i].Interval.End);
            if (i + 1 < plan.Expressions.Count)
                end = Math.Min(end, plan.Expressions[i + 1].Interval.Start);
            ebb.Go(start, 0.5, 0);
            for (var t = start + random.Between(1.8, 2.4); t < end - 1.7; t += random.Between(2.2, 3.6))
            {
                ebb.Go(t, 1.1, random.Between(0.06, 0.28));
                ebb.Go(t + random.Between(1.1, 1.6), 0.6, random.Between(0, 0.08));
            }
        }

        return ebb;
    }

    private static double Value(StepTrack? track, double seconds, double gain) =>
        track is null ? 0 : Math.Clamp(track.At(seconds) * gain, 0, AffectAgent.ActionUnits.MaxIntensity);

    private static StepTrack?[] Courses(EmotionPlan plan, FaceSide side, StableRandom random)
    {
        var holds = new List<Hold>?[FaceUnits.Count];
        foreach (var expression in plan.Expressions)
        {
            foreach (var movement in expression.Movements.Where(x => x.Side == FaceSide.Both || x.Side == side))
            {
                var late = Late(expression, movement) + random.Between(0, SideSpread);
                var start = expression.Interval.Start + late;
                var release = Math.Max(expression.Interval.End - movement.Offset, start + (0.5 * movement.Onset));
                (holds[FaceUnits.IndexOf(movement.Unit)] ??= []).Add(new Hold(start, release, movement.Onset, movement.Offset, movement.Intensity));
            }
        }

        return [.. holds.Select(x => x is null ? null : HoldTracks.Join(x))];
    }

    // Eyes first, then brows, then the mouth, 0 to 80 ms; the same on both sides.
    private static double Late(PlannedExpression expression, PlannedMovement movement)
    {
        var order = movement.Unit is 5 or 7 or 45 ? 0 : movement.Unit <= 4 ? 0.25 : 0.55;
        var own = StableRandom.For((int)(expression.Interval.Start * 1000), movement.Unit).Uniform() * 0.45;
        return Spread * (order + own);
    }
}
