using System.Numerics;

namespace AffectAgent.Samples.DemoClip.Rendering;

/// <summary>Triangles over points in the plane, by the incremental method of Bowyer and Watson (1981).</summary>
internal static class Delaunay
{
    /// <summary>The triangulation; each triangle names three points, all turning the same way.</summary>
    public static List<(int A, int B, int C)> Triangulate(IReadOnlyList<Vector2> points)
    {
        int n = points.Count;
        // Three far points make a triangle around everything; triangles that touch them are dropped at the end.
        Vector2[] all = [.. points, new(-1000, -900), new(1000, -900), new(0, 1500)];
        var triangles = new List<(int A, int B, int C)> { Wind(all, n, n + 1, n + 2) };
        for (int p = 0; p < n; p++)
        {
            var bad = triangles.FindAll(t => InCircle(all[t.A], all[t.B], all[t.C], all[p]));
            var edges = new HashSet<(int, int)>();
            foreach ((int a, int b, int c) in bad)
            {
                foreach ((int, int) edge in ((int, int)[])[(a, b), (b, c), (c, a)])
                {
                    // An edge that two bad triangles share runs both ways and vanishes.
                    if (!edges.Remove((edge.Item2, edge.Item1)))
                        edges.Add(edge);
                }
            }
            triangles.RemoveAll(t => bad.Contains(t));
            triangles.AddRange(edges.Select(e => (e.Item1, e.Item2, p)));
        }
        triangles.RemoveAll(t => t.A >= n || t.B >= n || t.C >= n);
        return triangles;
    }

    private static (int, int, int) Wind(Vector2[] p, int a, int b, int c) => Cross(p[a], p[b], p[c]) > 0 ? (a, b, c) : (a, c, b);

    private static double Cross(Vector2 a, Vector2 b, Vector2 c) =>
        ((double)b.X - a.X) * ((double)c.Y - a.Y) - ((double)b.Y - a.Y) * ((double)c.X - a.X);

    private static bool InCircle(Vector2 a, Vector2 b, Vector2 c, Vector2 p)
    {
        double ax = a.X - (double)p.X, ay = a.Y - (double)p.Y;
        double bx = b.X - (double)p.X, by = b.Y - (double)p.Y;
        double cx = c.X - (double)p.X, cy = c.Y - (double)p.Y;
        double det = (ax * ax + ay * ay) * (bx * cy - cx * by)
            - (bx * bx + by * by) * (ax * cy - cx * ay)
            + (cx * cx + cy * cy) * (ax * by - bx * ay);
        return det > 0;
    }
}
