using System.Numerics;
using AffectAgent.Samples.DemoClip.Rendering;

namespace AffectAgent.DemoClip.Tests;

public sealed class DelaunayTests
{
    [Fact]
    public void Triangulate_ScatteredPoints_LeavesNoPointInsideACircle()
    {
        Vector2[] points = [.. Enumerable.Range(0, 80).Select(i => new Vector2(Noise.Hash(i, 1), Noise.Hash(i, 2)))];
        List<(int A, int B, int C)> triangles = Delaunay.Triangulate(points);
        foreach ((int a, int b, int c) in triangles)
        {
            (Vector2 middle, float radius) = Circle(points[a], points[b], points[c]);
            Assert.All(points, p => Assert.True(Vector2.Distance(p, middle) >= radius * 0.999f - 1e-4f));
        }
        // Euler: a triangulation of n points with h on the hull has 2n - 2 - h triangles.
        Assert.Equal(2 * points.Length - 2 - HullEdges(triangles), triangles.Count);
    }

    private static int HullEdges(List<(int A, int B, int C)> triangles) =>
        triangles.SelectMany(t => ((int, int)[])[(t.A, t.B), (t.B, t.C), (t.C, t.A)])
            .GroupBy(e => (Math.Min(e.Item1, e.Item2), Math.Max(e.Item1, e.Item2)))
            .Count(g => g.Count() == 1);

    private static (Vector2 Middle, float Radius) Circle(Vector2 a, Vector2 b, Vector2 c)
    {
        double d = 2 * (a.X * ((double)b.Y - c.Y) + b.X * ((double)c.Y - a.Y) + c.X * ((double)a.Y - b.Y));
        double x = (a.LengthSquared() * ((double)b.Y - c.Y) + b.LengthSquared() * ((double)c.Y - a.Y) + c.LengthSquared() * ((double)a.Y - b.Y)) / d;
        double y = (a.LengthSquared() * ((double)c.X - b.X) + b.LengthSquared() * ((double)a.X - c.X) + c.LengthSquared() * ((double)b.X - a.X)) / d;
        var middle = new Vector2((float)x, (float)y);
        return (middle, Vector2.Distance(middle, a));
    }
}
