using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>A point of a part being built.</summary>
/// <param name="Place">In the head at rest.</param>
/// <param name="Open">Openness to light, 0 to 1.</param>
/// <param name="Extra">For the shader.</param>
/// <param name="Weight">For <see cref="PartHold.Neck"/>: 1 turns with the head.</param>
internal readonly record struct PartPoint(Vector3 Place, float Open = 1, Vector4 Extra = default, float Weight = 0);

/// <summary>Gathers grids of points into a part.</summary>
internal sealed class PartBuilder
{
    private readonly List<PartPoint> _points = [];
    private readonly List<int> _triangles = [];

    /// <summary>Adds a grid: clockwise on the screen where columns run to the right and rows down.</summary>
    /// <param name="rows">Two or more.</param>
    /// <param name="columns">Two or more.</param>
    /// <param name="closed">The last column is joined to the first.</param>
    /// <param name="at">Gives the point of a row and column.</param>
    public void Grid(int rows, int columns, bool closed, Func<int, int, PartPoint> at)
    {
        var first = _points.Count;
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                _points.Add(at(row, column));
        }

        for (var row = 0; row + 1 < rows; row++)
        {
            for (var column = 0; column + (closed ? 0 : 1) < columns; column++)
            {
                int a = first + (row * columns) + column, b = first + (row * columns) + ((column + 1) % columns);
                _triangles.AddRange([a, b, a + columns, b, b + columns, a + columns]);
            }
        }
    }

    /// <summary>Adds everything gathered so far once more on the other side.</summary>
    public void Mirror()
    {
        int count = _points.Count, triangles = _triangles.Count;
        for (var i = 0; i < count; i++)
            _points.Add(_points[i] with { Place = _points[i].Place * new Vector3(-1, 1, 1) });
        for (var i = 0; i < triangles; i += 3)
            _triangles.AddRange([_triangles[i] + count, _triangles[i + 2] + count, _triangles[i + 1] + count]);
    }

    /// <summary>The finished part.</summary>
    public AvatarPart Build(string name, PartPaint paint, PartHold hold, Facing facing = Facing.Clockwise)
    {
        var points = _points.Select(p => p.Place.AsVector128().WithElement(3, p.Weight)).ToArray();
        var normals = new Vector128<float>[points.Length];
        int[] triangles = [.. _triangles];
        Normals.Compute(triangles, points, normals);
        for (var i = 0; i < normals.Length; i++)
            normals[i] = normals[i].WithElement(3, _points[i].Open);
        return new AvatarPart(name, paint, hold, facing, triangles, points, normals, [.. _points.Select(p => p.Extra.AsVector128())]);
    }
}

/// <summary>Smooth normals of a mesh.</summary>
internal static class Normals
{
    /// <summary>Unit normals outwards, each the mean of its triangles by their area.</summary>
    /// <param name="triangles">Clockwise seen from outside.</param>
    /// <param name="points">Places; the fourth number is not read.</param>
    /// <param name="normals">Overwritten; the fourth number becomes 0.</param>
    public static void Compute(ReadOnlySpan<int> triangles, ReadOnlySpan<Vector128<float>> points, Span<Vector128<float>> normals)
    {
        normals.Clear();
        for (var i = 0; i < triangles.Length; i += 3)
        {
            int a = triangles[i], b = triangles[i + 1], c = triangles[i + 2];
            var normal = Cross(points[c] - points[a], points[b] - points[a]);
            normals[a] += normal;
            normals[b] += normal;
            normals[c] += normal;
        }

        for (var i = 0; i < normals.Length; i++)
        {
            var n = normals[i].WithElement(3, 0);
            normals[i] = n / MathF.Sqrt(Vector128.Dot(n, n) + 1e-20f);
        }
    }

    private static Vector128<float> Cross(Vector128<float> a, Vector128<float> b)
    {
        Vector128<float> a1 = Vector128.Shuffle(a, Vector128.Create(1, 2, 0, 3)), b1 = Vector128.Shuffle(b, Vector128.Create(1, 2, 0, 3));
        return Vector128.Shuffle((a * b1) - (a1 * b), Vector128.Create(1, 2, 0, 3));
    }
}
