using System.Numerics.Tensors;
using AffectAgent.Plugins.ActionUnits;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Turns a pose's Action Units into movements of the 468 mesh points: the learnt basis, and <see cref="LipShapes"/> for what it
/// has not learnt. Both renderers use it. In the basis' frame: x right, y down, z to the back, outer eye corners one unit apart.
/// Immutable and safe to share between threads.
/// </summary>
public sealed class FaceShape
{
    private const int Coordinates = FaceMesh.PointCount * 3;
    private const float SidesBlendOver = 0.12f;

    private readonly float[][] _left;
    private readonly float[][] _right;

    /// <summary>Prepares the movements of each side.</summary>
    /// <param name="basis">The learnt basis.</param>
    public FaceShape(ActionUnitBasis basis)
    {
        ArgumentNullException.ThrowIfNull(basis);
        Neutral = basis.Neutral;
        _left = new float[FaceUnits.Count][];
        _right = new float[FaceUnits.Count][];
        for (var place = 0; place < FaceUnits.Count; place++)
        {
            var unit = FaceUnits.All[place];
            var whole = LipShapes.Displacement(unit, basis);
            (_left[place], _right[place]) = Sides(whole, basis.Neutral);
        }
    }

    /// <summary>The mean neutral face.</summary>
    public FaceMesh Neutral { get; }

    /// <summary>How far each point is from rest.</summary>
    /// <param name="pose">The pose; its head, gaze and tongue don't matter here.</param>
    /// <param name="displacement">468 x 3 numbers, overwritten.</param>
    public void Move(FacePose pose, Span<float> displacement)
    {
        ArgumentNullException.ThrowIfNull(pose);
        displacement = displacement[..Coordinates];
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
            TensorPrimitives.MultiplyAdd(shift, intensity / (float)AffectAgent.ActionUnits.MaxIntensity, displacement, displacement);
    }

    // The subject's left is at positive x; over the face's middle both sides blend.
    private static (float[] Left, float[] Right) Sides(float[] whole, FaceMesh neutral)
    {
        float[] left = new float[Coordinates], right = new float[Coordinates];
        for (var i = 0; i < Coordinates; i++)
        {
            var share = Math.Clamp(0.5f + (neutral[i / 3].X / (2 * SidesBlendOver)), 0, 1);
            (left[i], right[i]) = (whole[i] * share, whole[i] * (1 - share));
        }

        return (left, right);
    }
}
