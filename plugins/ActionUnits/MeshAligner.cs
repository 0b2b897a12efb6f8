namespace AffectAgent.Plugins.ActionUnits;

/// <summary>How a mesh was turned to bring it upright.</summary>
/// <param name="Pitch">About the x axis, radians, clamped to ±0.5.</param>
/// <param name="Yaw">About the y axis, radians, clamped to ±0.7.</param>
internal readonly record struct HeadTurn(double Pitch, double Yaw);

/// <summary>
/// Turns, scales and moves a mesh onto the neutral mean by weighted least squares without reflection, so that place, size and
/// rotation in the picture no longer matter. Rotation by the unit quaternion of Horn (1987), "Closed-form solution of absolute
/// orientation using unit quaternions".
/// </summary>
internal sealed class MeshAligner
{
    private const double MaxPitch = 0.5;
    private const double MaxYaw = 0.7;
    private readonly double[] _weights;
    private readonly double[] _target;
    private readonly double _tx, _ty, _tz;

    public MeshAligner(ReadOnlySpan<float> target, ReadOnlySpan<float> weights)
    {
        _weights = new double[weights.Length];
        var sum = 0.0;
        foreach (var weight in weights)
            sum += weight;
        for (var i = 0; i < weights.Length; i++)
            _weights[i] = weights[i] / sum;
        (_tx, _ty, _tz) = Mean(target);
        _target = new double[target.Length];
        for (var i = 0; i < target.Length; i += 3)
        {
            _target[i] = target[i] - _tx;
            _target[i + 1] = target[i + 1] - _ty;
            _target[i + 2] = target[i + 2] - _tz;
        }
    }

    /// <summary>Writes the aligned points (x, y, z of each) and tells how the head was turned.</summary>
    /// <returns>False, and nothing written that means anything, where the points are not finite or lie all on one spot.</returns>
    public bool TryAlign(ReadOnlySpan<float> points, Span<float> aligned, out HeadTurn turn)
    {
        turn = default;
        var (mx, my, mz) = Mean(points);
        Span<double> s = stackalloc double[9];
        s.Clear();
        var size = 0.0;
        for (int i = 0, p = 0; i < points.Length; i += 3, p++)
        {
            double w = _weights[p], x = w * (points[i] - mx), y = w * (points[i + 1] - my), z = w * (points[i + 2] - mz);
            size += (x * (points[i] - mx)) + (y * (points[i + 1] - my)) + (z * (points[i + 2] - mz));
            double a = _target[i], b = _target[i + 1], c = _target[i + 2];
            s[0] += x * a;
            s[1] += x * b;
            s[2] += x * c;
            s[3] += y * a;
            s[4] += y * b;
            s[5] += y * c;
            s[6] += z * a;
            s[7] += z * b;
            s[8] += z * c;
        }

        if (!double.IsFinite(size) || size < 1e-9)
            return false;
        var (q, fit) = Rotation(s);
        var scale = fit / size;
        if (!(scale > 0) || !double.IsFinite(scale))
            return false;
        Span<double> r = stackalloc double[9];
        ToMatrix(q, r);
        for (var i = 0; i < points.Length; i += 3)
        {
            double x = points[i] - mx, y = points[i + 1] - my, z = points[i + 2] - mz;
            aligned[i] = (float)(_tx + (scale * ((r[0] * x) + (r[1] * y) + (r[2] * z))));
            aligned[i + 1] = (float)(_ty + (scale * ((r[3] * x) + (r[4] * y) + (r[5] * z))));
            aligned[i + 2] = (float)(_tz + (scale * ((r[6] * x) + (r[7] * y) + (r[8] * z))));
        }

        turn = new HeadTurn(
            Math.Clamp(Math.Atan2(r[5], r[8]), -MaxPitch, MaxPitch),
            Math.Clamp(Math.Asin(Math.Clamp(-r[2], -1, 1)), -MaxYaw, MaxYaw));
        return true;
    }

    private (double X, double Y, double Z) Mean(ReadOnlySpan<float> points)
    {
        double x = 0, y = 0, z = 0;
        for (int i = 0, p = 0; i < points.Length; i += 3, p++)
        {
            x += _weights[p] * points[i];
            y += _weights[p] * points[i + 1];
            z += _weights[p] * points[i + 2];
        }

        return (x, y, z);
    }

    /// <summary>The eigenvector of Horn's matrix with the largest eigenvalue, and that value.</summary>
    private static (Quaternion Q, double Fit) Rotation(ReadOnlySpan<double> s)
    {
        Span<double> n =
        [
            s[0] + s[4] + s[8], s[5] - s[7], s[6] - s[2], s[1] - s[3],
            s[5] - s[7], s[0] - s[4] - s[8], s[1] + s[3], s[6] + s[2],
            s[6] - s[2], s[1] + s[3], s[4] - s[0] - s[8], s[5] + s[7],
            s[1] - s[3], s[6] + s[2], s[5] + s[7], s[8] - s[0] - s[4],
        ];
        Span<double> v = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
        SymmetricEigen.Diagonalise(n, v, 4);
        var best = 0;
        for (var i = 1; i < 4; i++)
            best = n[i * 5] > n[best * 5] ? i : best;
        return (new Quaternion(v[best], v[4 + best], v[8 + best], v[12 + best]), n[best * 5]);
    }

    private static void ToMatrix(Quaternion q, Span<double> r)
    {
        var (w, x, y, z) = (q.W, q.X, q.Y, q.Z);
        r[0] = 1 - (2 * ((y * y) + (z * z)));
        r[1] = 2 * ((x * y) - (w * z));
        r[2] = 2 * ((x * z) + (w * y));
        r[3] = 2 * ((x * y) + (w * z));
        r[4] = 1 - (2 * ((x * x) + (z * z)));
        r[5] = 2 * ((y * z) - (w * x));
        r[6] = 2 * ((x * z) - (w * y));
        r[7] = 2 * ((y * z) + (w * x));
        r[8] = 1 - (2 * ((x * x) + (y * y)));
    }

    private readonly record struct Quaternion(double W, double X, double Y, double Z);
}
