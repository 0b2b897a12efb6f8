namespace AffectAgent;

/// <summary>
/// What is measured of a face in one frame besides its shape. Openings are ratios of distances in space on the mesh, so they do
/// not change with the face's size, turn or side.
/// </summary>
/// <param name="RightEyeOpening">The subject's right eye: mean height over width (eye aspect ratio, Soukupová and Čech 2016); open eyes have about 0.25-0.35.</param>
/// <param name="LeftEyeOpening">The left eye, as the right.</param>
/// <param name="MouthOpening">Distance of the lips' inner edges over the mouth's width; 0 is closed, a wide yawn above 1.</param>
/// <param name="EyesCovered">Probability that half of the eyes or more is covered, 0 to 1.</param>
/// <param name="MouthCovered">Probability that half of the mouth or more is covered, 0 to 1.</param>
/// <param name="Quality">How well the face can be read, 0 to 1: the product of size, sharpness, light, share inside the picture, frontality and what is not covered.</param>
public readonly record struct FaceMeasures(
    float RightEyeOpening, float LeftEyeOpening, float MouthOpening, float EyesCovered, float MouthCovered, float Quality)
{
    /// <summary>Occlusion score, 0 to 1: the larger of the two probabilities.</summary>
    public float Occlusion => MathF.Max(EyesCovered, MouthCovered);

    /// <summary>Mean opening of both eyes.</summary>
    public float EyeOpening => (RightEyeOpening + LeftEyeOpening) / 2;
}
