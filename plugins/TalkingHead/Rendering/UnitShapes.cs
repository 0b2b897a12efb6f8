using System.Numerics;
using AffectAgent.Plugins.ActionUnits;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// A unit's movement at intensity 5, made in one place: what the basis has learnt, as much of it as <see cref="OwnShapes"/> keeps, with
/// less depth at the lips (pictures show depth there only roughly); <see cref="LipShapes"/> where nothing is learnt; what a clear
/// movement lacks; evened out over the mesh; lips left together where FACS doesn't part them.
/// </summary>
internal static class UnitShapes
{
    // Photographs of parted lips are mostly of smiles, which raise the upper lip; in speech the lower lip gives way.
    private const float LipsPartUp = 0.33f;
    private const float LipsPartDown = 1.3f;

    // Photographs of open jaws were laid over each other by the whole face, which took the upper lip down with the jaw.
    // The lower lip rides with the lower teeth and mostly covers them.
    private const float JawScale = 1.05f;
    private const float UpperLipStays = 0.065f;
    private const float MouthNarrows = 0.13f;

    // A stretched mouth (27) is a dropped jaw (26) that opens farther.
    private const float Stretched = 1.7f;

    private static readonly int[] PartsLips = [10, 16, 22, 25, 26, 27];

    /// <summary>A shift a point.</summary>
    /// <param name="unit">FACS number.</param>
    /// <param name="basis">What is learnt.</param>
    /// <param name="neighbours">Of the 468 points.</param>
    public static Vector3[] Of(int unit, ActionUnitBasis basis, Neighbours neighbours)
    {
        var neutral = basis.Neutral;
        var from = unit == 27 ? 26 : unit;
        var drawn = basis.Units.Contains(from) ? null : LipShapes.Of(unit, neutral);
        var learnt = drawn is null ? basis.Displacement(from) : default;
        var kept = OwnShapes.Kept(unit);
        var shifts = new Vector3[FaceMesh.PointCount];
        for (var i = 0; i < shifts.Length; i++)
        {
            var rest = neutral[i];
            var shift = (drawn is null ? new Vector3(learnt[i * 3], learnt[(i * 3) + 1], learnt[(i * 3) + 2]) : drawn[i]) * kept;
            shift.Z *= 1 - (0.8f * Math.Clamp((rest.Y - 0.35f) / 0.3f, 0, 1));
            shifts[i] = OwnShapes.Shift(unit, rest) + unit switch
            {
                25 => shift with { Y = shift.Y * (shift.Y < 0 ? LipsPartUp : LipsPartDown) },
                26 => OpenJaw(shift, rest, 1),
                27 => OpenJaw(shift, rest, Stretched),
                _ => shift,
            };
        }

        neighbours.Even(shifts, _ => 0.45f, 2);
        if (!PartsLips.Contains(unit))
            KeepLipsTogether(shifts);
        return shifts;
    }

    private static void KeepLipsTogether(Vector3[] shifts)
    {
        for (var i = 0; i < FaceTopology.UpperLipInner.Count; i++)
        {
            ref var up = ref shifts[FaceTopology.UpperLipInner[i]];
            ref var low = ref shifts[FaceTopology.LowerLipInner[i]];
            up = low = (up + low) / 2;
        }
    }

    private static Vector3 OpenJaw(Vector3 shift, Vector3 rest, float share)
    {
        share *= Curves.Bell(rest.X, 0.34f) * Curves.Bell(rest.Y - 0.72f, 0.14f);
        return new Vector3(shift.X - (rest.X * MouthNarrows * share), (shift.Y * JawScale) - (UpperLipStays * share), shift.Z);
    }
}
