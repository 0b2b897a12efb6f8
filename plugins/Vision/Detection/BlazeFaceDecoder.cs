using System.Numerics;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Reads the answer of BlazeFace (Bazarevsky et al. 2019; MediaPipe's full-length variant for 256 x 256): two anchors at each
/// of 16 x 16 places and six at each of 8 x 8. An anchor is a place only; its answer holds the box's middle, width and
/// height and six points, all in input pixels, middle and points counted from the anchor. Scores are logits.
/// </summary>
public static class BlazeFaceDecoder
{
    /// <summary>Pixels of a side of the network's input.</summary>
    public const int InputSide = 256;

    /// <summary>Numbers an anchor: middle, size, then six points.</summary>
    public const int NumbersPerAnchor = 16;

    /// <summary>Places a side of the fine grid.</summary>
    public const int FineGrid = 16;

    private const float Steepest = 100;

    /// <summary>Appends the faces of one grid that score at least <paramref name="threshold"/>.</summary>
    /// <param name="scores">One logit an anchor: grid x grid x anchors.</param>
    /// <param name="places"><see cref="NumbersPerAnchor"/> numbers an anchor, in the same order.</param>
    /// <param name="grid">Places a side.</param>
    /// <param name="region">What of the picture the network saw.</param>
    /// <param name="threshold">Least score, above 0 and below 1.</param>
    /// <param name="found">Gets the faces, in the picture's pixels.</param>
    /// <param name="side">Pixels of a side of the input that the network saw.</param>
    /// <exception cref="ArgumentException">The lengths do not fit the grid.</exception>
    public static void Decode(
        ReadOnlySpan<float> scores, ReadOnlySpan<float> places, int grid, FaceRegion region, float threshold, ICollection<DetectedFace> found, int side = InputSide)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentOutOfRangeException.ThrowIfLessThan(grid, 1);
        int cells = grid * grid;
        if (scores.Length % cells != 0 || places.Length != scores.Length * NumbersPerAnchor)
            throw new ArgumentException($"{scores.Length} scores and {places.Length} numbers do not fit a grid of {grid} x {grid}.");
        int anchors = scores.Length / cells;
        float least = MathF.Log(threshold / (1 - threshold));
        for (int i = 0; i < scores.Length; i++)
        {
            if (!(scores[i] >= least))
                continue;
            int cell = i / anchors;
            var anchor = new Vector2((cell % grid) + 0.5f, (cell / grid) + 0.5f) / grid;
            found.Add(One(Sigmoid(scores[i]), places.Slice(i * NumbersPerAnchor, NumbersPerAnchor), anchor, region, side));
        }
    }

    private static float Sigmoid(float logit) => 1 / (1 + MathF.Exp(-Math.Clamp(logit, -Steepest, Steepest)));

    private static DetectedFace One(float score, ReadOnlySpan<float> numbers, Vector2 anchor, FaceRegion region, int side)
    {
        var center = region.ToPicture(anchor + (new Vector2(numbers[0], numbers[1]) / side));
        var size = Vector2.Abs(new Vector2(numbers[2], numbers[3])) / side * region.Side;
        Span<Vector2> points = stackalloc Vector2[6];
        for (int p = 0; p < points.Length; p++)
            points[p] = region.ToPicture(anchor + (new Vector2(numbers[4 + (2 * p)], numbers[5 + (2 * p)]) / side));
        var box = new FaceBox(center.X - (size.X / 2), center.Y - (size.Y / 2), size.X, size.Y);
        return new DetectedFace(box, score, points[0], points[1], points[2], points[3], points[4], points[5]);
    }
}
