using System.Numerics;
using AffectAgent.Plugins.Vision;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Between a portrait's pixels (z to the back) and the frame of <see cref="FaceShape"/>: how the face lies in the picture.</summary>
internal sealed class FaceFrame
{
    private readonly RigidFit _fit;
    private readonly Quaternion _back;
    private readonly Vector3 _depth;

    private FaceFrame(RigidFit fit)
    {
        _fit = fit;
        _back = Quaternion.Conjugate(fit.Rotation);
        _depth = Vector3.Transform(Vector3.UnitZ, fit.Rotation);
    }

    /// <summary>Pixels of a face unit.</summary>
    public float Unit => _fit.Scale;

    /// <summary>Lays the mean face onto a mesh; brows, lids, cheeks, lips and jaw count little, as they move.</summary>
    public static FaceFrame Of(FaceMesh mean, FaceMesh mesh)
    {
        var moves = FaceTopology.Lips.ToHashSet();
        Vector3[] from = new Vector3[FaceMesh.PointCount], to = new Vector3[FaceMesh.PointCount];
        var weights = new float[FaceMesh.PointCount];
        for (var i = 0; i < from.Length; i++)
        {
            (from[i], to[i]) = (mean[i], mesh[i]);
            weights[i] = moves.Contains(i) ? 0.02f : mean[i].Y > 0.55f ? 0.1f : 1;
        }

        return new FaceFrame(RigidFit.Solve(from, to, weights));
    }

    /// <summary>From the face to the picture.</summary>
    public Vector3 ToPicture(Vector3 p) => _fit.Apply(p);

    /// <summary>From the picture to the face.</summary>
    public Vector3 ToFace(Vector3 p) => Vector3.Transform((p - _fit.Shift) / _fit.Scale, _back);

    /// <summary>The point of the face's frame that has a depth there and is seen at a pixel.</summary>
    public Vector3 ToFace(Vector2 pixel, float depth)
    {
        var from = pixel - new Vector2(_fit.Shift.X, _fit.Shift.Y);
        var z = ((_fit.Scale * depth) - (_depth.X * from.X) - (_depth.Y * from.Y)) / _depth.Z;
        return ToFace(new Vector3(pixel, z + _fit.Shift.Z));
    }

    /// <summary>The nearness of a place in the picture, for the rasteriser: weak enough a perspective that pixels stay where they are.</summary>
    public float Nearness(float pictureZ) => 1 / (((pictureZ - _fit.Shift.Z) / _fit.Scale) + 60);
}
