using System.Numerics;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Gaze from the irises: each eyeball is a sphere fixed in the head, behind the middle of the eye's corners; the iris lies on
/// it, so its place in the picture gives the direction (the geometric model of Wood and Bulling 2014, without perspective).
/// Angles are relative to the line of sight. Null where an eye is too small or both are nearly closed.
/// </summary>
public static class GazeEstimator
{
    /// <summary>Least distance of an eye's corners, pixels.</summary>
    public const float SmallestEye = 8;

    /// <summary>Least opening of an eye over its width for its iris to be seen.</summary>
    public const float LeastOpening = 0.1f;

    // Millimetres: from the eyeball's turning point to the iris, and from the middle of the corners to the turning point
    // in the head's own axes (down, and away from the viewer). Down is the mean of LFW's faces; the other two are anatomy, and
    // leave turned heads that look at the camera at 0.
    private const float IrisRadius = 10.5f;
    private const float Down = -1.3f;
    private const float Away = 7.5f;

    /// <summary>The gaze of a face.</summary>
    /// <param name="mesh">The face.</param>
    /// <param name="head">The fit of the rigid head onto it.</param>
    /// <param name="irises">What <see cref="IrisEstimator"/> found.</param>
    public static Gaze? Estimate(FaceMesh mesh, RigidFit head, IReadOnlyList<Vector2> irises)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(irises);
        bool right = IsOpen(mesh, left: false), left = IsOpen(mesh, left: true);
        if (!right && !left)
            return null;
        var first = Direction(mesh, head, irises[0], left: false);
        var second = Direction(mesh, head, irises[IrisEstimator.PointsPerIris], left: true);
        // A closed eye follows the open one.
        first = right ? first : second;
        second = left ? second : first;
        return Of(first, second);
    }

    /// <summary>True if the eye is large and open enough for its iris to be seen.</summary>
    public static bool IsOpen(FaceMesh mesh, bool left)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        float width = Vector2.Distance(
            mesh.Flat(left ? MeshPoints.LeftEyeOuter : MeshPoints.RightEyeOuter), mesh.Flat(left ? MeshPoints.LeftEyeInner : MeshPoints.RightEyeInner));
        float opening = Vector2.Distance(
            mesh.Flat(left ? MeshPoints.LeftEyeTop : MeshPoints.RightEyeTop), mesh.Flat(left ? MeshPoints.LeftEyeBottom : MeshPoints.RightEyeBottom));
        return width >= SmallestEye && opening >= LeastOpening * width;
    }

    /// <summary>A gaze of two unit vectors, with its angles as OpenFace defines them: of their sum, against straight ahead.</summary>
    public static Gaze Of(Vector3 leftOnPicture, Vector3 rightOnPicture)
    {
        var mean = leftOnPicture + rightOnPicture;
        return new Gaze(leftOnPicture, rightOnPicture, Math.Atan2(mean.X, -mean.Z), Math.Atan2(mean.Y, -mean.Z));
    }

    private static Vector3 Direction(FaceMesh mesh, RigidFit head, Vector2 iris, bool left)
    {
        float pixelsPerMillimetre = head.Scale / (float)HeadPoseEstimator.OuterEyeMillimetres;
        var corners = (mesh.Flat(left ? MeshPoints.LeftEyeOuter : MeshPoints.RightEyeOuter)
            + mesh.Flat(left ? MeshPoints.LeftEyeInner : MeshPoints.RightEyeInner)) / 2;
        var offset = Vector3.Transform(new Vector3(0, Down, Away), head.Rotation) * pixelsPerMillimetre;
        var flat = (iris - corners - new Vector2(offset.X, offset.Y)) / (IrisRadius * pixelsPerMillimetre);
        float length = flat.Length();
        const float farthest = 0.95f;
        if (length > farthest)
            flat *= farthest / length;
        return new Vector3(flat, -MathF.Sqrt(1 - flat.LengthSquared()));
    }
}
