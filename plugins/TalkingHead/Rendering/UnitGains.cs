namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// How much more or less than a pose says one face moves, unit by unit, so that the same expression is as easily read on it as on
/// another. What is shown never passes <see cref="Most"/>, beyond which shapes leave what a face can do. Immutable.
/// </summary>
public sealed class UnitGains
{
    /// <summary>The greatest strength shown; a pose's own are 0 to 5.</summary>
    public const float Most = 7;

    private readonly float[] _gains = new float[FaceUnits.Count];

    /// <summary>Names the units that move otherwise than the pose says.</summary>
    /// <param name="gains">FACS number and factor, 0 to 3; units not named have 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor is out of range.</exception>
    public UnitGains(params (int Unit, float Gain)[] gains)
    {
        ArgumentNullException.ThrowIfNull(gains);
        Array.Fill(_gains, 1);
        foreach (var (unit, gain) in gains)
            _gains[FaceUnits.IndexOf(unit)] = gain is >= 0 and <= 3 ? gain : throw new ArgumentOutOfRangeException(nameof(gains), gain, "A unit's gain is 0 to 3.");
    }

    /// <summary>Every unit as the pose says.</summary>
    public static UnitGains None { get; } = new();

    /// <summary>A unit's factor.</summary>
    /// <param name="unit">FACS number.</param>
    public float this[int unit] => _gains[FaceUnits.IndexOf(unit)];

    /// <summary>Writes the pose as the face shows it.</summary>
    /// <param name="pose">As asked for.</param>
    /// <param name="shown">Overwritten.</param>
    internal void Apply(FacePose pose, FacePose shown)
    {
        (shown.GazeYaw, shown.GazePitch) = (pose.GazeYaw, pose.GazePitch);
        (shown.HeadYaw, shown.HeadPitch, shown.HeadRoll) = (pose.HeadYaw, pose.HeadPitch, pose.HeadRoll);
        (shown.TongueUp, shown.TongueOut) = (pose.TongueUp, pose.TongueOut);
        for (var i = 0; i < _gains.Length; i++)
            (shown.Left[i], shown.Right[i]) = (Shown(pose.Left[i], _gains[i]), Shown(pose.Right[i], _gains[i]));
    }

    private static float Shown(float asked, float gain) => gain == 1 ? asked : MathF.Min(asked * gain, MathF.Max(asked, Most));
}
