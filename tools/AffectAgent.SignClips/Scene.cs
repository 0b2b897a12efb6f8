namespace AffectAgent.SignClips;

/// <summary>How a head is held at one moment, beside how the photograph shows it.</summary>
/// <param name="Pitch">Radians, positive down.</param>
/// <param name="Yaw">Radians.</param>
/// <param name="Roll">Radians.</param>
/// <param name="X">Shift, in distances of the outer eye corners.</param>
/// <param name="Y">Shift, in distances of the outer eye corners.</param>
internal readonly record struct Held(double Pitch, double Yaw, double Roll, double X, double Y);

/// <summary>One movement of one unit: rises and falls as a raised cosine, with a plateau.</summary>
/// <param name="Unit">FACS number in the basis.</param>
/// <param name="Start">Seconds.</param>
/// <param name="Length">Seconds.</param>
/// <param name="Intensity">At its height, 0 to 5.</param>
/// <param name="Side">0 both, 1 the right side, 2 the left side.</param>
/// <param name="Plateau">Share of the length at full height.</param>
internal sealed record Move(int Unit, double Start, double Length, double Intensity, int Side = 0, double Plateau = 0.2)
{
    /// <summary>The intensity at a time.</summary>
    public double At(double t)
    {
        var share = (t - Start) / Length;
        if (share is <= 0 or >= 1)
            return 0;
        var ramp = (1 - Plateau) / 2;
        var rise = Math.Min(1, Math.Min(share, 1 - share) / ramp);
        return Intensity * 0.5 * (1 - Math.Cos(Math.PI * rise));
    }
}

/// <summary>A nod (pitch) or shake (yaw) of so many cycles.</summary>
/// <param name="Shake">True for a shake.</param>
/// <param name="Start">Seconds.</param>
/// <param name="Frequency">Hz.</param>
/// <param name="Cycles">Whole movements to and fro.</param>
/// <param name="Amplitude">Half of peak to peak, radians.</param>
internal sealed record Beat(bool Shake, double Start, double Frequency, double Cycles, double Amplitude)
{
    /// <summary>Seconds.</summary>
    public double Length => Cycles / Frequency;

    /// <summary>The angle at a time. A nod begins downwards and comes back to where it began.</summary>
    public double At(double t)
    {
        var at = t - Start;
        if (at <= 0 || at >= Length)
            return 0;
        var edge = Math.Min(1, Math.Min(at, Length - at) * Frequency * 4);
        return Shake
            ? Amplitude * edge * Math.Sin(2 * Math.PI * Frequency * at)
            : Amplitude * (1 - Math.Cos(2 * Math.PI * Frequency * at));
    }
}

/// <summary>All that happens in a clip, as functions of time; the same seed gives the same clip.</summary>
internal sealed class Scene
{
    private readonly Random _random;
    private readonly double[] _phases;

    public Scene(int seed)
    {
        _random = new Random(seed);
        _phases = [.. Enumerable.Range(0, 64).Select(_ => _random.NextDouble() * 2 * Math.PI)];
    }

    /// <summary>Frames a second.</summary>
    public double FrameRate { get; init; } = 25;

    /// <summary>Seconds.</summary>
    public double Seconds { get; init; } = 10;

    /// <summary>libx264's constant rate factor.</summary>
    public int Crf { get; init; } = 18;

    /// <summary>Standard deviation of the camera's noise, grey levels.</summary>
    public double Noise { get; init; } = 1.5;

    /// <summary>How much the head sways: 0 not, 1 as of someone who sits still (1 to 2 degrees), 6 as of someone who moves about.</summary>
    public double Sway { get; init; } = 1;

    /// <summary>Beats a minute, or 0 for no pulse.</summary>
    public double Pulse { get; init; }

    /// <summary>Peak to peak of the pulse in green, as a share of the skin's colour.</summary>
    public double PulseSize { get; init; }

    /// <summary>Brightness of the whole picture, 1 as photographed.</summary>
    public double Brightness { get; init; } = 1;

    /// <summary>A light that flickers slowly in colour, as of a screen: amplitude as a share, at <see cref="FlickerRate"/>.</summary>
    public double Flicker { get; init; }

    /// <summary>Hz.</summary>
    public double FlickerRate { get; init; } = 1.3;

    /// <summary>Movements of the face.</summary>
    public List<Move> Moves { get; } = [];

    /// <summary>Nods and shakes.</summary>
    public List<Beat> Beats { get; } = [];

    /// <summary>A number drawn evenly.</summary>
    public double Draw(double from, double to) => from + ((to - from) * _random.NextDouble());

