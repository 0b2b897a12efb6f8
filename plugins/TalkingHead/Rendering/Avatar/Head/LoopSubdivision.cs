namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Loop's subdivision of a triangle mesh (Loop, 1987, with Warren's weights), worked out once as weights over the first mesh's
/// points. Open edges become B-spline curves of their own points only.
/// </summary>
internal sealed class LoopSubdivision
{
    private LoopSubdivision(List<Triangle> triangles, List<Dictionary<int, float>> rows) => (Triangles, Rows) = (triangles, rows);

    /// <summary>Triangles of the finer mesh, turned like the first ones. The first mesh's points keep their places.</summary>
    public List<Triangle> Triangles { get; }

    /// <summary>Each finer point as weights over the first mesh's points.</summary>
    public List<Dictionary<int, float>> Rows { get; }

    /// <summary>Subdivides.</summary>
    /// <param name="points">Points of the first mesh.</param>
    /// <param name="triangles">Its triangles; no edge with more than two.</param>
    /// <param name="levels">How often each triangle becomes four.</param>
    public static LoopSubdivision Of(int points, IEnumerable<Triangle> triangles, int levels)
    {
        var mesh = new LoopSubdivision([.. triangles], [.. Enumerable.Range(0, points).Select(i => new Dictionary<int, float> { [i] = 1 })]);
        for (var level = 0; level < levels; level++)
            mesh = mesh.Finer();
        return mesh;
    }

    /// <summary>Edges with one triangle only, as (from, to) in that triangle's turn.</summary>
    public static List<(int From, int To)> OpenEdges(IReadOnlyList<Triangle> triangles)
    {
        var all = triangles.SelectMany(t => new[] { (t.A, t.B), (t.B, t.C), (t.C, t.A) }).ToHashSet();
        return [.. all.Where(e => !all.Contains((e.Item2, e.Item1)))];
    }

    private LoopSubdivision Finer()
    {
        var opposite = new Dictionary<(int, int), List<int>>();
        foreach (var t in Triangles)
        {
            Note(opposite, t.A, t.B, t.C);
            Note(opposite, t.B, t.C, t.A);
            Note(opposite, t.C, t.A, t.B);
        }

        var rows = OldPoints(opposite);
        var middles = new Dictionary<(int, int), int>();
        foreach (var (edge, others) in opposite)
        {
            middles[edge] = rows.Count;
            rows.Add(others.Count == 2
                ? Mean((edge.Item1, 0.375f), (edge.Item2, 0.375f), (others[0], 0.125f), (others[1], 0.125f))
                : Mean((edge.Item1, 0.5f), (edge.Item2, 0.5f)));
        }

        var finer = new List<Triangle>(Triangles.Count * 4);
        foreach (var t in Triangles)
        {
            int ab = middles[Key(t.A, t.B)], bc = middles[Key(t.B, t.C)], ca = middles[Key(t.C, t.A)];
            finer.AddRange([new(t.A, ab, ca), new(t.B, bc, ab), new(t.C, ca, bc), new(ab, bc, ca)]);
        }

        return new LoopSubdivision(finer, rows);
    }

    private List<Dictionary<int, float>> OldPoints(Dictionary<(int, int), List<int>> opposite)
    {
        var around = Rows.Select(_ => new List<int>()).ToArray();
        var open = Rows.Select(_ => new List<int>()).ToArray();
        foreach (var ((a, b), others) in opposite)
        {
            around[a].Add(b);
            around[b].Add(a);
            if (others.Count != 1)
                continue;
            open[a].Add(b);
            open[b].Add(a);
        }

        var rows = new List<Dictionary<int, float>>(Rows.Count + opposite.Count);
        for (var i = 0; i < Rows.Count; i++)
        {
            if (open[i].Count == 2)
            {
                rows.Add(Mean((i, 0.75f), (open[i][0], 0.125f), (open[i][1], 0.125f)));
                continue;
            }

            var n = around[i].Count;
            var share = n == 0 ? 0 : n == 3 ? 3f / 16 : 3f / (8 * n);
            rows.Add(Mean([(i, 1 - (n * share)), .. around[i].Select(j => (j, share))]));
        }

        return rows;
    }

    private Dictionary<int, float> Mean(params IEnumerable<(int Point, float Weight)> parts)
    {
        var sum = new Dictionary<int, float>();
        foreach (var (point, weight) in parts)
        {
            foreach (var (first, share) in Rows[point])
                sum[first] = sum.GetValueOrDefault(first) + (share * weight);
        }

        return sum;
    }

    private static void Note(Dictionary<(int, int), List<int>> opposite, int a, int b, int other)
    {
        var key = Key(a, b);
        if (!opposite.TryGetValue(key, out var list))
            opposite[key] = list = new List<int>(2);
        list.Add(other);
    }

    private static (int, int) Key(int a, int b) => a < b ? (a, b) : (b, a);
}
