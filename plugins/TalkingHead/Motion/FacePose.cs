namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// A drawn face at one instant: Action Units by side, gaze, head and tongue. What planners make and renderers and exports read.
/// A fresh one is neutral: eyes open, looking ahead. Filled by its maker, then left alone.
/// </summary>
public sealed class FacePose
{
    /// <summary>Intensity 0 to 5 of each unit of <see cref="FaceUnits.All"/> on the subject's left side.</summary>
    public float[] Left { get; } = new float[FaceUnits.Count];

    /// <summary>The same on the subject's right side.</summary>
    public float[] Right { get; } = new float[FaceUnits.Count];

    /// <summary>Weight 0 to 1 of each <see cref="Viseme"/>, for exports; the lips' units already hold them.</summary>
    public float[] Visemes { get; } = new float[15];

    /// <summary>Both eyes' direction relative to the head, radians: to the subject's left is positive, about -0.6 to 0.6.</summary>
    public float GazeYaw { get; set; }

    /// <summary>Upwards is positive, radians, about -0.5 to 0.4.</summary>
    public float GazePitch { get; set; }

    /// <summary>The head turned to the subject's left is positive, radians.</summary>
    public float HeadYaw { get; set; }

    /// <summary>The head raised is positive, radians.</summary>
    public float HeadPitch { get; set; }

    /// <summary>The head tilted towards the subject's left shoulder is positive, radians.</summary>
    public float HeadRoll { get; set; }

    /// <summary>The tongue's tip, 0 down at rest to 1 at the upper teeth.</summary>
    public float TongueUp { get; set; }

    /// <summary>The tongue's tip, 0 inside to 1 between the teeth and out.</summary>
    public float TongueOut { get; set; }

    /// <summary>Sets a unit on both sides.</summary>
    /// <param name="unit">FACS number.</param>
    /// <param name="intensity">0 to 5.</param>
    public void Set(int unit, float intensity)
    {
        var place = FaceUnits.IndexOf(unit);
        (Left[place], Right[place]) = (intensity, intensity);
    }

    /// <summary>Mean of a unit's two sides, 0 to 5.</summary>
    public float Mean(int unit)
    {
        var place = FaceUnits.IndexOf(unit);
        return (Left[place] + Right[place]) / 2;
    }
}
