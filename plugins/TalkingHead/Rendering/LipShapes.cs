using System.Numerics;
using AffectAgent.Plugins.ActionUnits;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Movements of the units that speech needs and the basis has not learnt (16, 18, 22, 24, 27), as plain geometry around the lips,
/// after their descriptions in FACS (Ekman, Friesen and Hager, 2002).
/// </summary>
internal static class LipShapes
{
    private static readonly int[] Upper = [61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308];
    private static readonly int[] Lower = [146, 91, 181, 84, 17, 314, 405, 321, 375, 95, 88, 178, 87, 14, 317, 402, 318, 324];

    // How far beyond the lips the skin follows, in outer eye distances.
    private const float Reach = 0.2f;

    public static float[] Displacement(int unit, ActionUnitBasis basis)
    {
        if (unit == 27)
            return Array.ConvertAll(basis.Displacement(26).ToArray(), x => x * 1.7f);
        var face = basis.Neutral;
        var middle = (face[MeshPoints.UpperLipInner] + face[MeshPoints.LowerLipInner]) / 2;
        var all = new float[FaceMesh.PointCount * 3];
        for (var i = 0; i < FaceMesh.PointCount; i++)
        {
            float upper = Nearness(face, i, Upper), lower = Nearness(face, i, Lower);
            var from = face[i] - middle;
            var shift = Shift(unit, from, upper, lower);
            (all[i * 3], all[(i * 3) + 1], all[(i * 3) + 2]) = (shift.X, shift.Y, shift.Z);
        }

        return all;
    }

    private static Vector3 Shift(int unit, Vector3 from, float upper, float lower)
    {
        var either = MathF.Max(upper, lower);
        return unit switch
        {
            16 => new Vector3(from.X * 0.04f, 0.09f, 0.01f) * lower,
            18 => new Vector3(-from.X * 0.42f, -from.Y * 0.1f, -0.07f) * either,
            22 => (new Vector3(-from.X * 0.28f, 0, -0.09f) * either) + (new Vector3(0, -0.04f, 0) * upper) + (new Vector3(0, 0.05f, 0) * lower),
            24 => new Vector3(-from.X * 0.06f, -from.Y * 0.45f, 0.015f) * either,
            _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "No lip shape for this Action Unit."),
        };
    }

    // 1 on the lip, 0 further than the reach, smooth between.
    private static float Nearness(FaceMesh face, int point, int[] lip)
    {
        var nearest = lip.Min(i => Vector2.Distance(face.Flat(i), face.Flat(point)));
        var t = Math.Clamp(1 - (nearest / Reach), 0, 1);
        return t * t * (3 - (2 * t));
    }
}
