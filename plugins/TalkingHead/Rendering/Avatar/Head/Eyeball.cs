using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>One eyeball: a slightly wide ellipsoid that stays in place; what turns is drawn on it.</summary>
/// <param name="Center">In the head.</param>
internal sealed record Eyeball(Vector3 Center)
{
    // Room between eyeball and lid.
    private const float LidThickness = 1.07f;

    /// <summary>The subject's left one.</summary>
    public static Eyeball Left { get; } = new(new Vector3(FaceStyle.EyeX - 0.003f, -0.005f, 0.115f));

    /// <summary>The right one.</summary>
    public static Eyeball Right { get; } = new(Left.Center * new Vector3(-1, 1, 1));

    /// <summary>Half axes.</summary>
    public Vector3 Radii { get; } = new(0.205f, 0.195f, 0.195f);

    /// <summary>Pushes a point of a lid out of the eyeball.</summary>
    public Vector3 KeepOut(Vector3 p)
    {
        var from = (p - Center) / Radii;
        var length = from.Length();
        return p.Z > Center.Z || length >= LidThickness || length < 0.2f ? p : Center + (from / length * LidThickness * Radii);
    }
}
