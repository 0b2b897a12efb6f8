using System.Numerics;

namespace AffectAgent.Plugins.Vision;

/// <summary>The squares in which the mesh and iris networks expect a face or an eye.</summary>
public static class MeshRegions
{
    /// <summary>Side of the square over the face's longer side, as MediaPipe's face mesh was trained.</summary>
    public const float FaceMargin = 1.5f;

    /// <summary>Side of the square over the width of the eye, as MediaPipe's iris model was trained.</summary>
    public const float EyeMargin = 2.3f;

    /// <summary>
    /// The square for a mesh around a face just found, its upper edge along the eyes: where the mesh that comes of it will most
    /// likely want it, by regression on eyes, nose and mouth; MediaPipe's rule, the box times <see cref="FaceMargin"/>, is kept where
    /// the points make no face. <c>training/vision/square.py</c> fits the factors and measures the ones that stand here; they come
    /// from an earlier state of the detector and are no longer what it finds (docs/perception-faces.md, Mesh, has both figures).
    /// </summary>
    public static FaceRegion OfDetection(DetectedFace face)
    {
        float angle = AngleOf(face.LeftEye - face.RightEye), box = MathF.Max(face.Box.Width, face.Box.Height) * FaceMargin;
        var right = new Vector2(MathF.Cos(angle), MathF.Sin(angle));
        var down = new Vector2(-right.Y, right.X);
        var eyes = (face.RightEye + face.LeftEye) / 2;
        Vector2 nose = face.Nose - eyes, mouth = face.Mouth - eyes;
        float noseDown = Vector2.Dot(nose, down), mouthDown = Vector2.Dot(mouth, down);
        float side = (4.94f * mouthDown) - (2.32f * noseDown);
        if (!(side > box * 0.75f && side < box * 1.45f))
            return new FaceRegion(face.Box.Center, box, angle);
        float x = (1.4f * Vector2.Dot(mouth, right)) - (2 * Vector2.Dot(nose, right)), y = (0.54f * mouthDown) - (0.25f * noseDown);
        return new FaceRegion(eyes + (right * x) + (down * y), side, angle);
    }

    /// <summary>The square for a mesh around the mesh of the frame before, or of a first pass.</summary>
    public static FaceRegion OfMesh(FaceMesh mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        float angle = AngleOf(mesh.Flat(MeshPoints.LeftEyeOuter) - mesh.Flat(MeshPoints.RightEyeOuter));
        var right = new Vector2(MathF.Cos(angle), MathF.Sin(angle));
        var down = new Vector2(-right.Y, right.X);
        var low = new Vector2(float.MaxValue);
        var high = new Vector2(float.MinValue);
        for (int i = 0; i < FaceMesh.PointCount; i++)
        {
            var point = mesh.Flat(i);
            var turned = new Vector2(Vector2.Dot(point, right), Vector2.Dot(point, down));
            low = Vector2.Min(low, turned);
            high = Vector2.Max(high, turned);
        }

        var middle = (low + high) / 2;
        var size = high - low;
        return new FaceRegion((right * middle.X) + (down * middle.Y), MathF.Max(size.X, size.Y) * FaceMargin, angle);
    }

    /// <summary>
    /// The square around an eye, its upper edge from the outer to the inner corner of the right eye. The network knows right
    /// eyes; a left one is shown to it mirrored.
    /// </summary>
    /// <param name="mesh">The face.</param>
    /// <param name="left">True for the subject's left eye.</param>
    public static FaceRegion OfEye(FaceMesh mesh, bool left)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        // Both lines run to the picture's right on an upright face.
        var from = mesh.Flat(left ? MeshPoints.LeftEyeInner : MeshPoints.RightEyeOuter);
        var to = mesh.Flat(left ? MeshPoints.LeftEyeOuter : MeshPoints.RightEyeInner);
        return new FaceRegion((from + to) / 2, Vector2.Distance(from, to) * EyeMargin, AngleOf(to - from), left);
    }

    /// <summary>The upright box around a mesh.</summary>
    public static FaceBox BoxOf(FaceMesh mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        var low = mesh.Flat(0);
        var high = low;
        for (int i = 1; i < FaceMesh.PointCount; i++)
        {
            low = Vector2.Min(low, mesh.Flat(i));
            high = Vector2.Max(high, mesh.Flat(i));
        }

        return new FaceBox(low.X, low.Y, high.X - low.X, high.Y - low.Y);
    }

    private static float AngleOf(Vector2 line) => MathF.Atan2(line.Y, line.X);
}
