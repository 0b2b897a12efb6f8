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

    /// <summary>Pixels of a side of the glance's input.</summary>
    public const int GlanceSide = 160;

    // A candidate of this score needs no second look; one that scores less must reach the other in it.
    private const float Sure = 0.8f;
    private const float Convincing = 0.6f;

    // What scores this may be a face too small to tell, and is looked at more closely.
    private const float DefaultHint = 0.12f;

    // Longer side up to which a glance shows a hint of the smallest faces that are looked for.
    private const int GlanceReach = 640;

    // Levels of a larger picture that are searched whatever the level before saw: on the first one a face is too small to leave a hint.
    private const int LevelsInFull = 2;
    private const float Around = 0.75f;
    private const float SmallestBox = 8;

    private readonly BlazeFaceNetwork _network;
    private readonly BlazeFaceNetwork? _glance;
    private readonly float _threshold;

    /// <summary>Takes over a loaded model.</summary>
    /// <param name="model">BlazeFace for 256 x 256; disposed with this detector.</param>
    /// <param name="threshold">Least score of a candidate, above 0 and below 1.</param>
    /// <param name="glance">The same network for <see cref="GlanceSide"/> x <see cref="GlanceSide"/>, for quick first and second looks; disposed with this detector. Null to go without.</param>
    /// <exception cref="UserException">A model is another one.</exception>
    public FaceDetector(OnnxModel model, float threshold = DefaultThreshold, OnnxModel? glance = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threshold);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(threshold, 1);
        _threshold = threshold;
        _network = new BlazeFaceNetwork(model, BlazeFaceDecoder.InputSide);
        _glance = glance is null ? null : new BlazeFaceNetwork(glance, GlanceSide);
    }

    /// <summary>What scores this at a coarse look is looked at more closely; default 0.12.</summary>
    internal float HintScore { get; init; } = DefaultHint;

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
        return Settle(pyramid, Search(pyramid, windows, _threshold, cancellationToken).Where(f => f.IsFinal).Select(f => f.Face), cancellationToken);
    }

    /// <summary>
    /// Searches a still picture from coarse to fine: at a glance, then level by level of <see cref="SearchPlan.Levels"/>, but
    /// once a face is found only those squares in which the level before saw a hint of another; of large pictures the first two
    /// levels in any case. Where nothing is found every square is searched.
    /// </summary>
    /// <param name="pyramid">The picture.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The candidates, the largest first.</returns>
    public IReadOnlyList<DetectedFace> DetectGradually(PicturePyramid pyramid, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pyramid);
        var faces = new List<DetectedFace>();
        var hints = new List<DetectedFace>();
        void Sort(IEnumerable<Finding> level)
        {
            var all = level.ToList();
            faces.AddRange(all.Where(f => f.IsFinal && f.Face.Score >= _threshold).Select(f => f.Face));
            hints = [.. all.Select(f => f.Face).Where(h => !faces.Any(f => Explains(f, h)))];
        }

        // First what lies inside, as large as can be; with a margin only if need be, for a face that fills the picture.
        foreach (float margin in _glance is null ? [] : new[] { 0, SearchPlan.Margin })
        {
            var whole = SearchPlan.Whole(pyramid.Width, pyramid.Height, margin: margin);
            Sort(Look(_glance!, pyramid, whole with { Smallest = whole.Region.Side * SearchPlan.PlacedBadly / GlanceSide }, HintScore, cancellationToken));
            if (faces.Any(face => face.Score >= Sure))
                break;
        }

        int searchedInFull = Math.Max(pyramid.Width, pyramid.Height) > GlanceReach ? LevelsInFull : _glance is null ? 1 : 0;
        foreach (var level in SearchPlan.Levels(pyramid.Width, pyramid.Height))
        {
            bool whole = faces.Count == 0 || searchedInFull-- > 0;
            if (!whole && hints.Count == 0)
                break;
            Sort(Search(pyramid, whole ? level : [.. level.Where(w => hints.Any(h => Holds(w.Region, h)))], HintScore, cancellationToken));
        }

        return Settle(pyramid, faces, cancellationToken);
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

    /// <summary>Looks at a face turned by 180 degrees against the way up it was found: the surest finding there, or null.</summary>
    /// <param name="pyramid">The picture.</param>
    /// <param name="face">The face.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal DetectedFace? LookTurned(PicturePyramid pyramid, DetectedFace face, CancellationToken cancellationToken) =>
        LookAgain(pyramid, face.Box, face.LeftEye.X >= face.RightEye.X ? MathF.PI : 0, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _network.Dispose();
        _glance?.Dispose();
    }

    private DetectedFace? LookAgain(PicturePyramid pyramid, FaceBox box, float angle, CancellationToken cancellationToken)
    {
        float size = MathF.Max(box.Width, box.Height);
        var window = new SearchWindow(new FaceRegion(box.Center, size * 3, angle), null, size / 2);
        DetectedFace? best = null;
        foreach (var face in Look(_glance ?? _network, pyramid, window, _threshold, cancellationToken).Where(f => f.IsFinal).Select(f => f.Face))
        {
            bool near = Vector2.Distance(face.Box.Center, box.Center) < size * 0.4f && face.Box.Size < size * 1.7f;
            if (near && face.Score >= MathF.Max(best?.Score ?? 0, Convincing))
                best = face;
        }

        return best;
    }

    // What several looks found, once each; what is not sure is looked at again.
    private List<DetectedFace> Settle(PicturePyramid pyramid, IEnumerable<DetectedFace> found, CancellationToken cancellationToken)
    {
        var candidates = Overlaps.KeepBest(found);
        var looks = new DetectedFace?[candidates.Count];
        TwoThreads.For(
            candidates.Count, i => looks[i] = candidates[i].Score >= Sure ? candidates[i] : LookAgain(pyramid, candidates[i].Box, cancellationToken), cancellationToken);
        var faces = Overlaps.KeepBest(looks.OfType<DetectedFace>());
        faces.Sort((a, b) => b.Box.Size.CompareTo(a.Box.Size));
        return faces;
    }

    private IEnumerable<Finding> Search(PicturePyramid pyramid, IReadOnlyList<SearchWindow> windows, float threshold, CancellationToken cancellationToken)
    {
        var found = new IEnumerable<Finding>[windows.Count];
        TwoThreads.For(windows.Count, i => found[i] = Look(_network, pyramid, windows[i], threshold, cancellationToken), cancellationToken);
        return found.SelectMany(f => f);
    }

    private static List<Finding> Look(BlazeFaceNetwork network, PicturePyramid pyramid, SearchWindow window, float threshold, CancellationToken cancellationToken) =>
        [.. network.Look(pyramid, window.Region, threshold, cancellationToken)
            .Where(face => IsInside(face, pyramid))
            .Select(face => new Finding(face, IsUsable(face, window)))];

    private static bool IsInside(DetectedFace face, PicturePyramid pyramid)
    {
        var middle = face.Box.Center;
        return float.IsFinite(middle.X + middle.Y) && middle.X >= 0 && middle.Y >= 0 && middle.X <= pyramid.Width && middle.Y <= pyramid.Height;
    }

    private static bool IsUsable(DetectedFace face, SearchWindow window)
    {
        var box = face.Box;
        if (!(box.Size >= MathF.Max(SmallestBox, window.Smallest)))
            return false;
        return window.Whole is not { } whole
            || (box.X >= whole.X && box.Y >= whole.Y && box.X + box.Width <= whole.X + whole.Width && box.Y + box.Height <= whole.Y + whole.Height);
    }

    // Weaker findings on and right around a face are that face.
    private static bool Explains(DetectedFace face, DetectedFace hint) =>
        Vector2.Distance(face.Box.Center, hint.Box.Center) < MathF.Max(face.Box.Width, face.Box.Height) * Around;

    private static bool Holds(FaceRegion region, DetectedFace hint)
    {
        var place = region.FromPicture(hint.Box.Center);
        return place.X is >= 0 and <= 1 && place.Y is >= 0 and <= 1;
    }

    // A finding and whether its own window may decide on it: another sees it better where it may not.
    private readonly record struct Finding(DetectedFace Face, bool IsFinal);
}
