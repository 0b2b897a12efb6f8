using System.Numerics;

namespace AffectAgent;

/// <summary>An upright rectangle in the picture's pixels.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
public readonly record struct FaceBox(float X, float Y, float Width, float Height)
{
    /// <summary>The shorter side, pixels.</summary>
    public float Size => MathF.Min(Width, Height);

    /// <summary>The middle.</summary>
    public Vector2 Center => new(X + (Width / 2), Y + (Height / 2));
}

/// <summary>
/// Where a head is and how it is turned, as OpenFace writes it: rotations in radians about the camera's x (pitch, positive
/// looks down), y (yaw, positive turns to the picture's left) and z (roll) axes; the position in millimetres under an
/// assumed focal length (the picture's longer side, unless known) and a head of mean size.
/// </summary>
public readonly record struct HeadPose(double Pitch, double Yaw, double Roll, double X, double Y, double Z);

/// <summary>
/// Gaze as OpenFace writes it: a unit vector from each eye towards what it looks at in camera coordinates, and the mean
/// angles in radians (horizontal: positive to the picture's right; vertical: positive down).
/// </summary>
/// <param name="LeftOnPicture">Vector of the eye on the picture's left (the subject's right eye; OpenFace's eye 0).</param>
/// <param name="RightOnPicture">Vector of the other eye (OpenFace's eye 1).</param>
/// <param name="AngleX">Mean horizontal angle, radians.</param>
/// <param name="AngleY">Mean vertical angle, radians.</param>
public readonly record struct Gaze(Vector3 LeftOnPicture, Vector3 RightOnPicture, double AngleX, double AngleY);

/// <summary>What weakens the reading of a face.</summary>
/// <param name="SizePixels">Shorter side of the face's box in the picture's pixels.</param>
/// <param name="InsidePicture">Share of the mesh's points inside the picture, 0 to 1.</param>
/// <param name="Sharpness">Variance of the Laplacian on the aligned 48 x 48 crop; small is blurred.</param>
/// <param name="Brightness">Mean grey of the crop, 0 to 255.</param>
public readonly record struct FaceQuality(double SizePixels, double InsidePicture, double Sharpness, double Brightness);

/// <summary>One face in one frame.</summary>
public sealed record FaceObservation
{
    /// <summary>The person (1, 2, …): the same number for the same person through the clip.</summary>
    public required int Person { get; init; }

    /// <summary>Index of the frame, from 0.</summary>
    public required int Frame { get; init; }

    /// <summary>The frame's presentation time, seconds.</summary>
    public required double Timestamp { get; init; }

    /// <summary>The face's box.</summary>
    public required FaceBox Box { get; init; }

    /// <summary>Face presence as the mesh model gives it, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>The mesh.</summary>
    public required FaceMesh Mesh { get; init; }

    /// <summary>The head's pose.</summary>
    public required HeadPose Pose { get; init; }

    /// <summary>Gaze; null where the eyes are closed or too small.</summary>
    public Gaze? Gaze { get; init; }

    /// <summary>Middle of each iris and points of its rim, x and y in pixels (right eye's 5, then left eye's 5); null where unknown.</summary>
    public IReadOnlyList<Vector2>? Iris { get; init; }

    /// <summary>The upright aligned face, 48 x 48 grey.</summary>
    public required GrayImage Crop { get; init; }

    /// <summary>The upright aligned face once more, 64 x 64 grey and framed lower, so that the chin is on it; null where it was not kept.</summary>
    public GrayImage? Portrait { get; init; }

    /// <summary>What weakens the reading.</summary>
    public required FaceQuality Quality { get; init; }

    /// <summary>Openings of eyes and mouth, occlusion, quality score; null where they were not measured.</summary>
    public FaceMeasures? Measures { get; init; }

    /// <summary>Mean skin colours; null where they were not measured.</summary>
    public FaceSkin? Skin { get; init; }
}