    /// <summary>One of the values.</summary>
    public T Choose<T>(params T[] values) => values[_random.Next(values.Length)];

    /// <summary>How the head is held at a time.</summary>
    public Held HeldAt(double t)
    {
        double Slow(int i, double slowest, double fastest)
        {
            var sum = 0.0;
            for (var k = 0; k < 4; k++)
                sum += Math.Sin((2 * Math.PI * (slowest + ((fastest - slowest) * k / 3)) * t) + _phases[(i * 4) + k]);
            return Sway * sum / 4;
        }

        double pitch = 0.02 * Slow(0, 0.08, 0.5), yaw = 0.03 * Slow(1, 0.06, 0.4);
        foreach (var beat in Beats)
            (pitch, yaw) = beat.Shake ? (pitch, yaw + beat.At(t)) : (pitch + beat.At(t), yaw);
        return new Held(pitch, yaw, 0.012 * Slow(2, 0.07, 0.4), 0.025 * Slow(3, 0.09, 0.5), 0.02 * Slow(4, 0.08, 0.6));
    }

    /// <summary>Phase of the heart at a time, radians: the rate drifts by two beats a minute, with breathing.</summary>
    public double HeartPhase(double t) =>
        (2 * Math.PI * Pulse / 60 * t) - (2 * Math.PI * 2 / 60 / (2 * Math.PI * 0.09) * Math.Cos((2 * Math.PI * 0.09 * t) + _phases[40]))
        - (2 * Math.PI * 1 / 60 / (2 * Math.PI * 0.24) * Math.Cos((2 * Math.PI * 0.24 * t) + _phases[41])) + _phases[42];

    /// <summary>The true rate between two times, beats a minute.</summary>
    public double TrueRate(double from, double to) => (HeartPhase(to) - HeartPhase(from)) / (2 * Math.PI) * 60 / (to - from);

    /// <summary>The pulse wave at a time, 1 from peak to peak, with a second harmonic as blood volume has.</summary>
    public double PulseAt(double t)
    {
        if (Pulse <= 0)
            return 0;
        var phase = HeartPhase(t);
        return (Math.Cos(phase) + (0.35 * Math.Cos((2 * phase) + 0.6))) / 2.15;
    }

    /// <summary>Gain of red, green and blue of all light at a time: slow drift, the head's own shading, flicker.</summary>
    public (double Red, double Green, double Blue) LightAt(double t, in Held held)
    {
        var drift = Brightness * (1 + (0.01 * Math.Sin((2 * Math.PI * 0.07 * t) + _phases[43])) + (0.006 * Math.Sin((2 * Math.PI * 0.21 * t) + _phases[44]))
            + (0.25 * held.Yaw) - (0.2 * held.Pitch));
        var flicker = Flicker * Math.Sin(2 * Math.PI * FlickerRate * t);
        return (drift * (1 + (0.3 * flicker)), drift * (1 + flicker), drift * (1 + (0.8 * flicker)));
    }

    /// <summary>Adds blinks at the usual rate, 0.15 to 0.3 s long.</summary>
    public Scene WithBlinks(double perSecond = 0.28)
    {
        for (var t = Draw(0.5, 3); t < Seconds - 0.5; t += 0.6 + (-Math.Log(1 - _random.NextDouble()) / perSecond))
            Moves.Add(new Move(45, t, Draw(0.15, 0.3), 5));
        return this;
    }

    /// <summary>Adds speech: syllables at 3 to 6 a second in phrases with pauses, lips that round and spread, brows that stress.</summary>
    public Scene WithSpeech()
    {
        for (var t = Draw(0.2, 1.0); t < Seconds - 0.5; t += Draw(0.4, 1.1))
        {
            var end = Math.Min(Seconds - 0.3, t + Draw(1.2, 3.5));
            while (t < end)
            {
                var length = Draw(0.15, 0.32);
                var open = Draw(0.4, 2.4);
                Moves.Add(new Move(25, t, length, Math.Min(4, 1.2 * open), 0, 0.3));
                Moves.Add(new Move(26, t, length, open, 0, 0.3));
                if (_random.NextDouble() < 0.35)
                    Moves.Add(new Move(Choose(12, 20, 15, 17, 10), t, Draw(0.2, 0.5), Draw(0.3, 1.4)));
                t += length * Draw(0.75, 1.1);
            }

            if (_random.NextDouble() < 0.4)
            {
                var (start, length) = (t - Draw(0.5, 1.5), Draw(0.7, 1.4));
                Moves.Add(new Move(1, start, length, 2));
                Moves.Add(new Move(2, start, length, 2));
            }
        }

        return this;
    }
}
