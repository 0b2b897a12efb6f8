using System.Numerics;

namespace AffectAgent;

/// <summary>
/// Which parts of a face its reading hangs on, by occlusion (Zeiler and Fergus, 2014): a grey patch is slid over the aligned
/// crop, and each pixel gets the mean fall of the reading's log odds over all patches that cover it. Positive: covering this
/// part lowers the reading. Negative: covering it raises the reading.
/// </summary>
/// <param name="Person">The person.</param>
/// <param name="Frame">Index of the frame.</param>
/// <param name="Emotion">The reading that is explained.</param>
/// <param name="Probability">Its probability with nothing covered.</param>
/// <param name="Side">Pixels of the crop's side.</param>
/// <param name="Values">Side x Side falls of the log odds, rows from the top.</param>
/// <param name="Middle">The crop's middle, pixels of the picture.</param>
/// <param name="Axis">Unit vector along the crop's rows, in the picture.</param>
/// <param name="Size">The crop's side in pixels of the picture.</param>
public sealed record ExpressionHeatMap(
    int Person, int Frame, Emotion Emotion, double Probability, int Side, IReadOnlyList<float> Values, Vector2 Middle, Vector2 Axis, float Size)
{
    /// <summary>Where a point of the crop (0 to <see cref="Side"/>) lies in the picture, pixels.</summary>
    public Vector2 ToPicture(Vector2 crop)
    {
        var scaled = (crop - new Vector2(Side / 2f)) * (Size / Side);
        return Middle + (Axis * scaled.X) + (new Vector2(-Axis.Y, Axis.X) * scaled.Y);
    }

    /// <summary>Where a point of the picture lies in the crop.</summary>
    public Vector2 ToCrop(Vector2 picture)
    {
        var from = picture - Middle;
        return (new Vector2(Vector2.Dot(from, Axis), Vector2.Dot(from, new Vector2(-Axis.Y, Axis.X))) * (Side / Size)) + new Vector2(Side / 2f);
    }

    /// <summary>How much of the positive heat lies inside regions of the face.</summary>
    /// <param name="mesh">The face that the map is of.</param>
    /// <param name="regions">Polygons of mesh points, convex on a face seen from the front.</param>
    public HeatOverlap OverlapWith(FaceMesh mesh, IEnumerable<IReadOnlyList<int>> regions)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(regions);
        var face = ConvexHull.Of(Enumerable.Range(0, FaceMesh.PointCount).Select(i => ToCrop(mesh.Flat(i))));
        var hulls = regions.Select(r => ConvexHull.Of(r.Select(i => ToCrop(mesh.Flat(i))))).ToList();
        double all = 0, onFace = 0, inside = 0;
        int facePixels = 0, insidePixels = 0;
        for (int i = 0; i < Values.Count; i++)
        {
            var at = new Vector2((i % Side) + 0.5f, (i / Side) + 0.5f);
            double heat = Math.Max(0, Values[i]);
            all += heat;
            if (!Holds(face, at))
                continue;
            onFace += heat;
            facePixels++;
            if (!hulls.Any(h => Holds(h, at)))
                continue;
            inside += heat;
            insidePixels++;
        }

        return new HeatOverlap(
            onFace > 0 ? inside / onFace : null, facePixels > 0 ? (double)insidePixels / facePixels : null, all > 0 ? 1 - (onFace / all) : null);
    }

    private static bool Holds(IReadOnlyList<Vector2> hull, Vector2 point)
    {
        if (hull.Count < 3)
            return false;
        bool left = false, right = false;
        for (int i = 0; i < hull.Count; i++)
        {
            var (a, b) = (hull[i], hull[(i + 1) % hull.Count]);
            float turn = ((b.X - a.X) * (point.Y - a.Y)) - ((b.Y - a.Y) * (point.X - a.X));
            left |= turn > 0;
            right |= turn < 0;
        }

        return !(left && right);
    }
}

/// <summary>How much of what a reading hangs on lies in some regions of the face.</summary>
/// <param name="HeatShare">Share of the face's positive heat inside the regions, 0 to 1; null where there is no positive heat on the face.</param>
/// <param name="AreaShare">The regions' share of the face's area, 0 to 1: what <see cref="HeatShare"/> would be by chance.</param>
/// <param name="OffFace">Share of all positive heat that lies outside the face (hair, neck, ground); null where there is none.</param>
public sealed record HeatOverlap(double? HeatShare, double? AreaShare, double? OffFace);
