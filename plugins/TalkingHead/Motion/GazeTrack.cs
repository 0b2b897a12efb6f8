namespace AffectAgent.Plugins.TalkingHead;

/// <summary>A look away from the viewer.</summary>
/// <param name="Interval">From leaving to being back, seconds.</param>
/// <param name="Yaw">Radians, to the subject's left positive.</param>
/// <param name="Pitch">Radians, upwards positive.</param>
internal readonly record struct Glance(TimeRange Interval, double Yaw, double Pitch);

/// <summary>
/// Where the eyes look, in the room (the head's turn comes off later): mostly at the viewer, away at the start of some phrases and
/// back towards their end (Kendon, 1967), with small shifts of fixation all the time. A saccade lasts 21 ms and 2.2 ms more for each
/// degree (Bahill, Clark and Stark, 1975).
/// </summary>
internal sealed class GazeTrack
{
    private const double Degree = Math.PI / 180;

    private readonly StepTrack _yaw = new();
    private readonly StepTrack _pitch = new();

    /// <summary>Draws the looks.</summary>
    public GazeTrack(IReadOnlyList<TimeRange> phrases, double duration, double amount, Posture bias, StableRandom random)
    {
        Glances = amount <= 0 ? [] : [.. Away(phrases, duration, amount, bias, random)];
        var next = 0;
        var fixation = random.Between(0.3, 0.9);
        var looking = default(Glance?);
        for (var t = 0.0; t < duration;)
        {
            var leave = next < Glances.Count ? Glances[next].Interval.Start : double.MaxValue;
            var back = looking?.Interval.End ?? double.MaxValue;
            t = Math.Min(fixation, Math.Min(leave, back));
            if (t == back)
                looking = null;
            else if (t == leave)
                looking = Glances[next++];
            var small = amount * 0.4 * Degree;
            Look(t, (looking?.Yaw ?? 0) + (small * random.Normal()), (looking?.Pitch ?? 0) + (0.6 * small * random.Normal()));
            fixation = t + random.LogNormal(0.75, 0.45);
        }
    }

    /// <summary>The looks away, in the order of time.</summary>
    public IReadOnlyList<Glance> Glances { get; }

    /// <summary>Yaw and pitch in the room, radians.</summary>
    public (double Yaw, double Pitch) At(double seconds) => (_yaw.At(seconds), _pitch.At(seconds));

    private void Look(double at, double yaw, double pitch)
    {
        double x = yaw - _yaw.Target, y = pitch - _pitch.Target;
        var duration = 0.021 + (0.0022 * Math.Sqrt((x * x) + (y * y)) / Degree);
        _yaw.Go(at, duration, yaw);
        _pitch.Go(at, duration, pitch);
    }

    private static IEnumerable<Glance> Away(IReadOnlyList<TimeRange> phrases, double duration, double amount, Posture bias, StableRandom random)
    {
        var free = 0.6;
        foreach (var phrase in phrases)
        {
            foreach (var glance in Silent(free, phrase.Start - 0.6, amount, bias, random))
                yield return glance;
            var start = Math.Max(phrase.Start - 0.12, 0.15);
            if (phrase.Duration > 0.9 && random.Chance(0.45 * amount))
            {
                var end = Math.Min(start + random.Between(0.55, 1.0), phrase.End - 0.3);
                yield return Draw(new TimeRange(start, end), bias, random);
            }

            var middle = phrase.Start + (phrase.Duration * random.Between(0.45, 0.6));
            if (phrase.Duration > 3.5 && random.Chance(0.4 * amount))
                yield return Draw(new TimeRange(middle, middle + random.Between(0.4, 0.7)), bias, random);
            free = phrase.End + 0.8;
        }

        foreach (var glance in Silent(free, duration - 0.8, amount, bias, random))
            yield return glance;
    }

    private static IEnumerable<Glance> Silent(double from, double to, double amount, Posture bias, StableRandom random)
    {
        for (var t = from + random.Between(1.5, 4.5); t < to; t += random.Between(3, 7))
        {
            var end = t + random.Between(0.4, 1.1);
            if (end < to && random.Chance(0.8 * amount))
                yield return Draw(new TimeRange(t, end), bias, random);
            t = end;
        }
    }

    private static Glance Draw(TimeRange interval, Posture bias, StableRandom random)
    {
        var side = random.Chance(0.5) ? 1 : -1;
        return new Glance(interval, side * random.Between(6, 13) * Degree, (random.Between(-5, 6) * Degree) + (bias.GazePitch * Degree));
    }
}
