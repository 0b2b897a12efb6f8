using System.Numerics;
using AffectAgent.Inference;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Finds faces with BlazeFace over the windows of a <see cref="SearchPlan"/>. Thread-safe. Its findings are candidates: a
/// mesh's presence score tells which of them are faces.
/// </summary>
public sealed class FaceDetector : IFaceDetector, IDisposable
{
    /// <summary>Least score of a candidate, unless another is given.</summary>
    public const float DefaultThreshold = 0.35f;

    // A candidate of this score needs no second look; one that scores less must reach the other in it.
    private const float Sure = 0.8f;
    private const float Convincing = 0.6f;

    private readonly PictureNetwork _network;
    private readonly float _threshold;
    private readonly string _fineScores, _finePlaces, _coarseScores, _coarsePlaces;

    /// <summary>Takes over a loaded model.</summary>
    /// <param name="model">BlazeFace for 256 x 256; disposed with this detector.</param>
    /// <param name="threshold">Least score of a candidate, above 0 and below 1.</param>
    /// <exception cref="UserException">The model is another one.</exception>
    public FaceDetector(OnnxModel model, float threshold = DefaultThreshold)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threshold);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(threshold, 1);
        _threshold = threshold;
        _network = new PictureNetwork(model, BlazeFaceDecoder.InputSide);
        const int fine = BlazeFaceDecoder.FineGrid * BlazeFaceDecoder.FineGrid * 2;
        const int coarse = BlazeFaceDecoder.CoarseGrid * BlazeFaceDecoder.CoarseGrid * 6;
        _fineScores = _network.OutputOf(fine);
        _coarseScores = _network.OutputOf(coarse);
        _finePlaces = _network.OutputOf(fine * BlazeFaceDecoder.NumbersPerAnchor);
        _coarsePlaces = _network.OutputOf(coarse * BlazeFaceDecoder.NumbersPerAnchor);
    }

    /// <inheritdoc/>
    public IReadOnlyList<DetectedFace> Detect(RgbImage picture, CancellationToken cancellationToken = default)
    {
        using var pyramid = new PicturePyramid(picture);
        return Detect(pyramid, SearchPlan.Thorough(picture.Width, picture.Height), cancellationToken);
    }

    /// <summary>Searches the windows given, on two threads, and joins what they find.</summary>
    /// <param name="pyramid">The picture.</param>
    /// <param name="windows">Where to look.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The candidates, the largest first.</returns>
    public IReadOnlyList<DetectedFace> Detect(PicturePyramid pyramid, IReadOnlyList<SearchWindow> windows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pyramid);
        ArgumentNullException.ThrowIfNull(windows);
        var found = new List<DetectedFace>[windows.Count];
        TwoThreads.For(windows.Count, i => found[i] = Search(pyramid, windows[i], cancellationToken), cancellationToken);
        var candidates = Overlaps.KeepBest(found.SelectMany(f => f));
        var looks = new DetectedFace?[candidates.Count];
        TwoThreads.For(
            candidates.Count, i => looks[i] = candidates[i].Score >= Sure ? candidates[i] : LookAgain(pyramid, candidates[i].Box, cancellationToken), cancellationToken);
        var faces = Overlaps.KeepBest(looks.OfType<DetectedFace>());
        faces.Sort((a, b) => b.Box.Size.CompareTo(a.Box.Size));
        return faces;
    }

    /// <summary>
    /// Looks once more where a face may be, from so near that it fills a third of the window, and tells whether one is
    /// there: the surest finding whose middle lies near the box's, or null.
    /// </summary>
    /// <param name="pyramid">The picture.</param>
    /// <param name="box">Where the face may be.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public DetectedFace? LookAgain(PicturePyramid pyramid, FaceBox box, CancellationToken cancellationToken = default)
    {
        var upright = LookAgain(pyramid, box, 0, cancellationToken);
        if (upright?.Score >= Sure)
            return upright;
        // A face upside down is seen upright, too, with its mouth for eyes, but less surely.
        var turned = LookAgain(pyramid, box, MathF.PI, cancellationToken);
        return turned is { } other && !(upright?.Score >= other.Score) ? turned : upright;
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    private DetectedFace? LookAgain(PicturePyramid pyramid, FaceBox box, float angle, CancellationToken cancellationToken)
    {
        float size = MathF.Max(box.Width, box.Height);
        var window = new SearchWindow(new FaceRegion(box.Center, size * 3, angle), null, size / 2);
        DetectedFace? best = null;
        foreach (var face in Search(pyramid, window, cancellationToken))
        {
            bool near = Vector2.Distance(face.Box.Center, box.Center) < size * 0.4f && face.Box.Size < size * 1.7f;
            if (near && face.Score >= MathF.Max(best?.Score ?? 0, Convincing))
                best = face;
        }

        return best;
    }

    private List<DetectedFace> Search(PicturePyramid pyramid, SearchWindow window, CancellationToken cancellationToken)
    {
        var found = new List<DetectedFace>();
        // From a byte to -1..1, as the network was trained.
        var run = _network.Run(pyramid, window.Region, gain: 1 / 127.5f, bias: -1, cancellationToken);
        BlazeFaceDecoder.Decode(run.Output(_fineScores), run.Output(_finePlaces), BlazeFaceDecoder.FineGrid, window.Region, _threshold, found);
        BlazeFaceDecoder.Decode(run.Output(_coarseScores), run.Output(_coarsePlaces), BlazeFaceDecoder.CoarseGrid, window.Region, _threshold, found);
        _network.Return(run);
        var faces = Overlaps.Blend(found);
        faces.RemoveAll(face => !IsUsable(face, window, pyramid));
        return faces;
    }

    private static bool IsUsable(DetectedFace face, SearchWindow window, PicturePyramid pyramid)
    {
        var box = face.Box;
        var middle = box.Center;
        if (!(box.Size >= MathF.Max(8, window.Smallest)) || !float.IsFinite(middle.X + middle.Y) || middle.X < 0 || middle.Y < 0 || middle.X > pyramid.Width || middle.Y > pyramid.Height)
            return false;
        return window.Whole is not { } whole
            || (box.X >= whole.X && box.Y >= whole.Y && box.X + box.Width <= whole.X + whole.Width && box.Y + box.Height <= whole.Y + whole.Height);
    }
}
