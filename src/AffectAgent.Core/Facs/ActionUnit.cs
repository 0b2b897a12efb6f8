namespace AffectAgent;

/// <summary>Where on the face an Action Unit acts.</summary>
public enum FaceRegion
{
    /// <summary>Brows and forehead.</summary>
    Brow,
    /// <summary>Eyelids and the skin around the eyes.</summary>
    Eye,
    /// <summary>Nose and the skin beside it.</summary>
    Nose,
    /// <summary>Cheeks.</summary>
    Cheek,
    /// <summary>Lips and the skin around them.</summary>
    Mouth,
    /// <summary>Chin and jaw.</summary>
    Jaw,
}

/// <summary>
/// One Action Unit of the Facial Action Coding System (Ekman, Friesen and Hager, 2002): a visible movement of the face
/// and the muscle that makes it.
/// </summary>
/// <param name="Number">FACS number, e.g. 12.</param>
/// <param name="Name">FACS name, e.g. "Lip corner puller".</param>
/// <param name="Muscle">The muscle or muscles that move.</param>
/// <param name="Region">Where on the face it shows.</param>
public sealed record ActionUnit(int Number, string Name, string Muscle, FaceRegion Region)
{
    /// <summary>"AU12".</summary>
    public string Code => $"AU{Number}";
}
