using System.Numerics;

namespace AffectAgent.Tests;

public sealed class GeometryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Triangulate_RandomPoints_NoPointLiesInsideAnotherTrianglesCircle(int seed)
    {
        var points = RandomPoints(seed, 60);

        var triangles = Delaunay.Triangulate(points);

        Assert.NotEmpty(triangles);
        foreach (var t in triangles)
        {
            Assert.DoesNotContain(Enumerable.Range(0, points.Count), i =>
                i != t.A && i != t.B && i != t.C && InCircle(points[t.A], points[t.B], points[t.C], points[i]));
        }
    }

    [Fact]
    public void Triangulate_RandomPoints_CoversTheHullsArea()
    {
        var points = RandomPoints(7, 80);

        var area = Delaunay.Triangulate(points).Sum(t => Area(points[t.A], points[t.B], points[t.C]));

        var hull = ConvexHull.Of(points);
        var expected = Enumerable.Range(1, hull.Count - 2).Sum(i => Area(hull[0], hull[i], hull[i + 1]));
        Assert.Equal(expected, area, 0.02 * expected);
    }

    [Fact]
    public void Triangulate_TwoPoints_IsEmpty() => Assert.Empty(Delaunay.Triangulate([Vector2.Zero, Vector2.One]));

    [Fact]
    public void ConvexHull_SquareWithInnerPoints_IsTheFourCorners()
    {
        Vector2[] points = [new(0, 0), new(4, 0), new(4, 4), new(0, 4), new(1, 2), new(2, 2), new(2, 0)];

        Assert.Equal(4, ConvexHull.Of(points).Count);
    }

    private static List<Vector2> RandomPoints(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new Vector2(random.NextSingle() * 100, random.NextSingle() * 100))];
    }

    private static double Area(Vector2 a, Vector2 b, Vector2 c) =>
        Math.Abs(((double)(b.X - a.X) * (c.Y - a.Y)) - ((double)(b.Y - a.Y) * (c.X - a.X))) / 2;

    private static bool InCircle(Vector2 a, Vector2 b, Vector2 c, Vector2 p)
    {
        var center = Center(a, b, c);
        return Distance(center, p) < Distance(center, a) * (1 - 1e-4);
    }

    private static (double X, double Y) Center(Vector2 a, Vector2 b, Vector2 c)
    {
        double Sq(Vector2 v) => ((double)v.X * v.X) + ((double)v.Y * v.Y);
        var d = 2 * (((double)a.X * (b.Y - c.Y)) + ((double)b.X * (c.Y - a.Y)) + ((double)c.X * (a.Y - b.Y)));
        return (((Sq(a) * (b.Y - c.Y)) + (Sq(b) * (c.Y - a.Y)) + (Sq(c) * (a.Y - b.Y))) / d,
            ((Sq(a) * (c.X - b.X)) + (Sq(b) * (a.X - c.X)) + (Sq(c) * (b.X - a.X))) / d);
    }

    private static double Distance((double X, double Y) a, Vector2 b) =>
        Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
}
