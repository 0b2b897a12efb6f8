using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>A sheet of hair that locks lie on.</summary>
internal abstract class HairSheet
{
    /// <summary>A place on the sheet.</summary>
    /// <param name="across">From one edge (0) to the other (1).</param>
    /// <param name="along">From the root (0) to the tip (1); a little more is allowed.</param>
    public abstract Vector3 At(float across, float along);

    /// <summary>Strength of the locks' relief at a place, face units.</summary>
    public virtual float Relief(float across, float along) => 0.05f;

    /// <summary>True where columns must run the other way for the locks' fronts to face outwards.</summary>
    public virtual bool Turned => false;

    /// <summary>Direction out of the sheet.</summary>
    public Vector3 Out(float across, float along)
    {
        const float step = 0.01f;
        var side = At(MathF.Min(1, across + step), along) - At(MathF.Max(0, across - step), along);
        var down = At(across, along + step) - At(across, along - step);
        var normal = Vector3.Cross(side, down);
        var outwards = At(across, along) - HeadCage.SkullCenter;
        return normal.LengthSquared() < 1e-14f ? Vector3.Normalize(outwards) : Vector3.Normalize(normal) * MathF.Sign(Vector3.Dot(normal, outwards) + 1e-9f);
    }

    /// <summary>Direction from root to tip.</summary>
    public Vector3 Along(float across, float along) =>
        Vector3.Normalize(At(across, along + 0.01f) - At(across, along - 0.01f) + new Vector3(0, 1e-6f, 0));

    /// <summary>A point on the skull, blown up.</summary>
    /// <param name="azimuth">Radians from the front; to the left is positive.</param>
    /// <param name="elevation">Radians upwards.</param>
    /// <param name="radius">1 is the skull.</param>
    protected static Vector3 Skull(float azimuth, float elevation, float radius)
    {
        var flat = MathF.Cos(elevation) * radius;
        return HeadCage.SkullCenter + (HeadCage.SkullRadii * new Vector3(MathF.Sin(azimuth) * flat, -MathF.Sin(elevation) * radius, -MathF.Cos(azimuth) * flat));
    }

    /// <summary>A smooth curve through points.</summary>
    protected static Vector3 Through(ReadOnlySpan<Vector3> points, float t)
    {
        var place = Math.Clamp(t, 0, 1.08f) * (points.Length - 1);
        int i = Math.Clamp((int)place, 0, points.Length - 2);
        var f = place - i;
        Vector3 b = points[i], c = points[i + 1];
        var a = i > 0 ? points[i - 1] : b + b - c;
        var d = i + 2 < points.Length ? points[i + 2] : c + c - b;
        return 0.5f * ((2 * b) + ((c - a) * f) + (((2 * a) - (5 * b) + (4 * c) - d) * f * f) + (((3 * b) - a - (3 * c) + d) * f * f * f));
    }

    /// <summary>0 below 0, 1 above 1, smooth between.</summary>
    protected static float Smooth(float t)
    {
        t = Math.Clamp(t, 0, 1);
        return t * t * (3 - (2 * t));
    }
}

/// <summary>One side of a chin-long cut: from the parting over the skull, then falling, turned in at the hem.</summary>
/// <param name="side">1 for the left side, -1 for the right.</param>
/// <param name="parting">The parting's x.</param>
internal sealed class BobSheet(float side, float parting) : HairSheet
{
    private const float Front = 54 * MathF.PI / 180;
    private const float Back = 181 * MathF.PI / 180;

    // The edge that frames the face: the fuller side sweeps lower over the forehead.
    private static readonly Vector3[] SmallSide =
        [new(0.43f, -0.69f, -0.10f), new(0.64f, -0.46f, 0.04f), new(0.81f, -0.12f, 0.20f), new(0.90f, 0.32f, 0.26f), new(0.89f, 0.72f, 0.22f), new(0.74f, 1.04f, 0.10f)];

    private static readonly Vector3[] FullSide =
        [new(-0.14f, -0.69f, -0.29f), new(-0.50f, -0.49f, -0.17f), new(-0.77f, -0.13f, 0.10f), new(-0.90f, 0.32f, 0.20f), new(-0.89f, 0.72f, 0.16f), new(-0.74f, 1.04f, 0.06f)];

    public override bool Turned => side < 0;

    public override Vector3 At(float across, float along)
    {
        var edge = side > 0 ? SmallSide : FullSide;
        var root = Parted(across);
        var share = Smooth(across / 0.42f);
        var azimuth = Front + ((Back - Front) * across);
        var fall = Skull(side * azimuth, -0.22f, 1.0f);
        var middle = new Vector3(0, 0, HeadCage.SkullCenter.Z);
        Vector3 Hang(float y, float wide) => (middle + ((fall - middle) * new Vector3(wide, 0, wide))) with { Y = y };
        var hem = 1.04f - (0.17f * Smooth(across));
        var swept = Skull(side * azimuth, 0.72f, 1.16f);
        ReadOnlySpan<Vector3> points =
        [
            root,
            Vector3.Lerp(edge[0], Vector3.Lerp(root, swept, 0.45f) + Lift(root, swept), share),
            Vector3.Lerp(edge[1], swept, share),
            Vector3.Lerp(edge[2], Skull(side * azimuth, 0.25f, 1.18f), share),
            Vector3.Lerp(edge[3], Hang(0.32f, 1.23f), share),
            Vector3.Lerp(edge[4], Hang(0.72f, 1.22f), share),
            Vector3.Lerp(edge[5], Hang(hem, 1.03f), share),
        ];
        return Through(points, along);
    }

    // The parting runs from the hairline to the crown.
    private Vector3 Parted(float across)
    {
        var t = Smooth(across * 1.05f);
        var z = -0.13f + (0.88f * t);
        var x = parting * (1 - (0.75f * t));
        Vector3 c = HeadCage.SkullCenter, r = HeadCage.SkullRadii * 1.10f;
        var up = MathF.Sqrt(MathF.Max(0, 1 - (x * x / (r.X * r.X)) - ((z - c.Z) * (z - c.Z) / (r.Z * r.Z))));
        return new Vector3(x, c.Y - (r.Y * up), z);
    }

    private static Vector3 Lift(Vector3 a, Vector3 b)
    {
        var middle = ((a + b) / 2) - HeadCage.SkullCenter;
        var on = middle / HeadCage.SkullRadii;
        return middle * MathF.Max(0, (1.16f / on.Length()) - 1);
    }
}
