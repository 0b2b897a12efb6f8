namespace AffectAgent.Plugins.Vision;

/// <summary>What is known of a track: when and where it was, and means of what its face and surround look like.</summary>
internal sealed class TrackPortrait
{
    // Seconds between the first looks; later ones come ever more seldom.
    private const double LookInterval = 0.2;
    private const double Turned = 0.8;

    private readonly float[] _face = new float[IdentitySpace.Dimensions];
    private readonly float[] _colors = new float[SurroundColors.Count];
    private double _nextLook = double.NegativeInfinity;
    private int _looks;

    /// <summary>Begins with the first face.</summary>
    public TrackPortrait(int track, int shot, FaceObservation first)
    {
        (Track, Shot) = (track, shot);
        (FirstFrame, FirstTime, FirstBox) = (first.Frame, first.Timestamp, first.Box);
    }

    /// <summary>Its number.</summary>
    public int Track { get; }

    /// <summary>The shot it lies in.</summary>
    public int Shot { get; }

    /// <summary>Index of the first frame.</summary>
    public int FirstFrame { get; }

    /// <summary>Time of the first frame, seconds.</summary>
    public double FirstTime { get; }

    /// <summary>Where it began.</summary>
    public FaceBox FirstBox { get; }

    /// <summary>Index of the last frame.</summary>
    public int LastFrame { get; private set; }

    /// <summary>Time of the last frame, seconds.</summary>
    public double LastTime { get; private set; }

    /// <summary>Where it ended.</summary>
    public FaceBox LastBox { get; private set; }

    /// <summary>Frames.</summary>
    public int Count { get; private set; }

    /// <summary>Takes the next face.</summary>
    public void Add(FaceObservation face, PicturePyramid frame)
    {
        (LastFrame, LastTime, LastBox) = (face.Frame, face.Timestamp, face.Box);
        Count++;
        if (face.Timestamp < _nextLook || (_looks > 0 && Math.Abs(face.Pose.Yaw) > Turned))
            return;
        _looks++;
        _nextLook = face.Timestamp + (LookInterval * (1 + (_looks / 10)));
        Sum(_face, IdentitySpace.Place(FaceFeatures.Of(face.Crop, face.Mesh)));
        Sum(_colors, SurroundColors.Of(frame, face.Mesh));
    }

    /// <summary>Cosine of the two mean faces, -1 to 1.</summary>
    public float FaceLikeness(TrackPortrait other)
    {
        float product = 0, a = 0, b = 0;
        for (int i = 0; i < _face.Length; i++)
        {
            product += _face[i] * other._face[i];
            a += _face[i] * _face[i];
            b += other._face[i] * other._face[i];
        }

        return a > 0 && b > 0 ? product / MathF.Sqrt(a * b) : 0;
    }

    /// <summary>Likeness of the colours, 0 to 1, or null where they cannot be compared.</summary>
    public float? ColorLikeness(TrackPortrait other) => SurroundColors.Likeness(_colors, other._colors);

    private static void Sum(float[] sum, float[] one)
    {
        for (int i = 0; i < sum.Length; i++)
            sum[i] += one[i];
    }
}
