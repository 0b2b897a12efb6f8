using System.Numerics;

namespace AffectAgent;

/// <summary>
/// The 468 points of MediaPipe's face mesh in the picture's pixels: x to the right, y down, z towards the back (smaller is
/// nearer) in the same scale, its zero at the face's middle depth. "Left" and "right" are the subject's own.
/// </summary>
public sealed class FaceMesh
{
    /// <summary>Points in a mesh.</summary>
    public const int PointCount = 468;

    private readonly float[] _points;

    /// <summary>Wraps 468 x 3 coordinates without copying them.</summary>
    /// <param name="points">x, y, z of point 0, then of point 1, and so on.</param>
    /// <exception cref="ArgumentException">Not 1,404 numbers.</exception>
    public FaceMesh(float[] points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Length != PointCount * 3)
            throw new ArgumentException($"A face mesh has {PointCount * 3} coordinates, not {points.Length}.", nameof(points));
        _points = points;
    }

    /// <summary>All coordinates: x, y, z by point.</summary>
    public ReadOnlySpan<float> Coordinates => _points;

    /// <summary>One point; see <see cref="MeshPoints"/> for the named ones.</summary>
    public Vector3 this[int index] => new(_points[index * 3], _points[(index * 3) + 1], _points[(index * 3) + 2]);

    /// <summary>One point's x and y.</summary>
    public Vector2 Flat(int index) => new(_points[index * 3], _points[(index * 3) + 1]);

    /// <summary>Distance of the outer eye corners in the picture's plane, pixels: the face's own unit of length.</summary>
    public float OuterEyeDistance => Vector2.Distance(Flat(MeshPoints.RightEyeOuter), Flat(MeshPoints.LeftEyeOuter));
}

/// <summary>Named points of the mesh. "Left" and "right" are the subject's own, so the right eye is on the picture's left.</summary>
public static class MeshPoints
{
    /// <summary>Outer corner of the right eye.</summary>
    public const int RightEyeOuter = 33;
    /// <summary>Inner corner of the right eye.</summary>
    public const int RightEyeInner = 133;
    /// <summary>Middle of the right upper lid.</summary>
    public const int RightEyeTop = 159;
    /// <summary>Middle of the right lower lid.</summary>
    public const int RightEyeBottom = 145;
    /// <summary>Outer corner of the left eye.</summary>
    public const int LeftEyeOuter = 263;
    /// <summary>Inner corner of the left eye.</summary>
    public const int LeftEyeInner = 362;
    /// <summary>Middle of the left upper lid.</summary>
    public const int LeftEyeTop = 386;
    /// <summary>Middle of the left lower lid.</summary>
    public const int LeftEyeBottom = 374;
    /// <summary>Right corner of the mouth.</summary>
    public const int MouthRight = 61;
    /// <summary>Left corner of the mouth.</summary>
    public const int MouthLeft = 291;
    /// <summary>Middle of the upper lip's inner edge.</summary>
    public const int UpperLipInner = 13;
    /// <summary>Middle of the lower lip's inner edge.</summary>
    public const int LowerLipInner = 14;
    /// <summary>Tip of the nose.</summary>
    public const int NoseTip = 1;
    /// <summary>Lowest point of the chin.</summary>
    public const int Chin = 152;
    /// <summary>Highest point of the forehead.</summary>
    public const int Forehead = 10;
}
