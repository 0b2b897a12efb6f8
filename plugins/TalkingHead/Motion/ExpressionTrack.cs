namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// A plan's movements over time: each unit and side rises within its onset, is held with a slow, small variation and falls within its
/// offset. The movements of one expression begin within 80 ms of each other, the two sides within 15 ms, and the sides differ by a few
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
    }

    /// <summary>The units at a time.</summary>
    /// <param name="seconds">When.</param>
    /// <param name="left">By <see cref="FaceUnits.All"/>, 0 to 5; overwritten.</param>
    /// <param name="right">The same of the other side.</param>
    public void At(double seconds, double[] left, double[] right)
    {
        double upper = 1 + (ApexVariation * _upper.At(seconds)), lower = 1 + (ApexVariation * _lower.At(seconds));
        for (var i = 0; i < FaceUnits.Count; i++)
        {
            var variation = FaceUnits.All[i] <= 7 ? upper : lower;
            left[i] = Value(_left[i], seconds, _leftGain[i] * variation);
            right[i] = Value(_right[i], seconds, _rightGain[i] * variation);
        }
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
