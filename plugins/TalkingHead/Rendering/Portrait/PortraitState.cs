using System.Numerics;
using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>A portrait in one pose. Reused from pose to pose; not thread-safe.</summary>
internal sealed class PortraitState(PortraitModel model)
{
    private readonly float[] _displacement = new float[FaceMesh.PointCount * 3];
    private HeadTurn _turn;

    /// <summary>The sheet's points before the head's turn, in the face's frame.</summary>
    public Vector3[] Points { get; } = new Vector3[model.Mesh.Count];

    /// <summary>The same on the screen; z is the depth in the picture's pixels.</summary>
    public Vector3[] Screen { get; } = new Vector3[model.Mesh.Count];

    /// <summary>The pose as the portrait shows it.</summary>
    public FacePose Shown { get; } = new();

    /// <summary>How far the jaw has come down from closed.</summary>
    public Vector3 Jaw { get; private set; }

    /// <summary>Distance of the lips' inner edges in the middle, face units.</summary>
    public float Gap { get; private set; }

    /// <summary>How far the lips have left their place in the picture, 0 to 1.</summary>
    public float LipsMoved { get; private set; }

    /// <summary>Takes a pose.</summary>
    public void Take(FacePose pose)
    {
        var mesh = model.Mesh;
        var lids = model.Eyes.Count > 0;
        model.Motion.Show(pose, lids, Shown);
        Jaw = model.Motion.Move(Shown, lids, _displacement, Points);
        Gap = Points[MeshPoints.LowerLipInner].Y - Points[MeshPoints.UpperLipInner].Y;
        var own = model.Motion.OwnGap;
        LipsMoved = Math.Clamp((MathF.Abs(Gap - own) - 0.002f) / (0.015f + (0.3f * own)), 0, 1);
        _turn = new HeadTurn(pose);
        for (var i = 0; i < Points.Length; i++)
        {
            if (i >= FaceMesh.PointCount)
            {
                var (a, b) = mesh.Leads[i];
                var led = ((Points[a] - mesh.Rest[a]) + (Points[b] - mesh.Rest[b])) * (0.5f * mesh.Follow[i]);
                Points[i] = mesh.Rest[i] + led;
            }

            Screen[i] = Place(Points[i], mesh.Turn[i]);
        }
    }

    /// <summary>Where a point of the face's frame is seen after the head's turn.</summary>
    public Vector3 Place(Vector3 p, float share = 1)
    {
        var turned = _turn.Point(p.AsVector128()).AsVector3();
        return model.Frame.ToPicture(share >= 1 ? turned : Vector3.Lerp(p, turned, share));
    }

    /// <summary>A place on the screen for the rasteriser.</summary>
    /// <param name="at">From <see cref="Screen"/> or <see cref="Place"/>.</param>
    /// <param name="behind">Face units farther away than it is.</param>
    /// <param name="a">For the shader.</param>
    /// <param name="b">For the shader.</param>
    public ScreenVertex Vertex(Vector3 at, float behind, Vector128<float> a, Vector128<float> b) =>
        new(at.X, at.Y, model.Frame.Nearness(at.Z + (behind * model.Frame.Unit)), a, b);
}
