using System.Numerics;
using AffectAgent.Inference;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Finds the irises with MediaPipe's iris model (Ablavatski et al. 2020) in a square of 64 x 64 pixels around each eye. It
/// never touches the mesh. Thread-safe.
/// </summary>
public sealed class IrisEstimator : IDisposable
{
    /// <summary>Pixels of a side of the network's input.</summary>
    public const int InputSide = 64;

    /// <summary>Points an iris: its middle, then four of its rim.</summary>
    public const int PointsPerIris = 5;

    private const int ContourPoints = 71;

    private readonly PictureNetwork _network;
    private readonly string _output;
    private readonly int _first;

    /// <summary>Takes over a loaded model.</summary>
    /// <param name="model">The iris model for 64 x 64; disposed with this.</param>
    /// <exception cref="UserException">The model is another one.</exception>
    public IrisEstimator(OnnxModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _network = new PictureNetwork(model, InputSide);
        bool joined = model.Outputs.Count == 1;
        _output = _network.OutputOf(3 * (joined ? ContourPoints + PointsPerIris : PointsPerIris));
        _first = joined ? ContourPoints * 3 : 0;
    }

    /// <summary>Finds both irises: the right eye's five points, then the left eye's, in the picture's pixels.</summary>
    /// <param name="pyramid">The picture.</param>
    /// <param name="mesh">The face.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Vector2[] Read(PicturePyramid pyramid, FaceMesh mesh, CancellationToken cancellationToken = default)
    {
        var points = new Vector2[2 * PointsPerIris];
        for (int eye = 0; eye < 2; eye++)
        {
            var region = MeshRegions.OfEye(mesh, left: eye == 1);
            var run = _network.Run(pyramid, region, gain: 1 / 255f, bias: 0, cancellationToken);
            var numbers = run.Output(_output)[_first..];
            for (int p = 0; p < PointsPerIris; p++)
                points[(eye * PointsPerIris) + p] = region.ToPicture(new Vector2(numbers[p * 3], numbers[(p * 3) + 1]) / InputSide);
            _network.Return(run);
        }

        return points;
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();
}
