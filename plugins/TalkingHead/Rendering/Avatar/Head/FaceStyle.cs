using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>What makes the mean face a drawn character: larger eyes, a slimmer and shorter lower face, fuller lips that meet.</summary>
internal static class FaceStyle
{
    /// <summary>Middle of the left eye in the face's plane, before and after: eyes grow about it.</summary>
    public const float EyeX = 0.35f;

    private const float MouthY = 0.775f;

    /// <summary>Where a point of the mean face lies on the avatar.</summary>
    public static Vector3 Place(Vector3 p) => Jaw(Nose(Lips(Eyes(p))));

    /// <summary>Draws the lips' inner edges together on one line.</summary>
    public static void CloseLips(List<Vector3> points)
    {
        for (var i = 1; i < FaceTopology.UpperLipInner.Count - 1; i++)
        {
            int up = FaceTopology.UpperLipInner[i], low = FaceTopology.LowerLipInner[i];
            var meet = Vector3.Lerp(points[up], points[low], 0.45f);
            (points[up], points[low]) = (meet, meet);
        }
    }

    /// <summary>Evens out the small unrest of the mean face: the nose's underside the most, eyes and lips not at all.</summary>
    public static Vector3[] Soften(Vector3[] points, Neighbours neighbours)
    {
        var rest = (Vector3[])points.Clone();
        var sharp = FaceTopology.Lips.Concat(FaceTopology.Oval).ToHashSet();
        neighbours.Even(points, i => sharp.Contains(i) ? 0 : Softness(rest[i]), 3);
        return points;
    }

    private static float Softness(Vector3 p)
    {
        var eye = Curves.Bell(MathF.Abs(p.X) - EyeX, 0.26f) * Curves.Bell(p.Y, 0.16f);
        var nostrils = Curves.Bell(p.X, 0.26f) * Curves.Bell(p.Y - 0.47f, 0.1f);
        return (0.18f + (0.34f * nostrils)) * (1 - MathF.Min(1, eye * 1.6f));
    }

    private static Vector3 Eyes(Vector3 p)
    {
        float side = p.X < 0 ? -1 : 1, out0 = MathF.Abs(p.X) - EyeX;
        var wide = Curves.Bell(out0, 0.25f) * Curves.Bell(p.Y, 0.2f);
        var high = Curves.Bell(out0, 0.33f) * Curves.Bell(p.Y, 0.17f);
        var middle = Math.Clamp(MathF.Abs(p.X) / 0.1f, 0, 1);
        return new Vector3(side * (EyeX + (out0 * (1 + (0.17f * wide * middle)))), p.Y * (1 + (0.76f * high)), p.Z);
    }

    private static Vector3 Lips(Vector3 p)
    {
        var near = Curves.Bell(p.X, 0.3f) * Curves.Bell(p.Y - MouthY, 0.16f);
        return p with { Y = p.Y + ((p.Y - MouthY) * 0.18f * near), Z = p.Z - (0.015f * near) };
    }

    private static Vector3 Nose(Vector3 p)
    {
        var near = Curves.Bell(p.X, 0.25f) * Curves.Bell(p.Y - 0.42f, 0.22f);
        return new Vector3(p.X * (1 - (0.1f * near)), p.Y - (0.02f * near), p.Z + (0.015f * near));
    }

    private static Vector3 Jaw(Vector3 p)
    {
        var low = Curves.Smooth((p.Y - 0.2f) / 1.0f);
        return new Vector3(p.X * (1 - (0.1f * low)), p.Y - (0.05f * low), p.Z);
    }
}
