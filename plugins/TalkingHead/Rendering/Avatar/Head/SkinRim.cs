using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>How an opening's edge is turned in.</summary>
internal interface IRimShape
{
    /// <summary>Rows of points inwards.</summary>
    int Rings { get; }

    /// <summary>The point that closes the opening at the back.</summary>
    Vector3 Back { get; }

    /// <summary>A point of the rim.</summary>
    /// <param name="edge">The opening's edge there.</param>
    /// <param name="turn">-1 at the middle of the upper edge, 0 in the corners, 1 at the middle of the lower edge.</param>
    /// <param name="ring">0 for the first row inwards.</param>
    Vector3 Place(Vector3 edge, float turn, int ring);

    /// <summary>How far inside the mouth and inside a lid a row lies, 0 to 1 each.</summary>
    (float Mouth, float Lid) Depth(int ring);
}

/// <summary>The thickness of lids or lips: rows of points from an opening's edge inwards, closed at the back.</summary>
internal sealed class SkinRim
{
    private readonly int[] _edge;
    private readonly int _first;
    private readonly IRimShape _shape;
    private readonly float[] _turns;

    /// <summary>Plans the rows.</summary>
    /// <param name="edge">The opening's points in the turn of the triangles beside it.</param>
    /// <param name="first">Place of the rim's first point.</param>
    /// <param name="shape">The rows' form.</param>
    public SkinRim(int[] edge, int first, IRimShape shape)
    {
        (_edge, _first, _shape) = (edge, first, shape);
        _turns = new float[edge.Length];
    }

    /// <summary>Points that the rim adds.</summary>
    public int Count => (_edge.Length * _shape.Rings) + 1;

    /// <summary>Three places a triangle.</summary>
    public IEnumerable<int> Triangles()
    {
        int n = _edge.Length, back = _first + Count - 1;
        int At(int ring, int i) => ring == 0 ? _edge[i % n] : _first + ((ring - 1) * n) + (i % n);
        for (var i = 0; i < n; i++)
        {
            for (var ring = 0; ring < _shape.Rings; ring++)
            {
                int[] quad = [At(ring, i + 1), At(ring, i), At(ring + 1, i), At(ring, i + 1), At(ring + 1, i), At(ring + 1, i + 1)];
                foreach (var place in quad)
                    yield return place;
            }

            yield return At(_shape.Rings, i + 1);
            yield return At(_shape.Rings, i);
            yield return back;
        }
    }

    /// <summary>Works out which points belong to the upper edge and which to the lower; once, for the resting mesh.</summary>
    public void Rest(ReadOnlySpan<Vector128<float>> points)
    {
        float left = float.MaxValue, right = float.MinValue;
        foreach (var i in _edge)
            (left, right) = (MathF.Min(left, points[i][0]), MathF.Max(right, points[i][0]));
        for (var k = 0; k < _edge.Length; k++)
        {
            // The edge's direction along x tells upper (one way) from lower (the other way).
            var after = points[_edge[(k + 1) % _edge.Length]][0] - points[_edge[(k + _edge.Length - 1) % _edge.Length]][0];
            var t = ((points[_edge[k]][0] - left) / (right - left) * 2) - 1;
            _turns[k] = MathF.Sqrt(MathF.Max(0, 1 - (t * t))) * MathF.Sign(after);
        }
    }

    /// <summary>Gives the rim its place in the skin's picture and its depth.</summary>
    public void Paint(Span<Vector128<float>> extra)
    {
        for (var ring = 0; ring < _shape.Rings; ring++)
        {
            var (mouth, lid) = _shape.Depth(ring);
            for (var k = 0; k < _edge.Length; k++)
                extra[_first + (ring * _edge.Length) + k] = extra[_edge[k]].WithElement(2, mouth).WithElement(3, lid);
        }

        var (m, l) = _shape.Depth(_shape.Rings);
        extra[_first + Count - 1] = extra[_edge[0]].WithElement(2, m).WithElement(3, l);
    }

    /// <summary>Places the rim's points after the edge's.</summary>
    public void Move(Span<Vector128<float>> points)
    {
        for (var ring = 0; ring < _shape.Rings; ring++)
        {
            for (var k = 0; k < _edge.Length; k++)
                points[_first + (ring * _edge.Length) + k] = _shape.Place(points[_edge[k]].AsVector3(), _turns[k], ring).AsVector128();
        }

        points[_first + Count - 1] = _shape.Back.AsVector128();
    }
}

/// <summary>A lid's thickness: straight towards the eyeball.</summary>
internal sealed class LidRim(Eyeball eye) : IRimShape
{
    public int Rings => 2;

    public Vector3 Back => eye.Center;

    public Vector3 Place(Vector3 edge, float turn, int ring) => Vector3.Lerp(edge, eye.Center, ring == 0 ? 0.12f : 0.5f);

    public (float Mouth, float Lid) Depth(int ring) => (0, ring == 0 ? 0.6f : 1);
}

/// <summary>The lips' inner side and the mouth's dark hollow.</summary>
internal sealed class LipRim : IRimShape
{
    private static readonly (float Up, float Back, float Mouth)[] Rows = [(0.012f, 0.03f, 0.25f), (0.05f, 0.07f, 0.75f), (0.14f, 0.26f, 1), (0.13f, 0.39f, 1)];

    public int Rings => Rows.Length;

    public Vector3 Back => new(0, 0.82f, 0.29f);

    public Vector3 Place(Vector3 edge, float turn, int ring) => edge + new Vector3(edge.X * 0.1f * ring, turn * Rows[ring].Up, Rows[ring].Back);

    public (float Mouth, float Lid) Depth(int ring) => (ring < Rows.Length ? Rows[ring].Mouth : 1, 0);
}
