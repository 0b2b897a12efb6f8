namespace AffectAgent.Plugins.Vision;

/// <summary>How much boxes share, and which of several findings are the same face.</summary>
public static class Overlaps
{
    /// <summary>Shared area over joint area (intersection over union), 0 to 1.</summary>
    public static float OfUnion(FaceBox a, FaceBox b)
    {
        float shared = Shared(a, b);
        float joint = (a.Width * a.Height) + (b.Width * b.Height) - shared;
        return joint > 0 ? shared / joint : 0;
    }

    /// <summary>Shared area over the smaller box's area, 0 to 1.</summary>
    public static float OfSmaller(FaceBox a, FaceBox b)
    {
        float smaller = MathF.Min(a.Width * a.Height, b.Width * b.Height);
        return smaller > 0 ? Shared(a, b) / smaller : 0;
    }

    /// <summary>
    /// Joins findings of one look: those that overlap the best one are averaged into it by score (BlazeFace's blending,
    /// steadier than keeping the best alone).
    /// </summary>
    /// <param name="found">The findings, in any order.</param>
    /// <param name="overlap">Least intersection over union of one face's findings.</param>
    /// <returns>One a face, the surest first.</returns>
    public static List<DetectedFace> Blend(IEnumerable<DetectedFace> found, float overlap = 0.3f) =>
        Group(found, (best, other) => OfUnion(best.Box, other.Box) >= overlap, Average);

    /// <summary>Of the findings of several looks that are the same face, keeps the surest.</summary>
    /// <param name="found">The findings, in any order.</param>
    /// <param name="overlap">Least intersection over union of one face's findings.</param>
    /// <param name="inside">Or this share of the smaller box inside the larger.</param>
    /// <returns>One a face, the surest first.</returns>
    public static List<DetectedFace> KeepBest(IEnumerable<DetectedFace> found, float overlap = 0.3f, float inside = 0.7f) =>
        Group(found, (best, other) => OfUnion(best.Box, other.Box) >= overlap || OfSmaller(best.Box, other.Box) >= inside, same => same[0]);

    private static List<DetectedFace> Group(
        IEnumerable<DetectedFace> found, Func<DetectedFace, DetectedFace, bool> isSame, Func<List<DetectedFace>, DetectedFace> join)
    {
        var waiting = found.OrderByDescending(f => f.Score).ToList();
        var faces = new List<DetectedFace>();
        while (waiting.Count > 0)
        {
            var best = waiting[0];
            var same = waiting.Where((f, i) => i == 0 || isSame(best, f)).ToList();
            int index = 0;
            waiting.RemoveAll(f => index++ == 0 || isSame(best, f));
            faces.Add(join(same));
        }

        return faces;
    }

    private static float Shared(FaceBox a, FaceBox b)
    {
        float width = MathF.Min(a.X + a.Width, b.X + b.Width) - MathF.Max(a.X, b.X);
        float height = MathF.Min(a.Y + a.Height, b.Y + b.Height) - MathF.Max(a.Y, b.Y);
        return width > 0 && height > 0 ? width * height : 0;
    }

    private static DetectedFace Average(List<DetectedFace> same)
    {
        if (same.Count == 1)
            return same[0];
        float sum = same.Sum(f => f.Score);
        var blended = default(DetectedFace);
        foreach (var face in same)
        {
            float w = face.Score / sum;
            var box = blended.Box;
            blended = new DetectedFace(
                new FaceBox(box.X + (w * face.Box.X), box.Y + (w * face.Box.Y), box.Width + (w * face.Box.Width), box.Height + (w * face.Box.Height)),
                same[0].Score,
                blended.RightEye + (w * face.RightEye),
                blended.LeftEye + (w * face.LeftEye),
                blended.Nose + (w * face.Nose),
                blended.Mouth + (w * face.Mouth),
                blended.RightEar + (w * face.RightEar),
                blended.LeftEar + (w * face.LeftEar));
        }

        return blended;
    }
}
