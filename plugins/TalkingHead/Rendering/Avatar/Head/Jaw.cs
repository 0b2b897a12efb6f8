using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>How far the lower jaw is open: a turn about the joints before the ears.</summary>
/// <param name="Angle">Radians; 0 is closed.</param>
internal readonly record struct Jaw(float Angle)
{
    /// <summary>The joint's height and depth in the head.</summary>
    public static readonly Vector2 Joint = new(0.25f, 0.62f);

    // Radians at intensity 5.
    private const float Drop = 0.385f;
    private const float Stretch = 0.41f;
    private const float Part = 0.058f;

    /// <summary>The jaw of a pose.</summary>
    public static Jaw Of(FacePose pose) =>
        new(((pose.Mean(26) * Drop) + (pose.Mean(27) * Stretch) + (pose.Mean(25) * Part) + (pose.Mean(16) * Part)) / 5);

    /// <summary>Where a point fixed to the jaw comes to lie.</summary>
    public Vector3 Move(Vector3 p)
    {
        var (sin, cos) = MathF.SinCos(Angle);
        float y = p.Y - Joint.X, z = p.Z - Joint.Y;
        return new Vector3(p.X, Joint.X + (y * cos) - (z * sin), Joint.Y + (z * cos) + (y * sin));
    }

    /// <summary>How far the lower front teeth have gone back at a height.</summary>
    public float Back(float y) => MathF.Max(0, y - Joint.X) * MathF.Sin(Angle);
}
