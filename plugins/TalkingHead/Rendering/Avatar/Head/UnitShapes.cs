using System.Numerics;
using System.Numerics.Tensors;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// The units' movements as the avatar makes them: those of <see cref="FaceShape"/>, evened out over the mesh, with a gain each,
/// less depth at the lips (pictures show depth there only roughly), and without the lids' closing, which <see cref="Lids"/> does
/// exactly. Immutable.
/// </summary>
internal sealed class UnitShapes
{
    private const int Coordinates = FaceMesh.PointCount * 3;

    // Photographs of parted lips are mostly of smiles, which raise the upper lip; in speech the lower lip gives way.
    private const float LipsPartUp = 0.33f;
    private const float LipsPartDown = 1.3f;

    // Photographs of open jaws were laid over each other by the whole face, which took the upper lip down with the jaw.
    // The lower lip rides with the lower teeth and mostly covers them.
    private const float JawScale = 1.05f;
    private const float UpperLipStays = 0.065f;
    private const float MouthNarrows = 0.13f;

    private const float Raised = 0.35f;
    private const float RaisedOutside = 0.35f;
    private static readonly int InnerBrow = FaceUnits.IndexOf(1);
    private static readonly int OuterBrow = FaceUnits.IndexOf(2);
    private static readonly int BrowLowerer = FaceUnits.IndexOf(4);
    private static readonly int[] PartsLips = [10, 16, 22, 25, 26, 27];

    private readonly float[][] _left = new float[FaceUnits.Count][];
    private readonly float[][] _right = new float[FaceUnits.Count][];

    /// <summary>Asks the shape for each unit's movement once.</summary>
    public UnitShapes(FaceShape shape, HeadCage cage)
    {
        var neighbours = new Neighbours(FaceMesh.PointCount, cage.Triangles.Where(t => Math.Max(t.A, Math.Max(t.B, t.C)) < FaceMesh.PointCount));
        for (var place = 0; place < FaceUnits.Count; place++)
        {
            FacePose left = new(), right = new();
            left.Left[place] = right.Right[place] = 1;
            _left[place] = Own(shape, left, FaceUnits.All[place], neighbours);
            _right[place] = Own(shape, right, FaceUnits.All[place], neighbours);
        }
    }

    /// <summary>Adds the pose's movements to the face's points.</summary>
    /// <param name="pose">Its units, 0 to 5.</param>
    /// <param name="displacement">468 x 3, overwritten.</param>
    public void Move(FacePose pose, Span<float> displacement)
    {
        displacement.Clear();
        for (var place = 0; place < FaceUnits.Count; place++)
        {
            Add(_left[place], Strength(pose.Left, place), displacement);
            Add(_right[place], Strength(pose.Right, place), displacement);
        }
    }

    // A brow that is raised is drawn in by AU4, but hardly lowered; least of all where its outer part is up too.
    private static float Strength(float[] units, int place)
    {
        if (place != BrowLowerer)
            return units[place];
        var raised = (Raised * MathF.Max(units[InnerBrow], units[OuterBrow])) + (RaisedOutside * units[OuterBrow]);
        return units[place] * (1 - MathF.Min(0.8f, raised / 5));
    }

    private static void Add(float[] shift, float intensity, Span<float> displacement)
    {
        if (intensity != 0)
            TensorPrimitives.MultiplyAdd(shift, intensity, displacement, displacement);
    }

    private static float[] Own(FaceShape shape, FacePose pose, int unit, Neighbours neighbours)
    {
        var moved = new float[Coordinates];
        shape.Move(pose, moved);
        var left = pose.Left.Any(x => x > 0);
        var shifts = new Vector3[FaceMesh.PointCount];
        for (var i = 0; i < shifts.Length; i++)
        {
            var rest = shape.Neutral[i];
            var low = Math.Clamp((rest.Y - 0.35f) / 0.3f, 0, 1);
            var shift = new Vector3(moved[i * 3], moved[(i * 3) + 1], moved[(i * 3) + 2] * (1 - (0.8f * low))) * OwnShapes.Gain(unit);
            var side = Math.Clamp(0.5f + (rest.X / 0.24f), 0, 1);
            var share = left ? side : 1 - side;
            shifts[i] = unit switch
            {
                25 => shift with { Y = shift.Y * (shift.Y < 0 ? LipsPartUp : LipsPartDown) },
                26 => OpenJaw(shift, rest, share / 5),
                27 => OpenJaw(shift, rest, share * 1.7f / 5),
                _ => shift,
            } + (OwnShapes.Shift(unit, rest) * share / 5);
        }

        neighbours.Even(shifts, _ => 0.45f, 2);
        if (!PartsLips.Contains(unit))
            KeepLipsTogether(shifts);
        for (var i = 0; i < shifts.Length; i++)
            (moved[i * 3], moved[(i * 3) + 1], moved[(i * 3) + 2]) = (shifts[i].X, shifts[i].Y, shifts[i].Z);
        return moved;
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
        share *= MathF.Exp(-MathF.Pow(rest.X / 0.34f, 2) - MathF.Pow((rest.Y - 0.72f) / 0.14f, 2));
        return new Vector3(shift.X - (rest.X * MouthNarrows * share), (shift.Y * JawScale) - (UpperLipStays * share), shift.Z);
    }
}
