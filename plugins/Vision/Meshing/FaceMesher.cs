using AffectAgent.Inference;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Reads the 468 points of a face with MediaPipe's face mesh (Kartynnik et al. 2019) from a square of 192 x 192 pixels.
/// Thread-safe.
/// </summary>
public sealed class FaceMesher : IDisposable
{
    /// <summary>Pixels of a side of the network's input.</summary>
    public const int InputSide = 192;

    private const float Hopeless = 0.05f;

    private readonly PictureNetwork _network;
    private readonly string _points, _presence;

    /// <summary>Takes over a loaded model.</summary>
    /// <param name="model">The face mesh for 192 x 192; disposed with this.</param>
    /// <exception cref="UserException">The model is another one.</exception>
    public FaceMesher(OnnxModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _network = new PictureNetwork(model, InputSide);
        _points = _network.OutputOf(FaceMesh.PointCount * 3);
        _presence = _network.OutputOf(1);
    }

    /// <summary>Reads the mesh in one square of the picture.</summary>
    /// <param name="pyramid">The picture.</param>
    /// <param name="region">The square, along the eyes; see <see cref="MeshRegions"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public MeshReading Read(PicturePyramid pyramid, FaceRegion region, CancellationToken cancellationToken = default)
    {
        using var lease = _network.Run(pyramid, region, gain: 1 / 255f, bias: 0, cancellationToken);
        var mesh = ToPicture(lease.Run.Output(_points), region);
        float presence = lease.Run.Output(_presence)[0];
        return new MeshReading(mesh, presence);
    }

    /// <summary>
    /// Reads twice: in the square given, then in the square around the mesh that came of it, which mends faces that the first
    /// fits badly (open mouths, turned heads) and halves the distance from what many passes settle on for the others, too
    /// (0.0142 to 0.0075 of the outer eye corners' distance). Stops after the first where that is no face at all.
    /// </summary>
    public MeshReading ReadTwice(PicturePyramid pyramid, FaceRegion region, CancellationToken cancellationToken = default)
    {
        var first = Read(pyramid, region, cancellationToken);
        if (first.Presence < Hopeless)
            return first;
        return Read(pyramid, MeshRegions.OfMesh(first.Mesh), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    /// <summary>
    /// From the input's pixels to the picture's. Depth is in input pixels, too, so it is scaled as the others are.
    /// </summary>
    internal static FaceMesh ToPicture(ReadOnlySpan<float> points, FaceRegion region)
    {
        var mesh = new float[FaceMesh.PointCount * 3];
        float depth = region.Side / InputSide;
        var origin = region.Origin;
        var alongX = region.AlongX / InputSide;
        var alongY = region.AlongY / InputSide;
        for (int i = 0; i < mesh.Length; i += 3)
        {
            var place = origin + (alongX * points[i]) + (alongY * points[i + 1]);
            mesh[i] = place.X;
            mesh[i + 1] = place.Y;
            mesh[i + 2] = points[i + 2] * depth;
        }

        return new FaceMesh(mesh);
    }
}
