using System.Numerics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// The units' movements as the avatar makes them: those of <see cref="FaceShape"/>, with a gain each, less depth at the lips
/// (pictures show depth there only roughly), and without the lids' closing, which <see cref="Lids"/> does exactly. Immutable.
/// </summary>
internal sealed class UnitShapes
{
    private const int Coordinates = FaceMesh.PointCount * 3;

    // What reads back as too little or looks too much is set right here; 1 where not named.
    private static readonly Dictionary<int, float> Gains = new() { [45] = 0 };

    private readonly float[][] _left = new float[FaceUnits.Count][];
    private readonly float[][] _right = new float[FaceUnits.Count][];

    /// <summary>Asks the shape for each unit's movement once.</summary>
    public UnitShapes(FaceShape shape)
    {
        for (var place = 0; place < FaceUnits.Count; place++)
        {
            FacePose left = new(), right = new();
            left.Left[place] = right.Right[place] = 1;
            _left[place] = Own(shape, left, FaceUnits.All[place]);
            _right[place] = Own(shape, right, FaceUnits.All[place]);
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
            Add(_left[place], pose.Left[place], displacement);
            Add(_right[place], pose.Right[place], displacement);
        }
    }

    private static void Add(float[] shift, float intensity, Span<float> displacement)
    {
        if (intensity != 0)
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(shift, intensity, displacement, displacement);
    }

    private static float[] Own(FaceShape shape, FacePose pose, int unit)
    {
        var moved = new float[Coordinates];
        shape.Move(pose, moved);
        var gain = Gains.GetValueOrDefault(unit, 1);
        for (var i = 0; i < FaceMesh.PointCount; i++)
        {
            var rest = shape.Neutral[i];
            var low = Math.Clamp((rest.Y - 0.35f) / 0.3f, 0, 1);
            var shift = new Vector3(moved[i * 3], moved[(i * 3) + 1], moved[(i * 3) + 2] * (1 - (0.65f * low))) * gain;
            (moved[i * 3], moved[(i * 3) + 1], moved[(i * 3) + 2]) = (shift.X, shift.Y, shift.Z);
        }

        return moved;
    }
}
