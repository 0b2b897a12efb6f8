using AffectAgent.Inference;

namespace AffectAgent.Plugins.Vision;

/// <summary>BlazeFace for one size of its input: looks at a square of a picture and gives what may be faces. Thread-safe.</summary>
internal sealed class BlazeFaceNetwork : IDisposable
{
    // Input pixels between two places of the fine grid.
    private const int Stride = BlazeFaceDecoder.InputSide / BlazeFaceDecoder.FineGrid;

    private readonly PictureNetwork _network;
    private readonly int _fine, _coarse;
    private readonly string _fineScores, _finePlaces, _coarseScores, _coarsePlaces;

    /// <summary>Takes over a loaded model.</summary>
    /// <param name="model">BlazeFace; disposed with this.</param>
    /// <param name="side">Pixels of a side of its input.</param>
    /// <exception cref="UserException">The model is another one.</exception>
    public BlazeFaceNetwork(OnnxModel model, int side)
    {
        _network = new PictureNetwork(model, side);
        (_fine, _coarse) = (side / Stride, side / Stride / 2);
        int fine = _fine * _fine * 2, coarse = _coarse * _coarse * 6;
        _fineScores = _network.OutputOf(fine);
        _coarseScores = _network.OutputOf(coarse);
        _finePlaces = _network.OutputOf(fine * BlazeFaceDecoder.NumbersPerAnchor);
        _coarsePlaces = _network.OutputOf(coarse * BlazeFaceDecoder.NumbersPerAnchor);
    }

    /// <summary>Looks at a square; what lies on one another is joined.</summary>
    /// <param name="pyramid">The picture.</param>
    /// <param name="region">The square.</param>
    /// <param name="threshold">Least score, above 0 and below 1.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The findings, the surest first.</returns>
    public List<DetectedFace> Look(PicturePyramid pyramid, FaceRegion region, float threshold, CancellationToken cancellationToken)
    {
        var found = new List<DetectedFace>();
        // From a byte to -1..1, as the network was trained.
        using var lease = _network.Run(pyramid, region, gain: 1 / 127.5f, bias: -1, cancellationToken);
        BlazeFaceDecoder.Decode(lease.Run.Output(_fineScores), lease.Run.Output(_finePlaces), _fine, region, threshold, found, _network.Side);
        BlazeFaceDecoder.Decode(lease.Run.Output(_coarseScores), lease.Run.Output(_coarsePlaces), _coarse, region, threshold, found, _network.Side);
        return Overlaps.Blend(found);
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();
}
