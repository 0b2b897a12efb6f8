namespace AffectAgent.Plugins.Vision;

/// <summary>Finds faces in a picture.</summary>
public interface IFaceDetector
{
    /// <summary>Finds the faces of a picture, the largest first; empty where there is none.</summary>
    /// <param name="picture">The picture, of any size.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    IReadOnlyList<DetectedFace> Detect(RgbImage picture, CancellationToken cancellationToken = default);
}
