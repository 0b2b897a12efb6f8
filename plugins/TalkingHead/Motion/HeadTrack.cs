namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// How the head moves: the emotion's posture, nods at accents, a slight rise at the end of a question, following the looks away by a quarter, breathing, and a slow drift that
/// never stops.
/// </summary>
internal sealed class HeadTrack
{
    private const double Degree = Math.PI / 180;

    // What share of a look away the head goes along, and how much later it begins.
    private const double Follow = 0.25;
    private const double FollowLate = 0.04;

    // No nod and no breath takes longer.
    private const double Longest = 6;

    private readonly StepTrack _pitch;
    private readonly StepTrack _yaw;
    private readonly StepTrack _roll;
    private readonly StepTrack _followPitch;
    private readonly StepTrack _followYaw;
    private readonly List<(double Start, double Rise, double Fall, double Pitch, double Yaw)> _nods = [];
    private readonly List<(double Start, double In, double Out)> _breaths = [];
    private readonly SmoothNoise _driftPitch;
    private readonly SmoothNoise _driftYaw;
    private readonly SmoothNoise _driftRoll;
    private readonly double _drift;

    /// <summary>Draws the movements.</summary>
    public HeadTrack(EmotionPlan plan, IReadOnlyList<Glance> glances, IReadOnlyList<Accent> accents, double[] rises, Posture usual, double duration, StableRandom random)
    {
        var holds = plan.Expressions.Select(x => (Posture: Posture.Of(x.Mixture), x.Interval)).ToArray();
        _pitch = HoldTracks.Join(holds.Select(x => Carry(x.Posture.Pitch, x.Interval, x.Posture.Pace)));
        _yaw = HoldTracks.Join(holds.Select(x => Carry(x.Posture.Yaw, x.Interval, x.Posture.Pace)));
        _roll = HoldTracks.Join(holds.Select(x => Carry(x.Posture.Roll, x.Interval, x.Posture.Pace)));
        _followPitch = HoldTracks.Join(glances.Select(x => Turn(x, Follow * x.Pitch / Degree)));
        _followYaw = HoldTracks.Join(glances.Select(x => Turn(x, Follow * x.Yaw / Degree)));
        foreach (var accent in accents)
            Nod(accent, usual, random);
        foreach (var end in rises)
            _nods.Add((end - 0.4, 0.3, 0.6, random.Between(-2.2, -1.2), random.Between(-1, 1)));
        for (var t = random.Between(0, 1.5); t < duration;)
        {
            var (breathIn, breathOut) = (random.Between(1.3, 1.7), random.Between(1.9, 2.6));
            _breaths.Add((t, breathIn, breathOut));
            t += breathIn + breathOut + random.Between(0.1, 0.5);
        }

        _drift = 0.5 + (0.5 * usual.Gesture);
        _driftPitch = new SmoothNoise(random, duration, 1.3 / usual.Pace);
        _driftYaw = new SmoothNoise(random, duration, 1.6 / usual.Pace);
        _driftRoll = new SmoothNoise(random, duration, 1.9 / usual.Pace);
    }

    /// <summary>Pitch, yaw and roll at a time, radians.</summary>
    public (double Pitch, double Yaw, double Roll) At(double seconds)
    {
        var pitch = _pitch.At(seconds) + _followPitch.At(seconds) + (_drift * 1.2 * _driftPitch.At(seconds));
        var yaw = _yaw.At(seconds) + _followYaw.At(seconds) + (_drift * 2.6 * _driftYaw.At(seconds));
        foreach (var nod in _nods)
        {
            if (seconds < nod.Start || seconds > nod.Start + Longest)
                continue;
            var pulse = Curves.Pulse(seconds - nod.Start, nod.Rise, 0, nod.Fall);
            pitch -= nod.Pitch * pulse;
            yaw += nod.Yaw * pulse;
        }

        foreach (var breath in _breaths.Where(x => seconds > x.Start && seconds < x.Start + Longest))
            pitch += 0.3 * Curves.Pulse(seconds - breath.Start, breath.In, 0, breath.Out);
        var roll = _roll.At(seconds) + (_drift * 1.5 * _driftRoll.At(seconds));
        return (pitch * Degree, yaw * Degree, roll * Degree);
    }

    private void Nod(Accent accent, Posture usual, StableRandom random)
    {
        var size = random.Between(1.4, 3.2) * accent.Strength * usual.Gesture;
        var aside = random.Between(-0.8, 0.8) * usual.Gesture;
        var (rise, fall) = (random.Between(0.17, 0.24) / usual.Pace, random.Between(0.3, 0.45) / usual.Pace);
        if (random.Chance(0.8))
            _nods.Add((accent.At - rise, rise, fall, size, aside));
    }

    // The head carries about twice as long as the face to take a posture.
    private static Hold Carry(double degrees, TimeRange interval, double pace)
    {
        var rise = 0.8 / pace;
        return new Hold(interval.Start, Math.Max(interval.End - (1.2 / pace), interval.Start + rise), rise, 1.2 / pace, degrees);
    }

    private static Hold Turn(Glance glance, double degrees) =>
        new(glance.Interval.Start + FollowLate, glance.Interval.End + FollowLate, 0.32, 0.38, degrees);
}
