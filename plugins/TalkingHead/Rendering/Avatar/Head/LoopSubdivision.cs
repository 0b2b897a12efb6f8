namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Loop's subdivision of a triangle mesh (Loop, 1987, with Warren's weights), worked out once as weights, level by level. Open
/// edges become B-spline curves of their own points only.
/// </summary>
internal sealed class LoopSubdivision
{
    private const int MostPoints = 30_000;

    private LoopSubdivision(int points, List<Triangle> triangles, SparseRows[] steps) => (Count, Triangles, Steps) = (points, triangles, steps);

    /// <summary>Points of the finer mesh.</summary>
    public int Count { get; }

    /// <summary>Triangles of the finer mesh, turned like the first ones. The first mesh's points keep their places.</summary>
    public List<Triangle> Triangles { get; }

    /// <summary>Each level's points as weights over the points of the level before.</summary>
    public SparseRows[] Steps { get; }

    /// <summary>Subdivides.</summary>
    /// <param name="points">Points of the first mesh.</param>
    /// <param name="triangles">Its triangles; no edge with more than two.</param>
    /// <param name="levels">How often each triangle becomes four.</param>
    public static LoopSubdivision Of(int points, IEnumerable<Triangle> triangles, int levels)
    {
        var mesh = new LoopSubdivision(points, [.. triangles], []);
        for (var level = 0; level < levels; level++)
            mesh = mesh.Finer();
        return mesh;
    }

    /// <summary>Edges with one triangle only, as (from, to) in that triangle's turn.</summary>
    public static List<(int From, int To)> OpenEdges(IReadOnlyList<Triangle> triangles)
    {
        var all = new HashSet<long>(triangles.Count * 3);
        foreach (var t in triangles)
        {
            all.Add(Directed(t.A, t.B));
            all.Add(Directed(t.B, t.C));
            all.Add(Directed(t.C, t.A));
        }

        return [.. all.Select(e => ((int)(e / MostPoints), (int)(e % MostPoints))).Where(e => !all.Contains(Directed(e.Item2, e.Item1)))];
    }

    private LoopSubdivision Finer()
    {
        var places = new Dictionary<long, int>(Triangles.Count * 2);
        var edges = new List<Edge>(Triangles.Count * 2);
        foreach (var t in Triangles)
        {
            Note(places, edges, t.A, t.B, t.C);
            Note(places, edges, t.B, t.C, t.A);
            Note(places, edges, t.C, t.A, t.B);
        }

        var rows = OldPoints(edges);
        foreach (var e in edges)
        {
            rows.Add(e.Second >= 0
                ? [(e.A, 0.375f), (e.B, 0.375f), (e.First, 0.125f), (e.Second, 0.125f)]
                : [(e.A, 0.5f), (e.B, 0.5f)]);
        }

        int Middle(int a, int b) => Count + places[Key(a, b)];
        var finer = new List<Triangle>(Triangles.Count * 4);
        foreach (var t in Triangles)
        {
            int ab = Middle(t.A, t.B), bc = Middle(t.B, t.C), ca = Middle(t.C, t.A);
            finer.Add(new(t.A, ab, ca));
            finer.Add(new(t.B, bc, ab));
            finer.Add(new(t.C, ca, bc));
            finer.Add(new(ab, bc, ca));
        }

        return new LoopSubdivision(rows.Count, finer, [.. Steps, new SparseRows(rows)]);
    }

    private List<(int Point, float Weight)[]> OldPoints(List<Edge> edges)
    {
        var around = new List<int>[Count];
        var open = new List<int>[Count];
        for (var i = 0; i < Count; i++)
            (around[i], open[i]) = (new List<int>(8), []);
        foreach (var e in edges)
        {
            around[e.A].Add(e.B);
            around[e.B].Add(e.A);
            if (e.Second >= 0)
                continue;
            open[e.A].Add(e.B);
            open[e.B].Add(e.A);
        }

        var rows = new List<(int, float)[]>(Count + edges.Count);
        for (var i = 0; i < Count; i++)
            rows.Add(open[i].Count == 2 ? [(i, 0.75f), (open[i][0], 0.125f), (open[i][1], 0.125f)] : Inner(i, around[i]));
        return rows;
    }

    private static (int, float)[] Inner(int point, List<int> around)
    {
        var n = around.Count;
        var share = n == 0 ? 0 : n == 3 ? 3f / 16 : 3f / (8 * n);
        var row = new (int, float)[n + 1];
        row[0] = (point, 1 - (n * share));
        for (var k = 0; k < n; k++)
            row[k + 1] = (around[k], share);
        return row;
    }

    private static void Note(Dictionary<long, int> places, List<Edge> edges, int a, int b, int other)
    {
        if (places.TryAdd(Key(a, b), edges.Count))
            edges.Add(new Edge(Math.Min(a, b), Math.Max(a, b), other, -1));
        else
            edges[places[Key(a, b)]] = edges[places[Key(a, b)]] with { Second = other };
    }

    // As one number whose hash is spread: that of two ints in the halves of a long is nearly the same for all neighbours.
    private static long Directed(int from, int to) => ((long)from * MostPoints) + to;

    private static long Key(int a, int b) => a < b ? Directed(a, b) : Directed(b, a);

    // The points beside it; -1 where there is no second triangle.
    private readonly record struct Edge(int A, int B, int First, int Second);
}
