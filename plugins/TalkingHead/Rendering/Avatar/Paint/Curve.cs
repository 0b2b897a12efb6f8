using System.Numerics;
using System.Runtime.CompilerServices;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>A smooth curve through points (Catmull and Rom, 1974).</summary>
internal sealed class Curve(IReadOnlyList<Vector2> points)
{
    /// <summary>A place on the curve.</summary>
    /// <param name="t">0 at the first point, 1 at the last.</param>
    public Vector2 At(float t)
    {
        var place = Math.Clamp(t, 0, 1) * (points.Count - 1);
        int i = Math.Min((int)place, points.Count - 2);
        var f = place - i;
        Vector2 a = points[Math.Max(0, i - 1)], b = points[i], c = points[i + 1], d = points[Math.Min(points.Count - 1, i + 2)];
        return 0.5f * ((2 * b) + ((c - a) * f) + (((2 * a) - (5 * b) + (4 * c) - d) * f * f) + (((3 * b) - a - (3 * c) + d) * f * f * f));
    }

    /// <summary>Direction at a place, of length 1.</summary>
    public Vector2 Along(float t) => Vector2.Normalize(At(MathF.Min(1, t + 0.01f)) - At(MathF.Max(0, t - 0.01f)));

    /// <summary>The curve as a chain of points.</summary>
    public Vector2[] Chain(int count) => [.. Enumerable.Range(0, count).Select(i => At(i / (count - 1f)))];

    /// <summary>Distance of a place from a chain of points, and how far along it lies (0 to 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (float Distance, float Along) Nearest(Vector2[] chain, Vector2 p)
    {
        var best = float.MaxValue;
        float along = 0;
        for (var i = 0; i + 1 < chain.Length; i++)
        {
            var step = chain[i + 1] - chain[i];
            var t = Math.Clamp(Vector2.Dot(p - chain[i], step) / MathF.Max(1e-12f, step.LengthSquared()), 0, 1);
            var d = Vector2.DistanceSquared(p, chain[i] + (t * step));
            if (d < best)
                (best, along) = (d, (i + t) / (chain.Length - 1));
        }

        return (MathF.Sqrt(best), along);
    }

    /// <summary>True if a place lies inside a closed chain.</summary>
    public static bool Inside(Vector2[] chain, Vector2 p)
    {
        var inside = false;
        for (int i = 0, j = chain.Length - 1; i < chain.Length; j = i++)
        {
            if ((chain[i].Y > p.Y) != (chain[j].Y > p.Y) && p.X < ((chain[j].X - chain[i].X) * (p.Y - chain[i].Y) / (chain[j].Y - chain[i].Y)) + chain[i].X)
                inside = !inside;
        }

        return inside;
    }
}
