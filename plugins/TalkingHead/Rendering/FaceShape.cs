using System.Numerics;
using System.Numerics.Tensors;
using AffectAgent.Plugins.ActionUnits;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Turns a pose's Action Units into movements of the 468 mesh points, each unit's as <see cref="UnitShapes"/> makes it. Both renderers
/// use it. In the basis' frame: x right, y down, z to the back, outer eye corners one unit apart. Immutable and safe to share between threads.
/// </summary>
public sealed class FaceShape
{
    private const int Coordinates = FaceMesh.PointCount * 3;
    private const float SidesBlendOver = 0.12f;

    // How much of a lowered brow a raised one takes back, and its outer part once more.
    private const float Raised = 0.35f;
    private const float RaisedOutside = 0.35f;
    private static readonly int InnerBrow = FaceUnits.IndexOf(1);
    private static readonly int OuterBrow = FaceUnits.IndexOf(2);
    private static readonly int BrowLowerer = FaceUnits.IndexOf(4);

    private readonly float[][] _left = new float[FaceUnits.Count][];
    private readonly float[][] _right = new float[FaceUnits.Count][];

    /// <summary>Prepares the movements of each side.</summary>
    /// <param name="basis">The learnt basis.</param>
    public FaceShape(ActionUnitBasis basis)
    {
        ArgumentNullException.ThrowIfNull(basis);
        Neutral = basis.Neutral;
        var neighbours = new Neighbours(FaceMesh.PointCount, FaceTopology.Triangles(Neutral, FaceTopology.Mirror(Neutral)));
        for (var place = 0; place < FaceUnits.Count; place++)
            (_left[place], _right[place]) = Sides(UnitShapes.Of(FaceUnits.All[place], basis, neighbours), Neutral);
    }

    /// <summary>The mean neutral face.</summary>
    public FaceMesh Neutral { get; }

    /// <summary>How far each point is from rest. AU45 moves nothing here: each renderer closes its lids exactly.</summary>
    /// <param name="pose">The pose; its head, gaze and tongue don't matter here.</param>
    /// <param name="displacement">468 x 3 numbers, overwritten.</param>
    public void Move(FacePose pose, Span<float> displacement)
    {
        ArgumentNullException.ThrowIfNull(pose);
        displacement = displacement[..Coordinates];
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
            TensorPrimitives.MultiplyAdd(shift, intensity / (float)AffectAgent.ActionUnits.MaxIntensity, displacement, displacement);
    }

    // The subject's left is at positive x; over the face's middle both sides blend. The lips' inner edges blend alike, so that a movement
    // of one side leaves together what the whole one does.
    private static (float[] Left, float[] Right) Sides(Vector3[] whole, FaceMesh neutral)
    {
        float[] left = new float[Coordinates], right = new float[Coordinates];
        float[] across = [.. Enumerable.Range(0, FaceMesh.PointCount).Select(i => neutral[i].X)];
        foreach (var (up, low) in FaceTopology.UpperLipInner.Zip(FaceTopology.LowerLipInner))
            across[up] = across[low] = (across[up] + across[low]) / 2;
        for (var i = 0; i < Coordinates; i++)
        {
            var share = Math.Clamp(0.5f + (across[i / 3] / (2 * SidesBlendOver)), 0, 1);
            var shift = whole[i / 3][i % 3];
            (left[i], right[i]) = (shift * share, shift * (1 - share));
        }

        return (left, right);
    }
}
