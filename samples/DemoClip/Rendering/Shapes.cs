using System.Numerics;

namespace AffectAgent.Samples.DemoClip.Rendering;

/// <summary>Distances and insides in the plane.</summary>
internal static class Shapes
{
    /// <summary>0 below <paramref name="from"/>, 1 above <paramref name="to"/>, smooth between.</summary>
    public static float Step(float from, float to, float value)
    {
        float t = Math.Clamp((value - from) / (to - from), 0f, 1f);
        return t * t * (3 - 2 * t);
    }

    /// <summary>Distance to a line of points, and how far along it the nearest place lies, 0 to 1.</summary>
    public static (float Distance, float Along) ToLine(Vector2 p, ReadOnlySpan<Vector2> line)
    {
        float best = float.MaxValue;
        float along = 0;
        for (int i = 0; i + 1 < line.Length; i++)
        {
            Vector2 edge = line[i + 1] - line[i];
            float t = Math.Clamp(Vector2.Dot(p - line[i], edge) / MathF.Max(1e-9f, edge.LengthSquared()), 0f, 1f);
            float distance = Vector2.DistanceSquared(p, line[i] + edge * t);
            if (distance < best)
            {
                best = distance;
                along = (i + t) / (line.Length - 1);
            }
        }
        return (MathF.Sqrt(best), along);
    }

    /// <summary>Distance to a closed outline, negative inside.</summary>
    public static float ToOutline(Vector2 p, ReadOnlySpan<Vector2> outline)
    {
        float best = float.MaxValue;
        bool inside = false;
        for (int i = 0, j = outline.Length - 1; i < outline.Length; j = i++)
        {
            Vector2 edge = outline[i] - outline[j];
            float t = Math.Clamp(Vector2.Dot(p - outline[j], edge) / MathF.Max(1e-9f, edge.LengthSquared()), 0f, 1f);
            best = MathF.Min(best, Vector2.DistanceSquared(p, outline[j] + edge * t));
            if (outline[i].Y > p.Y != outline[j].Y > p.Y && p.X < (outline[j].X - outline[i].X) * (p.Y - outline[i].Y) / (outline[j].Y - outline[i].Y) + outline[i].X)
                inside = !inside;
        }
        return inside ? -MathF.Sqrt(best) : MathF.Sqrt(best);
    }

    /// <summary>A curve through four control points of Bézier, as a line of points.</summary>
    public static Vector2[] Curve(Vector2 a, Vector2 b, Vector2 c, Vector2 d, int steps = 16)
    {
        var line = new Vector2[steps + 1];
        for (int i = 0; i <= steps; i++)
        {
            float t = i / (float)steps;
            float s = 1 - t;
            line[i] = a * (s * s * s) + b * (3 * s * s * t) + c * (3 * s * t * t) + d * (t * t * t);
        }
        return line;
    }
}
