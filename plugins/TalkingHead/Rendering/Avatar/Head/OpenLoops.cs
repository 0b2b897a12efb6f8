namespace AffectAgent.Plugins.TalkingHead;

/// <summary>The open edges of a mesh, chained.</summary>
internal static class OpenLoops
{
    /// <summary>Each opening's points, in the turn of the triangles beside it.</summary>
    public static List<int[]> Of(IReadOnlyList<Triangle> triangles)
    {
        var next = LoopSubdivision.OpenEdges(triangles).ToDictionary(e => e.From, e => e.To);
        var loops = new List<int[]>();
        while (next.Count > 0)
        {
            var loop = new List<int>();
            for (var at = next.Keys.Min(); next.Remove(at, out var to); at = to)
                loop.Add(at);
            loops.Add([.. loop]);
        }

        return loops;
    }
}
