using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// How the 468 face points hang together: our own triangulation (Delaunay of one half on an unrolled cylinder, and its mirror
/// image), open at the eyes and the mouth, and the contours that the parts of the head are built along.
/// </summary>
internal static class FaceTopology
{
    /// <summary>The face's outline, clockwise on the screen from the forehead's middle.</summary>
    public static IReadOnlyList<int> Oval { get; } =
    [
        10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
        152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
    ];

    /// <summary>The left upper lid's edge, from the outer corner to the inner one.</summary>
    public static IReadOnlyList<int> UpperLid { get; } = [263, 466, 388, 387, 386, 385, 384, 398, 362];

    /// <summary>The left lower lid's edge, partners of <see cref="UpperLid"/>.</summary>
    public static IReadOnlyList<int> LowerLid { get; } = [263, 249, 390, 373, 374, 380, 381, 382, 362];

    /// <summary>The fold above the left eye, and the next row up, partners of <see cref="UpperLid"/>.</summary>
    public static IReadOnlyList<int> UpperFold { get; } = [446, 467, 260, 259, 257, 258, 286, 414, 463];

    /// <summary>Inner edge of the upper lip, from the subject's right corner to the left.</summary>
    public static IReadOnlyList<int> UpperLipInner { get; } = [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308];

    /// <summary>Inner edge of the lower lip, partners of <see cref="UpperLipInner"/>.</summary>
    public static IReadOnlyList<int> LowerLipInner { get; } = [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308];

    /// <summary>Outer edge of both lips, clockwise on the screen from the subject's right corner.</summary>
    public static IReadOnlyList<int> LipsOuter { get; } =
        [61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146];

    /// <summary>All points of the lips, both sides.</summary>
    public static IReadOnlyList<int> Lips { get; } =
    [
        .. LipsOuter, .. UpperLipInner, .. LowerLipInner.Skip(1).SkipLast(1),
        306, 408, 304, 303, 302, 11, 292, 407, 272, 271, 268, 12, 307, 320, 404, 315, 16, 325, 319, 403, 316, 15,
        76, 184, 74, 73, 72, 62, 183, 42, 41, 38, 77, 90, 180, 85, 96, 89, 179, 86,
    ];

    /// <summary>The lower lip without its corners, inner edge to outer one, both sides.</summary>
    public static IReadOnlyList<int> LowerLip { get; } =
    [
        95, 88, 178, 87, 14, 317, 402, 318, 324, 325, 319, 403, 316, 15, 96, 89, 179, 86, 307, 320, 404, 315, 16, 77, 90, 180, 85, 375, 321, 405, 314, 17, 84, 181, 91, 146,
    ];

    // Rows of the left half's upper and lower lip from the outer edge to the inner one, each from the corner to the middle.
    private static readonly int[][][] LipRows =
    [
        [[291, 409, 270, 269, 267, 0], [306, 408, 304, 303, 302, 11], [292, 407, 272, 271, 268, 12], [308, 415, 310, 311, 312, 13]],
        [[291, 375, 321, 405, 314, 17], [306, 307, 320, 404, 315, 16], [292, 325, 319, 403, 316, 15], [308, 324, 318, 402, 317, 14]],
    ];

    private const float CylinderAxis = 0.75f;
    private const float OnTheMiddle = 1e-4f;

    /// <summary>Each point's partner on the other side; a point of the middle is its own.</summary>
    public static int[] Mirror(FaceMesh face)
    {
        var partners = new int[FaceMesh.PointCount];
        for (var i = 0; i < partners.Length; i++)
        {
            var wanted = face[i] * new Vector3(-1, 1, 1);
            var best = float.MaxValue;
            for (var j = 0; j < partners.Length; j++)
            {
                var distance = Vector3.DistanceSquared(face[j], wanted);
                if (distance < best)
                    (best, partners[i]) = (distance, j);
            }
        }

        return partners;
    }

    /// <summary>Triangles over the 468 points, clockwise on the screen, mirror-symmetric.</summary>
    /// <param name="face">The mean neutral face, symmetric.</param>
    /// <param name="mirror">From <see cref="Mirror"/>.</param>
    public static List<Triangle> Triangles(FaceMesh face, int[] mirror)
    {
        var within = LipRows.SelectMany(rows => rows.Skip(1)).SelectMany(row => row).ToHashSet();
        var half = Enumerable.Range(0, FaceMesh.PointCount).Where(i => face[i].X > -OnTheMiddle && !within.Contains(i)).ToArray();
        var flat = half.Select(i => Unrolled(face[i])).ToArray();
        Vector2[] Outline(IEnumerable<int> points) => [.. points.Select(i => Unrolled(face[i]))];
        var oval = Outline(Oval);
        var eye = Outline(UpperLid.Concat(LowerLid.Skip(1).SkipLast(1).Reverse()));
        var mouth = Outline(LipsOuter);
        var triangles = LipTriangles();
        foreach (var t in Delaunay.Triangulate(flat))
        {
            var middle = (flat[t.A] + flat[t.B] + flat[t.C]) / 3;
            if (Inside(oval, middle) && !Inside(eye, middle) && !Inside(mouth, middle) && middle.X > OnTheMiddle)
                triangles.Add(Clockwise(new Triangle(half[t.A], half[t.B], half[t.C]), i => Unrolled(face[i])));
        }

        return [.. triangles.SelectMany(t => new[] { t, new Triangle(mirror[t.A], mirror[t.C], mirror[t.B]) })];
    }

    // The lips lie over each other when closed, so their rows are joined by hand.
    private static List<Triangle> LipTriangles()
    {
        var triangles = new List<Triangle>();
        foreach (var rows in LipRows)
        {
            var down = rows == LipRows[0];
            for (var row = 0; row + 1 < rows.Length; row++)
            {
                for (var column = 0; column + 1 < rows[row].Length; column++)
                {
                    int a = rows[row][column], b = rows[row][column + 1], c = rows[row + 1][column], d = rows[row + 1][column + 1];
                    triangles.AddRange(down ? [new(b, a, d), new(a, c, d)] : [new(a, b, d), new(a, d, c)]);
                }
            }
        }

        return triangles;
    }

    // Round the head's axis, so that the cheeks' sides don't fold over each other.
    private static Vector2 Unrolled(Vector3 p) => new(MathF.Atan2(p.X, CylinderAxis - p.Z), p.Y);

    private static Triangle Clockwise(Triangle t, Func<int, Vector2> at)
    {
        Vector2 a = at(t.A), ab = at(t.B) - a, ac = at(t.C) - a;
        return (ab.X * ac.Y) - (ab.Y * ac.X) > 0 ? t : new Triangle(t.A, t.C, t.B);
    }

    private static bool Inside(Vector2[] polygon, Vector2 p)
    {
        var inside = false;
        for (int i = 0, j = polygon.Length - 1; i < polygon.Length; j = i++)
        {
            if ((polygon[i].Y > p.Y) != (polygon[j].Y > p.Y)
                && p.X < ((polygon[j].X - polygon[i].X) * (p.Y - polygon[i].Y) / (polygon[j].Y - polygon[i].Y)) + polygon[i].X)
                inside = !inside;
        }

        return inside;
    }
}
