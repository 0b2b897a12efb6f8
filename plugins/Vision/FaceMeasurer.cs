namespace AffectAgent.Plugins.Vision;

/// <summary>Measures openings, occlusion and quality of a face in one frame. Stateless and thread-safe.</summary>
public static class FaceMeasurer
{
    // Each factor of the quality is 1 from the first value on and 0 at the second.
    private const double FullSize = 96, NoSize = 12;
    private const double FullSharpness = 150, NoSharpness = 5;
    private const double FullLight = 70, NoLight = 10;
    private const double FullDark = 215, NoDark = 252;

    /// <summary>Measures one face.</summary>
    /// <param name="mesh">Its mesh.</param>
    /// <param name="crop">Its aligned crop.</param>
    /// <param name="pose">Its head's pose.</param>
    /// <param name="quality">What weakens it.</param>
    public static FaceMeasures Measure(FaceMesh mesh, GrayImage crop, HeadPose pose, FaceQuality quality)
    {
        var (eyes, mouth) = FaceOcclusion.Estimate(crop);
        return new FaceMeasures(
            FaceOpenings.OfEye(mesh, left: false), FaceOpenings.OfEye(mesh, left: true), FaceOpenings.OfMouth(mesh),
            eyes, mouth, (float)Score(pose, quality, Math.Max(eyes, mouth)));
    }

    /// <summary>
    /// How well a face can be read, 0 to 1: the product of size (12 to 96 px, by the logarithm, as a picture of half the size
    /// has lost one step of detail), sharpness (variance of the Laplacian 5 to 150, by the logarithm), light (mean grey 10 to 70
    /// and 252 to 215), the squared share inside the picture, the cosines of yaw and pitch, and 1 less half of the occlusion.
    /// </summary>
    /// <param name="pose">The head's pose.</param>
    /// <param name="quality">Size, share inside, sharpness, brightness.</param>
    /// <param name="occlusion">Occlusion score, 0 to 1.</param>
    public static double Score(HeadPose pose, FaceQuality quality, double occlusion)
    {
        double size = Rise(Math.Log(Math.Max(1, quality.SizePixels)), Math.Log(NoSize), Math.Log(FullSize));
        double sharp = Rise(Math.Log(Math.Max(1, quality.Sharpness)), Math.Log(NoSharpness), Math.Log(FullSharpness));
        double light = Rise(quality.Brightness, NoLight, FullLight) * (1 - Rise(quality.Brightness, FullDark, NoDark));
        double frontal = Math.Max(0, Math.Cos(pose.Yaw)) * Math.Max(0, Math.Cos(pose.Pitch));
        return size * sharp * light * quality.InsidePicture * quality.InsidePicture * frontal * (1 - (occlusion / 2));
    }

    private static double Rise(double value, double none, double full) => Math.Clamp((value - none) / (full - none), 0, 1);
}
