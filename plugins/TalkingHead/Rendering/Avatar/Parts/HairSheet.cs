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

    /// <summary>How wide a lock's tip is, as a share of the lock: small where hair ends in points, near 1 where it is cut straight.</summary>
    public virtual float Tip => 0.22f;

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

    /// <summary>A place on a side parting that runs from the hairline to the crown.</summary>
    /// <param name="x">Its distance from the middle at the hairline.</param>
    /// <param name="t">0 at the hairline, 1 at the crown.</param>
    protected static Vector3 Parting(float x, float t)
    {
        var z = -0.13f + (0.88f * t);
        x *= 1 - (0.75f * t);
        Vector3 c = HeadCage.SkullCenter, r = HeadCage.SkullRadii * 1.135f;
        var up = MathF.Sqrt(MathF.Max(0, 1 - (x * x / (r.X * r.X)) - ((z - c.Z) * (z - c.Z) / (r.Z * r.Z))));
        return new Vector3(x, c.Y - (r.Y * up), z);
    }

    /// <summary>A place brought to a distance from the skull's middle: 1 is the skull.</summary>
    protected static Vector3 Onto(Vector3 p, float radius)
    {
        var on = (p - HeadCage.SkullCenter) / HeadCage.SkullRadii;
        return HeadCage.SkullCenter + (on * (radius / on.Length()) * HeadCage.SkullRadii);
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
}
