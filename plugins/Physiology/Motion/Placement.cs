using System.Numerics;

namespace AffectAgent.Plugins.Physiology;

/// <summary>
/// Lays meshes onto a reference by the points that expressions hardly move (nose, eye corners, temples): rotation by the unit
/// quaternion of Horn (1987), one scale, one shift, no reflection.
/// </summary>
internal sealed class Placement
{
    private static readonly int[] Steady = [33, 133, 362, 263, 168, 6, 197, 195, 5, 4, 1, 127, 356, 234, 454, 162, 389, 21, 251, 93, 323];
    private static readonly (int Right, int Left)[] Pairs = [(33, 263), (133, 362), (127, 356), (234, 454), (162, 389), (21, 251), (93, 323)];
    private readonly Vector3[] _reference;
    private readonly Vector3 _middle;

    /// <summary>Takes a face in the frame of <see cref="Upright"/> as reference.</summary>
    public Placement(Vector3[] reference)
    {
        _middle = Mean(reference);
        _reference = [.. Steady.Select(i => reference[i] - _middle)];
    }

    /// <summary>
    /// A mesh in its own upright frame: x from the right side to the left along pairs of points, y down, the outer eye corners
    /// one unit apart, the origin between them. Null where the points are not finite or coincide.
    /// </summary>
    public static Vector3[]? Upright(FaceMesh mesh)
    {
        var across = Vector3.Zero;
        foreach (var (right, left) in Pairs)
            across += mesh[left] - mesh[right];
        var down = mesh[2] - mesh[MeshPoints.Forehead];
        var x = Vector3.Normalize(across);
        var y = Vector3.Normalize(down - (Vector3.Dot(down, x) * x));
        var z = Vector3.Cross(x, y);
        var unit = Vector3.Distance(mesh[MeshPoints.RightEyeOuter], mesh[MeshPoints.LeftEyeOuter]);
        var middle = (mesh[MeshPoints.RightEyeOuter] + mesh[MeshPoints.LeftEyeOuter]) / 2;
        if (!(unit > 1e-4f) || !float.IsFinite(x.X + y.X + z.X + unit + middle.X))
            return null;
        var points = new Vector3[FaceMesh.PointCount];
        for (var i = 0; i < points.Length; i++)
        {
            var p = (mesh[i] - middle) / unit;
            points[i] = new Vector3(Vector3.Dot(p, x), Vector3.Dot(p, y), Vector3.Dot(p, z));
        }

        return points;
    }

    /// <summary>Lays a mesh onto the reference; false where it can't be.</summary>
    public bool TryLay(FaceMesh mesh, Span<Vector3> laid)
    {
        var middle = Vector3.Zero;
        foreach (var i in Steady)
            middle += mesh[i];
        middle /= Steady.Length;
        double[] s = new double[9];
        double size = 0;
        for (var k = 0; k < Steady.Length; k++)
        {
            Vector3 p = mesh[Steady[k]] - middle, q = _reference[k];
            size += p.LengthSquared();
            for (var a = 0; a < 3; a++)
            {
                for (var b = 0; b < 3; b++)
                    s[(a * 3) + b] += p[a] * q[b];
            }
        }

        if (!(size > 1e-9) || !double.IsFinite(size))
            return false;
        var (turn, fit) = Turn(s);
        var scale = (float)(fit / size);
        if (!(scale > 0))
            return false;
        for (var i = 0; i < FaceMesh.PointCount; i++)
            laid[i] = (Vector3.Transform(mesh[i] - middle, turn) * scale) + _middle;
        return true;
    }

    private static Vector3 Mean(Vector3[] points)
    {
        var sum = Vector3.Zero;
        foreach (var i in Steady)
            sum += points[i];
        return sum / Steady.Length;
    }

    // The eigenvector of Horn's matrix with the largest eigenvalue, by repeated squaring of the shifted matrix.
    private static (Quaternion Turn, double Fit) Turn(double[] s)
    {
        double[,] n =
        {
            { s[0] + s[4] + s[8], s[5] - s[7], s[6] - s[2], s[1] - s[3] },
            { s[5] - s[7], s[0] - s[4] - s[8], s[1] + s[3], s[6] + s[2] },
            { s[6] - s[2], s[1] + s[3], s[4] - s[0] - s[8], s[5] + s[7] },
            { s[1] - s[3], s[6] + s[2], s[5] + s[7], s[8] - s[0] - s[4] },
        };
        double shift = 0;
        for (var i = 0; i < 4; i++)
            shift = Math.Max(shift, Math.Abs(n[i, 0]) + Math.Abs(n[i, 1]) + Math.Abs(n[i, 2]) + Math.Abs(n[i, 3]));
        var power = new double[4, 4];
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j < 4; j++)
                power[i, j] = (n[i, j] + (i == j ? shift : 0)) / (2 * shift);
        }

        for (var round = 0; round < 24; round++)
            power = Square(power);
        var column = Enumerable.Range(0, 4).MaxBy(j => power[j, j]);
        double w = power[0, column], x = power[1, column], y = power[2, column], z = power[3, column];
        var length = Math.Sqrt((w * w) + (x * x) + (y * y) + (z * z));
        (w, x, y, z) = (w / length, x / length, y / length, z / length);
        double[] v = [w, x, y, z];
        double fit = 0;
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j < 4; j++)
                fit += v[i] * n[i, j] * v[j];
        }

        return (new Quaternion((float)x, (float)y, (float)z, (float)w), fit);
    }

    private static double[,] Square(double[,] a)
    {
        var b = new double[4, 4];
        double largest = 1e-300;
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j < 4; j++)
            {
                for (var k = 0; k < 4; k++)
                    b[i, j] += a[i, k] * a[k, j];
                largest = Math.Max(largest, Math.Abs(b[i, j]));
            }
        }

        for (var i = 0; i < 16; i++)
            b[i / 4, i % 4] /= largest;
        return b;
    }
}
