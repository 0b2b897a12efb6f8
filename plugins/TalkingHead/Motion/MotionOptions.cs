namespace AffectAgent.Plugins.TalkingHead;

/// <summary>How a face moves beside what it expresses and says.</summary>
public sealed record MotionOptions
{
    /// <summary>The lowest rate, frames a second.</summary>
    public const double LeastRate = 25;

    /// <summary>The highest rate, frames a second.</summary>
    public const double MostRate = 60;

    /// <summary>Frames a second, 25 to 60. Default 30.</summary>
    public double FramesPerSecond { get; init; } = 30;

    /// <summary>The same seed gives the same motion; another one other blinks, glances and sway. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>False keeps the eyes open. Default true.</summary>
    public bool Blinks { get; init; } = true;

    /// <summary>How much the eyes leave the viewer and come back: 0 never, 1 naturally, up to 2. Default 1.</summary>
    public double Gaze { get; init; } = 1;

    /// <summary>How far the head moves: 0 not at all, 1 naturally, up to 2. Default 1.</summary>
    public double Head { get; init; } = 1;

    /// <summary>How clearly the mouth articulates: 0 not at all, 1 naturally, up to 1.5. Default 1.</summary>
    public double Articulation { get; init; } = 1;

    internal void Check()
    {
        Range(FramesPerSecond, LeastRate, MostRate, nameof(FramesPerSecond));
        Range(Gaze, 0, 2, nameof(Gaze));
        Range(Head, 0, 2, nameof(Head));
        Range(Articulation, 0, 1.5, nameof(Articulation));
    }

    private static void Range(double value, double low, double high, string name)
    {
        if (!(value >= low && value <= high))
            throw new UserException(FormattableString.Invariant($"{name} is {value}, outside {low} to {high}."), "Choose a value in that range.");
    }
}
