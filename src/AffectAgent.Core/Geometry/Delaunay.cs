using System.Numerics;

namespace AffectAgent;

/// <summary>A triangle of three point indices.</summary>
public readonly record struct Triangle(int A, int B, int C);

/// <summary>
/// Delaunay triangulation of points in the plane (Bowyer, 1981; Watson, 1981). Quadratic in the number of points: meant for
/// the few hundred points of a face.
/// </summary>
public static class Delaunay
{
    /// <summary>Triangulates the points.</summary>
    /// <param name="points">At least three, finite, not all on a line.</param>
    /// <returns>Triangles over the points' indices; empty where there are fewer than three points.</returns>
    public static IReadOnlyList<Triangle> Triangulate(IReadOnlyList<Vector2> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count < 3)
            return [];
        var all = WithOuterTriangle(points);
        var cells = new List<Cell> { Cell.Of(all, new Triangle(points.Count, points.Count + 1, points.Count + 2)) };
        var edges = new Dictionary<(int, int), int>();
        for (var i = 0; i < points.Count; i++)
            Insert(all, cells, edges, i);
        return [.. cells.Select(cell => cell.Triangle).Where(t => t.A < points.Count && t.B < points.Count && t.C < points.Count)];
    }

    private static (double X, double Y)[] WithOuterTriangle(IReadOnlyList<Vector2> points)
    {
        var center = points.Aggregate(Vector2.Zero, (sum, p) => sum + p) / points.Count;
        var radius = Math.Max(1e-6, points.Max(p => (double)Vector2.Distance(p, center))) * 50;
        return
        [
            .. points.Select(p => ((double)p.X, (double)p.Y)),
            (center.X - (2 * radius), center.Y - radius), (center.X + (2 * radius), center.Y - radius), (center.X, center.Y + (2 * radius)),
        ];
    }

    /// <summary>Takes out the triangles whose circle holds the point and fills the hole with triangles to it.</summary>
    private static void Insert((double X, double Y)[] points, List<Cell> cells, Dictionary<(int, int), int> edges, int index)
    {
        edges.Clear();
        for (var i = cells.Count - 1; i >= 0; i--)
        {
            if (!cells[i].Holds(points[index]))
                continue;
            var (a, b, c) = (cells[i].Triangle.A, cells[i].Triangle.B, cells[i].Triangle.C);
            Count(edges, a, b);
            Count(edges, b, c);
            Count(edges, c, a);
            cells[i] = cells[^1];
            cells.RemoveAt(cells.Count - 1);
        }

        foreach (var ((a, b), count) in edges)
        {
            if (count == 1)
                cells.Add(Cell.Of(points, new Triangle(a, b, index)));
        }
    }

    private static void Count(Dictionary<(int, int), int> edges, int a, int b)
    {
        var key = a < b ? (a, b) : (b, a);
        edges[key] = edges.GetValueOrDefault(key) + 1;
    }

    /// <summary>A triangle with its circumscribed circle.</summary>
    private readonly record struct Cell(Triangle Triangle, double X, double Y, double RadiusSquared)
    {
        public static Cell Of((double X, double Y)[] p, Triangle t)
        {
            var (ax, ay) = p[t.A];
            var (bx, by) = (p[t.B].X - ax, p[t.B].Y - ay);
            var (cx, cy) = (p[t.C].X - ax, p[t.C].Y - ay);
            var d = 2 * ((bx * cy) - (by * cx));
            if (Math.Abs(d) < 1e-12)
                return new Cell(t, 0, 0, double.PositiveInfinity);
            var (b2, c2) = ((bx * bx) + (by * by), (cx * cx) + (cy * cy));
            var (x, y) = (((cy * b2) - (by * c2)) / d, ((bx * c2) - (cx * b2)) / d);
            return new Cell(t, ax + x, ay + y, (x * x) + (y * y));
        }

        public bool Holds((double X, double Y) p)
        {
            var (dx, dy) = (p.X - X, p.Y - Y);
            return (dx * dx) + (dy * dy) < RadiusSquared;
        }
    }
}
