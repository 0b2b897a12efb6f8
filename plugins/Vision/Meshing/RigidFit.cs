using System.Numerics;

namespace AffectAgent.Plugins.Vision;

/// <summary>A turn, scale and shift that bring one set of points onto another.</summary>
/// <param name="Rotation">Applied first.</param>
/// <param name="Scale">Then this factor.</param>
/// <param name="Shift">Then this is added.</param>
public readonly record struct RigidFit(Quaternion Rotation, float Scale, Vector3 Shift)
{
    private const int Sweeps = 12;

    /// <summary>Where a point comes to lie.</summary>
    public Vector3 Apply(Vector3 point) => (Vector3.Transform(point, Rotation) * Scale) + Shift;

    /// <summary>
    /// The fit with the least weighted sum of squares, by Horn's unit quaternions (1987): the rotation is the eigenvector
    /// of the largest eigenvalue of a symmetric 4 x 4 matrix made of the points' products.
    /// </summary>
    /// <param name="from">At least three points, not on one line.</param>
    /// <param name="to">Where they should go, as many.</param>
    /// <param name="weights">How much each counts, 0 or more, as many.</param>
    /// <exception cref="ArgumentException">The counts differ or are below three.</exception>
    public static RigidFit Solve(ReadOnlySpan<Vector3> from, ReadOnlySpan<Vector3> to, ReadOnlySpan<float> weights)
    {
        if (from.Length < 3 || from.Length != to.Length || from.Length != weights.Length)
            throw new ArgumentException("A fit needs three or more pairs of points, each with a weight.");
        var (fromMiddle, toMiddle) = (Middle(from, weights), Middle(to, weights));
        Span<double> s = stackalloc double[9];
        double size = 0;
        for (int i = 0; i < from.Length; i++)
        {
            Vector3 a = from[i] - fromMiddle, b = (to[i] - toMiddle) * weights[i];
            size += weights[i] * a.LengthSquared();
            for (int row = 0; row < 3; row++)
            {
                for (int column = 0; column < 3; column++)
                    s[(row * 3) + column] += a[row] * b[column];
            }
        }

        var rotation = LargestEigenvector(HornMatrix(s));
        double along = 0;
        for (int i = 0; i < from.Length; i++)
            along += weights[i] * Vector3.Dot(Vector3.Transform(from[i] - fromMiddle, rotation), to[i] - toMiddle);
        float scale = size > 0 ? (float)(along / size) : 1;
        return new RigidFit(rotation, scale, toMiddle - (Vector3.Transform(fromMiddle, rotation) * scale));
    }

    private static Vector3 Middle(ReadOnlySpan<Vector3> points, ReadOnlySpan<float> weights)
    {
        var sum = Vector3.Zero;
        float weight = 0;
        for (int i = 0; i < points.Length; i++)
        {
            sum += points[i] * weights[i];
            weight += weights[i];
        }

        return sum / weight;
    }

    // Rows and columns in the order w, x, y, z; s[row, column] sums from[row] * to[column].
    private static double[,] HornMatrix(ReadOnlySpan<double> s)
    {
        double xx = s[0], xy = s[1], xz = s[2], yx = s[3], yy = s[4], yz = s[5], zx = s[6], zy = s[7], zz = s[8];
        return new[,]
        {
            { xx + yy + zz, yz - zy, zx - xz, xy - yx },
            { yz - zy, xx - yy - zz, xy + yx, zx + xz },
            { zx - xz, xy + yx, yy - xx - zz, yz + zy },
            { xy - yx, zx + xz, yz + zy, zz - xx - yy },
        };
    }

    // Jacobi's method: turns in the planes of two axes until the matrix is diagonal.
    private static Quaternion LargestEigenvector(double[,] m)
    {
        var v = new double[4, 4];
        for (int i = 0; i < 4; i++)
            v[i, i] = 1;
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            for (int p = 0; p < 3; p++)
            {
                for (int q = p + 1; q < 4; q++)
                    Turn(m, v, p, q);
            }
        }

        int best = 0;
        for (int i = 1; i < 4; i++)
        {
            if (m[i, i] > m[best, best])
                best = i;
        }

        return Quaternion.Normalize(new Quaternion((float)v[1, best], (float)v[2, best], (float)v[3, best], (float)v[0, best]));
    }

    private static void Turn(double[,] m, double[,] v, int p, int q)
    {
        if (m[p, q] == 0)
            return;
        double theta = (m[q, q] - m[p, p]) / (2 * m[p, q]);
        double t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        double c = 1 / Math.Sqrt((t * t) + 1), s = t * c;
        for (int k = 0; k < 4; k++)
            (m[k, p], m[k, q]) = ((c * m[k, p]) - (s * m[k, q]), (s * m[k, p]) + (c * m[k, q]));
        for (int k = 0; k < 4; k++)
        {
            (m[p, k], m[q, k]) = ((c * m[p, k]) - (s * m[q, k]), (s * m[p, k]) + (c * m[q, k]));
            (v[k, p], v[k, q]) = ((c * v[k, p]) - (s * v[k, q]), (s * v[k, p]) + (c * v[k, q]));
        }
    }
}
