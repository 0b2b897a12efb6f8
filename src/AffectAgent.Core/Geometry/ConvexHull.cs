using System.Numerics;

namespace AffectAgent;

/// <summary>Convex hull of points in the plane (Andrew's monotone chain, 1979).</summary>
public static class ConvexHull
{
    /// <summary>The corners in order around the hull; the points themselves where there are fewer than three.</summary>
    public static IReadOnlyList<Vector2> Of(IEnumerable<Vector2> points)
    {
        var sorted = points.Distinct().OrderBy(p => p.X).ThenBy(p => p.Y).ToList();
        if (sorted.Count < 3)
            return sorted;
        var lower = HalfOf(sorted);
        sorted.Reverse();
        var upper = HalfOf(sorted);
        return [.. lower.SkipLast(1), .. upper.SkipLast(1)];
    }

    private static List<Vector2> HalfOf(List<Vector2> sorted)
    {
        var chain = new List<Vector2>();
        foreach (var point in sorted)
        {
            while (chain.Count >= 2 && Turn(chain[^2], chain[^1], point) <= 0)
                chain.RemoveAt(chain.Count - 1);
            chain.Add(point);
        }

        return chain;
    }

    private static float Turn(Vector2 a, Vector2 b, Vector2 c) =>
        ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
}
