using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// The head's smooth surface: the cage twice subdivided, with the lids' and lips' thickness turned in at the openings. Immutable.
/// </summary>
internal sealed class HeadSkin
{
    private const int Levels = 2;

    private readonly SparseRows[] _steps;
    private readonly SkinRim[] _rims;

    /// <summary>Subdivides the cage and adds the rims.</summary>
    public HeadSkin(HeadCage cage)
    {
        var fine = LoopSubdivision.Of(cage.Rest.Length, cage.Triangles, Levels);
        _steps = fine.Steps;
        SmoothCount = fine.Count;
        var loops = OpenLoops.Of(fine.Triangles);
        int[] Loop(int through) => loops.Single(l => l.Contains(through));
        var triangles = fine.Triangles.SelectMany(t => new[] { t.A, t.B, t.C }).ToList();
        var next = SmoothCount;
        SkinRim Rim(int[] loop, IRimShape shape)
        {
            var rim = new SkinRim(loop, next, shape);
            next += rim.Count;
            triangles.AddRange(rim.Triangles());
            return rim;
        }

        LeftEye = Loop(FaceTopology.UpperLid[4]);
        RightEye = Loop(cage.Mirror[FaceTopology.UpperLid[4]]);
        Mouth = Loop(FaceTopology.UpperLipInner[5]);
        _rims = [Rim(LeftEye, new LidRim(Eyeball.Left)), Rim(RightEye, new LidRim(Eyeball.Right)), Rim(Mouth, new LipRim())];
        Count = next;
        Triangles = [.. triangles];
        Extra = new Vector128<float>[Count];
        Paint(cage);
        NearEyes = [NearEye(cage, Eyeball.Left), NearEye(cage, Eyeball.Right)];
    }

    /// <summary>Points, rims included.</summary>
    public int Count { get; }

    /// <summary>Points of the subdivided cage; the rims come after.</summary>
    public int SmoothCount { get; }

    /// <summary>Three places a triangle.</summary>
    public int[] Triangles { get; }

    /// <summary>Each point's place in the skin's picture (u, v), how far inside the mouth, and how far inside a lid.</summary>
    public Vector128<float>[] Extra { get; }

    /// <summary>Points of the left eye's opening, in order.</summary>
    public int[] LeftEye { get; }

    /// <summary>Points of the right eye's opening, in order.</summary>
    public int[] RightEye { get; }

    /// <summary>Points of the mouth's opening, in order.</summary>
    public int[] Mouth { get; }

    private int[][] NearEyes { get; }

    /// <summary>All points at rest.</summary>
    public Vector128<float>[] Rest(HeadCage cage)
    {
        var all = new Vector128<float>[Count];
        Move(cage.Rest.Select(p => p.AsVector128()).ToArray(), all);
        return all;
    }

    /// <summary>Moves all points.</summary>
    /// <param name="cage">The cage's moved points.</param>
    /// <param name="points">All points; overwritten.</param>
    public void Move(ReadOnlySpan<Vector128<float>> cage, Span<Vector128<float>> points)
    {
        Subdivide(cage, points);
        foreach (var i in NearEyes[0])
            points[i] = Eyeball.Left.KeepOut(points[i].AsVector3()).AsVector128();
        foreach (var i in NearEyes[1])
            points[i] = Eyeball.Right.KeepOut(points[i].AsVector3()).AsVector128();
        foreach (var rim in _rims)
            rim.Move(points);
    }

    private static int[] Near(Vector128<float>[] points, Eyeball eye) =>
        [.. Enumerable.Range(0, points.Length).Where(i => Vector3.Distance(points[i].AsVector3(), eye.Center) < eye.Radii.X * 2.2f)];

    private int[] NearEye(HeadCage cage, Eyeball eye) => Near(Smooth(cage.Rest), eye);

    private Vector128<float>[] Smooth(IReadOnlyList<Vector3> values)
    {
        var all = new Vector128<float>[SmoothCount];
        Subdivide(values.Select(p => p.AsVector128()).ToArray(), all);
        return all;
    }

    private void Subdivide(ReadOnlySpan<Vector128<float>> cage, Span<Vector128<float>> points)
    {
        Span<Vector128<float>> middle = stackalloc Vector128<float>[_steps[0].Count];
        _steps[0].Multiply(cage, middle);
        _steps[1].Multiply(middle, points);
    }

    private void Paint(HeadCage cage)
    {
        var flat = cage.Rest.Select((p, i) => SkinAtlas.Place(p, i, cage)).ToArray();
        var smooth = Smooth(flat);
        var rest = Smooth(cage.Rest);
        for (var i = 0; i < SmoothCount; i++)
            Extra[i] = Vector128.Create(smooth[i][0], smooth[i][1], 0, 0);
        foreach (var rim in _rims)
        {
            rim.Rest(rest);
            rim.Paint(Extra);
        }
    }
}
