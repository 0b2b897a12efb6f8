using System.Numerics;

namespace AffectAgent.Samples.DemoClip.Rendering;

/// <summary>
/// Closes the mean mouth. Averaged over thousands of people the lips stand a little apart; a face at rest looks better with
/// its lips together. Points near the line of the mouth move towards it, less the farther away they lie.
/// </summary>
internal static class LipSeal
{
    private const float Reach = 0.10f;

    /// <summary>What to add to each point's y.</summary>
    public static float[] For(Vector2[] points)
    {
        Vector2[] upper = [.. Upper().Select(i => points[i]).OrderBy(p => p.X)];
        Vector2[] lower = [.. Lower().Select(i => points[i]).OrderBy(p => p.X)];
        HashSet<int> above = [.. Upper()];
        HashSet<int> below = [.. Lower()];
        var shift = new float[points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            Vector2 p = points[i];
            if (p.X < upper[0].X || p.X > upper[^1].X)
                continue;
            float top = HeightAt(upper, p.X);
            float bottom = HeightAt(lower, p.X);
            float half = MathF.Max(0, bottom - top) / 2 * 0.95f;
            if (above.Contains(i) || (!below.Contains(i) && p.Y < top))
                shift[i] = half * MathF.Max(0, 1 - (top - p.Y) / Reach);
            else
                shift[i] = -half * MathF.Max(0, 1 - (p.Y - bottom) / Reach);
        }
        return shift;
    }

    private static int[] Upper() => [.. FaceTopology.InnerLips[10..], FaceTopology.InnerLips[0]];

    private static int[] Lower() => FaceTopology.InnerLips[..11];

    private static float HeightAt(Vector2[] line, float x)
    {
        for (int i = 0; i + 1 < line.Length; i++)
        {
            if (x <= line[i + 1].X)
                return line[i].Y + (line[i + 1].Y - line[i].Y) * Math.Clamp((x - line[i].X) / MathF.Max(1e-6f, line[i + 1].X - line[i].X), 0, 1);
        }
        return line[^1].Y;
    }
}
