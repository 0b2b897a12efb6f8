namespace AffectAgent.Plugins.Vision;

/// <summary>Means over one person's faces.</summary>
internal sealed class FaceSums
{
    private int _count, _gazes, _measured;
    private double _inside, _sharpness, _brightness, _confidence, _pitch, _yaw, _roll, _turn, _gazeX, _gazeY, _eyesCovered, _mouthCovered;

    /// <summary>Mean share of mesh points inside the picture.</summary>
    public double Inside => _inside / _count;

    /// <summary>Mean sharpness.</summary>
    public double Sharpness => _sharpness / _count;

    /// <summary>Mean grey.</summary>
    public double Brightness => _brightness / _count;

    /// <summary>Mean presence.</summary>
    public double Confidence => _confidence / _count;

    /// <summary>Mean pitch, radians.</summary>
    public double Pitch => _pitch / _count;

    /// <summary>Mean yaw, radians.</summary>
    public double Yaw => _yaw / _count;

    /// <summary>Mean roll, radians.</summary>
    public double Roll => _roll / _count;

    /// <summary>Mean size of the larger of yaw and pitch, radians.</summary>
    public double Turn => _turn / _count;

    /// <summary>Mean gaze angles, radians; null unless it was seen in half of the faces.</summary>
    public (double X, double Y)? Gaze => _gazes * 2 >= _count && _gazes > 0 ? (_gazeX / _gazes, _gazeY / _gazes) : null;

    /// <summary>Mean occlusion score, and which zone it is; null where it was not measured.</summary>
    public (double Score, string Zone)? Covered => _measured == 0 ? null
        : (Math.Max(_eyesCovered, _mouthCovered) / _measured, _eyesCovered >= _mouthCovered ? "eyes" : "mouth");

    /// <summary>While something covers eyes or mouth.</summary>
    public CoverStretch LongestCover { get; } = new();

    /// <summary>Blinks, closed eyes, speaking.</summary>
    public FaceActivity Activity { get; } = new();

    /// <summary>Takes one face.</summary>
    public void Add(FaceObservation face)
    {
        _count++;
        _inside += face.Quality.InsidePicture;
        _sharpness += face.Quality.Sharpness;
        _brightness += face.Quality.Brightness;
        _confidence += face.Confidence;
        _pitch += face.Pose.Pitch;
        _yaw += face.Pose.Yaw;
        _roll += face.Pose.Roll;
        _turn += Math.Max(Math.Abs(face.Pose.Yaw), Math.Abs(face.Pose.Pitch));
        if (face.Measures is { } measures)
        {
            _measured++;
            _eyesCovered += measures.EyesCovered;
            _mouthCovered += measures.MouthCovered;
            Activity.Add(face.Timestamp, measures);
            LongestCover.Add(face.Timestamp, measures);
        }

        if (face.Gaze is not { } gaze)
            return;
        _gazes++;
        _gazeX += gaze.AngleX;
        _gazeY += gaze.AngleY;
    }
}
