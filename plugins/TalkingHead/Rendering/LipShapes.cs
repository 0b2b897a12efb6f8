using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Movements of the units that speech needs and the basis has not learnt (16, 18, 22, 24), as plain geometry around the lips, after
/// their descriptions in FACS (Ekman, Friesen and Hager, 2002).
/// </summary>
internal static class LipShapes
{
    // From the subject's right corner to the left one.
    private static readonly int[] UpperInner = [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308];
    private static readonly int[] LowerInner = [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308];
    private static readonly int[] Upper = [61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, .. UpperInner];
    private static readonly int[] Lower = [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, .. LowerInner];

    // How far beyond the lips the skin follows, in outer eye distances, and over which difference of distance it goes from lip to lip.
    private const float Reach = 0.2f;
    private const float LipToLip = 0.06f;

    /// <summary>A unit's movement at intensity 5, a shift a point.</summary>
    /// <param name="unit">16, 18, 22 or 24.</param>
    /// <param name="face">The mean neutral face.</param>
    public static Vector3[] Of(int unit, FaceMesh face)
    {
        var middle = (face[MeshPoints.UpperLipInner] + face[MeshPoints.LowerLipInner]) / 2;
        return Each(face, (point, upper, lower) => Shift(unit, point - middle, upper, lower));
    }

    private static Vector3 Shift(int unit, Vector3 from, float upper, float lower)
    {
        var either = upper + lower;
        return unit switch
        {
            16 => new Vector3(from.X * 0.04f, 0.09f * Middle(from, 0.22f), 0.01f) * lower,
            18 => new Vector3(-from.X * 0.42f, -from.Y * 0.1f, -0.07f) * either,
            22 => (new Vector3(-from.X * 0.28f, 0, -0.09f) * either) + (new Vector3(0, (0.025f * lower) - (0.04f * upper), 0) * Middle(from, 0.14f)),
            24 => (new Vector3(-from.X * 0.05f, -from.Y * 0.3f, 0.012f) * either) + new Vector3(0, (0.01f * upper) - (0.024f * lower), 0),
            _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "No lip shape for this Action Unit."),
        };
    }

    // 1 in the middle of the mouth, falling towards the corners.
    private static float Middle(Vector3 from, float width) => 1 / (1 + MathF.Pow(from.X / width, 4));

    // Each point with its nearness to the upper and to the lower lip: 1 on the lip, 0 beyond the reach, together 1 at most.
    private static Vector3[] Each(FaceMesh face, Func<Vector3, float, float, Vector3> shift)
    {
        var all = new Vector3[FaceMesh.PointCount];
        for (var i = 0; i < FaceMesh.PointCount; i++)
        {
            float toUpper = Distance(face, i, Upper), toLower = Distance(face, i, Lower), near = Curves.Smooth(1 - (MathF.Min(toUpper, toLower) / Reach));
            var share = Upper.Contains(i) == Lower.Contains(i) ? Curves.Smooth(0.5f + ((toLower - toUpper) / (2 * LipToLip))) : Upper.Contains(i) ? 1 : 0;
            all[i] = shift(face[i], near * share, near * (1 - share));
        }

        return all;
    }

    private static float Distance(FaceMesh face, int point, int[] lip) => lip.Min(i => Vector2.Distance(face.Flat(i), face.Flat(point)));
}
