using System.Numerics;
using AffectAgent.Inference;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Finds the irises with MediaPipe's iris model (Ablavatski et al. 2020) in a square of 64 x 64 pixels around each eye, both
/// eyes in one run. It never touches the mesh. Thread-safe.
/// </summary>
public sealed class IrisEstimator : IDisposable
{
    /// <summary>Pixels of a side of the network's input.</summary>
    public const int InputSide = 64;

    /// <summary>Points an iris: its middle, then four of its rim.</summary>
    public const int PointsPerIris = 5;

    private const int Eyes = 2;
    private const int NumbersPerIris = PointsPerIris * 3;

    private readonly PictureNetwork _network;
    private readonly string _output;

    /// <summary>Takes over a loaded model.</summary>
    /// <param name="model">The iris branch of the model for 64 x 64, of any number of eyes; disposed with this.</param>
    /// <exception cref="UserException">The model is another one.</exception>
    public IrisEstimator(OnnxModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _network = new PictureNetwork(model, InputSide, Eyes);
        _output = _network.OutputOf(NumbersPerIris);
    }

    /// <summary>Finds both irises: the right eye's five points, then the left eye's, in the picture's pixels.</summary>
    /// <param name="pyramid">The picture.</param>
    /// <param name="mesh">The face.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Vector2[] Read(PicturePyramid pyramid, FaceMesh mesh, CancellationToken cancellationToken = default)
    {
        FaceRegion[] regions = [MeshRegions.OfEye(mesh, left: false), MeshRegions.OfEye(mesh, left: true)];
        using var lease = _network.Run(pyramid, regions, gain: 1 / 255f, bias: 0, cancellationToken);
        var numbers = lease.Run.Output(_output);
        var points = new Vector2[Eyes * PointsPerIris];
        for (int p = 0; p < points.Length; p++)
            points[p] = regions[p / PointsPerIris].ToPicture(new Vector2(numbers[p * 3], numbers[(p * 3) + 1]) / InputSide);
        return points;
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();
}
