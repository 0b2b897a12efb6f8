using System.Numerics;
using AffectAgent.Plugins.ActionUnits;

namespace AffectAgent.Samples.DemoClip.Rendering;

/// <summary>
/// Which mesh points make the openings and the painted parts of the face, and the skin's triangles. The triangles are found
/// anew from the mean face; none bridges an opening.
/// </summary>
internal sealed class FaceTopology
{
    public static readonly int[] RightEye = [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246];
    public static readonly int[] LeftEye = [263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466];
    public static readonly int[] InnerLips = [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191];
    public static readonly int[] OuterLips = [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185];
    public static readonly int[] RightBrow = [70, 63, 105, 66, 107, 55, 65, 52, 53, 46];
    public static readonly int[] LeftBrow = [300, 293, 334, 296, 336, 285, 295, 282, 283, 276];

    /// <summary>Upper rim of the right eye from its outer to its inner corner.</summary>
    public static readonly int[] RightUpperLid = [33, 246, 161, 160, 159, 158, 157, 173, 133];
    public static readonly int[] LeftUpperLid = [263, 466, 388, 387, 386, 385, 384, 398, 362];
    public static readonly int[] RightLowerLid = [33, 7, 163, 144, 145, 153, 154, 155, 133];
    public static readonly int[] LeftLowerLid = [263, 249, 390, 373, 374, 380, 381, 382, 362];

    private const float LipGap = 0.012f;

    private static readonly (int[] Upper, int[] Lower)[] Openings =
    [
        (RightUpperLid, RightLowerLid),
        (LeftUpperLid, LeftLowerLid),
        ([.. InnerLips[10..], InnerLips[0]], [.. InnerLips[..11].Reverse()]),
    ];

    /// <summary>Works out the triangles from the mean face.</summary>
    public FaceTopology(ActionUnitBasis basis)
    {
        Paint = [.. Enumerable.Range(0, FaceMesh.PointCount).Select(basis.Neutral.Flat)];
        // Points inside the openings make the rims edges of the triangulation; what hangs on them is left out afterwards.
        Vector2[] open = [.. Paint];
        for (int k = 1; k < InnerLips.Length; k++)
            open[InnerLips[k]].Y += k < 10 ? LipGap : k > 10 ? -LipGap : 0;
        Vector2[] filled = [.. open, .. Openings.SelectMany(o => Middles(open, o.Upper, o.Lower))];
        HashSet<int>[] rims = [[.. RightEye], [.. LeftEye], [.. InnerLips]];
        List<Triangle> kept = [.. Delaunay.Triangulate(filled).Where(t => Math.Max(t.A, Math.Max(t.B, t.C)) < Paint.Length
            && !rims.Any(rim => rim.Contains(t.A) && rim.Contains(t.B) && rim.Contains(t.C)))];
        foreach (int[] ring in (int[][])[RightEye, LeftEye, InnerLips])
            CloseRim(kept, ring);
        Triangles = kept;
    }

    /// <summary>Where two neighbours on a rim share no triangle, one is put between them and the nearest skin behind them.</summary>
    private void CloseRim(List<Triangle> triangles, int[] ring)
    {
        for (int i = 0; i < ring.Length; i++)
        {
            int a = ring[i];
            int b = ring[(i + 1) % ring.Length];
            HashSet<int> besideA = Beside(triangles, a);
            if (besideA.Contains(b))
                continue;
            HashSet<int> besideB = Beside(triangles, b);
            int[] shared = [.. besideA.Intersect(besideB).Except(ring)];
            Vector2 middle = (Paint[a] + Paint[b]) / 2;
            triangles.Add(new Triangle(a, b, (shared.Length > 0 ? shared : besideA.Union(besideB).Except(ring)).MinBy(p => Vector2.DistanceSquared(Paint[p], middle))));
        }
    }

    private static HashSet<int> Beside(List<Triangle> triangles, int point) =>
        [.. triangles.Where(t => t.A == point || t.B == point || t.C == point).SelectMany(t => (int[])[t.A, t.B, t.C]).Where(p => p != point)];

    /// <summary>The skin.</summary>
    public IReadOnlyList<Triangle> Triangles { get; }

    /// <summary>Where each point lies on the painted skin: its place on the mean neutral face.</summary>
    public Vector2[] Paint { get; }

    /// <summary>Places half-way between an upper and a lower rim, two for every pair of points.</summary>
    private static IEnumerable<Vector2> Middles(Vector2[] points, int[] upper, int[] lower)
    {
        for (int i = 0; i + 1 < upper.Length; i++)
        {
            Vector2 here = (points[upper[i]] + points[lower[i]]) / 2;
            Vector2 next = (points[upper[i + 1]] + points[lower[i + 1]]) / 2;
            if (i > 0)
                yield return here;
            yield return (here + next) / 2;
        }
    }
}
