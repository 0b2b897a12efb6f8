using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Which points of a mesh hang together; evens out values over them.</summary>
internal sealed class Neighbours
{
    private readonly int[][] _around;

    /// <summary>Reads the triangles' edges.</summary>
    public Neighbours(int points, IEnumerable<Triangle> triangles)
    {
        var around = Enumerable.Range(0, points).Select(_ => new SortedSet<int>()).ToArray();
        foreach (var t in triangles)
        {
            around[t.A].UnionWith([t.B, t.C]);
            around[t.B].UnionWith([t.A, t.C]);
            around[t.C].UnionWith([t.A, t.B]);
        }

        _around = [.. around.Select(x => x.ToArray())];
    }

    /// <summary>Moves each value towards the mean of its neighbours.</summary>
    /// <param name="values">A value a point; changed.</param>
    /// <param name="share">How far, by point: 0 to 1.</param>
    /// <param name="rounds">How often.</param>
    public void Even(Vector3[] values, Func<int, float> share, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            var before = (Vector3[])values.Clone();
            for (var i = 0; i < values.Length; i++)
            {
                var t = share(i);
                if (t <= 0 || _around[i].Length == 0)
                    continue;
                var sum = Vector3.Zero;
                foreach (var j in _around[i])
                    sum += before[j];
                values[i] = Vector3.Lerp(before[i], sum / _around[i].Length, t);
            }
        }
    }
}
