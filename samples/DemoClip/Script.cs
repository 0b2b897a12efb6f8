using AffectAgent.Samples.DemoClip.Rendering;

namespace AffectAgent.Samples.DemoClip;

/// <summary>Something to be said.</summary>
/// <param name="Start">Seconds from the clip's beginning.</param>
/// <param name="Text">The words.</param>
/// <param name="Pitch">espeak-ng's pitch, 0 to 99.</param>
/// <param name="Rate">Words a minute.</param>
internal sealed record Phrase(double Start, string Text, int Pitch, int Rate);

/// <summary>What the demo shows and says when.</summary>
internal static class Script
{
    public const double FrameRate = 25;
    public const double Length = 6.2;
    public const int Frames = (int)(Length * FrameRate);

    private static readonly (int Unit, double Intensity)[] Surprise = [(1, 4), (2, 4), (5, 3.2), (25, 2), (26, 1.8)];
    private static readonly (int Unit, double Intensity)[] Happiness = [(6, 4), (12, 4.4), (25, 2.6)];
    private static readonly double[] Blinks = [0.55, 2.95, 5.05];

    public static IReadOnlyList<Phrase> Phrases { get; } =
    [
        new(1.30, "Oh! I did not expect that!", 70, 185),
        new(3.40, "Thank you so much! This is wonderful!", 62, 175),
    ];

    /// <summary>The face at a time.</summary>
    public static FaceState At(double time, Voice voice)
    {
        var units = new Dictionary<int, double>();
        Add(units, Surprise, Swell(time, 1.15, 1.45, 2.45, 2.95));
        Add(units, Happiness, Swell(time, 3.05, 3.55, 6.6, 7.2));
        double loud = voice.LoudnessAt(time);
        Add(units, [(25, 1.4), (26, 1.1)], loud);
        Add(units, [(45, 7.5)], Blinks.Max(at => Swell(time, at - 0.12, at - 0.04, at + 0.02, at + 0.16)));
        float yaw = 0.055f * (float)Math.Sin(time * 1.7) + 0.02f * (float)Math.Sin(time * 4.1 + 1);
        float pitch = 0.03f * (float)Math.Sin(time * 2.3 + 0.5) - 0.035f * (float)Swell(time, 1.15, 1.45, 2.45, 2.95);
        float roll = 0.025f * (float)Math.Sin(time * 1.3 + 2) + 0.05f * (float)Swell(time, 3.3, 4.0, 6.6, 7.2);
        return new FaceState(units, yaw, pitch, roll);
    }

    /// <summary>0 before the onset, 1 between onset and offset, 0 after, smooth between.</summary>
    private static double Swell(double time, double onset, double apex, double offset, double end) =>
        Shapes.Step((float)onset, (float)apex, (float)time) * (1 - Shapes.Step((float)offset, (float)end, (float)time));

    private static void Add(Dictionary<int, double> units, (int Unit, double Intensity)[] what, double weight)
    {
        foreach ((int unit, double intensity) in what)
            units[unit] = units.GetValueOrDefault(unit) + intensity * weight;
    }
}
