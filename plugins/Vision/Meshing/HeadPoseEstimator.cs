using System.Numerics;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Where a head is and how it is turned, from its mesh: the rotation that brings the mean rigid head onto the mesh's steady
/// points (weighted Procrustes), written as OpenFace does (R = Rx(pitch) Ry(yaw) Rz(roll), radians). The mesh is seen without
/// perspective, so the rotation is relative to the line of sight. The position is in millimetres from the camera under a
/// focal length of the picture's longer side and a head of mean size.
/// </summary>
public static class HeadPoseEstimator
{
    /// <summary>Mean distance of the outer eye corners of adults, millimetres (anthropometric surveys give 86 to 92).</summary>
    public const double OuterEyeMillimetres = 89;

    /// <summary>The fit of the mean rigid head (unit: distance of the outer eye corners) onto a mesh, in pixels.</summary>
    public static RigidFit Fit(FaceMesh mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        int count = RigidHead.Points.Length;
        Span<Vector3> seen = stackalloc Vector3[count];
        for (int i = 0; i < count; i++)
            seen[i] = mesh[RigidHead.Points[i]];
        return RigidFit.Solve(RigidHead.Places, seen, RigidHead.Weights);
    }

    /// <summary>The pose of a head.</summary>
    /// <param name="mesh">The face.</param>
    /// <param name="width">Width of the picture, pixels.</param>
    /// <param name="height">Height of the picture, pixels.</param>
    public static HeadPose Estimate(FaceMesh mesh, int width, int height) => Estimate(Fit(mesh), width, height);

    /// <summary>The pose of a head whose fit is known.</summary>
    /// <param name="fit">What <see cref="Fit"/> gave.</param>
    /// <param name="width">Width of the picture, pixels.</param>
    /// <param name="height">Height of the picture, pixels.</param>
    public static HeadPose Estimate(RigidFit fit, int width, int height)
    {
        var (pitch, yaw, roll) = Angles(fit.Rotation);
        double focal = Math.Max(width, height);
        double millimetres = OuterEyeMillimetres / Math.Max(1e-3, fit.Scale);
        return new HeadPose(
            pitch, yaw, roll, (fit.Shift.X - (width / 2.0)) * millimetres, (fit.Shift.Y - (height / 2.0)) * millimetres, focal * millimetres);
    }

    /// <summary>A rotation as R = Rx(pitch) Ry(yaw) Rz(roll); yaw from -pi/2 to pi/2.</summary>
    public static (double Pitch, double Yaw, double Roll) Angles(Quaternion rotation)
    {
        var x = Vector3.Transform(Vector3.UnitX, rotation);
        var y = Vector3.Transform(Vector3.UnitY, rotation);
        var z = Vector3.Transform(Vector3.UnitZ, rotation);
        double yaw = Math.Asin(Math.Clamp(z.X, -1, 1));
        return (Math.Atan2(-z.Y, z.Z), yaw, Math.Atan2(-y.X, x.X));
    }
}
