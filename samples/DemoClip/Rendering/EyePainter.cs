using System.Numerics;

namespace AffectAgent.Samples.DemoClip.Rendering;

/// <summary>Paints the eyes behind the lids' openings.</summary>
internal static class EyePainter
{
    /// <summary>How far openings lie behind their middle: behind the skin around them, in front of neck and hair.</summary>
    public const float Behind = 0.12f;

    private const float IrisRadius = 0.074f;
    private static readonly Vector3 White = Canvas.Srgb(0xE9E4DF);
    private static readonly Vector3 Iris = Canvas.Srgb(0x6B4A2B);

    /// <summary>Paints one eye.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="opening">The rim of the opening on the canvas.</param>
    /// <param name="middle">The eye's middle on the canvas; it does not move with the lids.</param>
    /// <param name="scale">Samples a unit of the face.</param>
    /// <param name="upperRim">Height of the upper lid's middle on the canvas, for its shadow.</param>
    public static void Paint(Canvas canvas, ReadOnlySpan<Vector2> opening, Vector3 middle, float scale, float upperRim)
    {
        (int left, int top, int right, int bottom) = Bounds(canvas, opening);
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                var p = new Vector2(x + 0.5f, y + 0.5f);
                float inside = Shapes.Step(2.5f, 0.5f, Shapes.ToOutline(p, opening));
                if (inside > 0)
                    canvas.Blend(x, y, Colour((p - new Vector2(middle.X, middle.Y)) / scale, (p.Y - upperRim) / scale), inside, middle.Z + Behind);
            }
        }
    }

    private static Vector3 Colour(Vector2 d, float belowLid)
    {
        float round = MathF.Max(0.25f, 1 - 8.5f * d.X * d.X);
        Vector3 colour = White * (0.62f * round + 0.06f);
        float r = d.Length() / IrisRadius;
        float angle = MathF.Atan2(d.Y, d.X);
        float rays = Noise.At(new Vector2(angle * 9, r * 2));
        Vector3 iris = Iris * (0.65f + 0.55f * Shapes.Step(0.1f, 0.9f, r) + 0.22f * rays) * (1 - 0.75f * Shapes.Step(0.82f, 1.0f, r));
        colour = Vector3.Lerp(colour, iris, Shapes.Step(1.04f, 0.96f, r));
        colour *= 1 - 0.97f * Shapes.Step(0.44f, 0.38f, r);
        colour *= 0.42f + 0.58f * Shapes.Step(-0.01f, 0.05f, belowLid);
        float glint = Shapes.Step(0.020f, 0.011f, Vector2.Distance(d, new Vector2(-0.026f, -0.028f)));
        return Vector3.Lerp(colour, new Vector3(0.95f), glint * 0.9f);
    }

    /// <summary>The box around an outline, within the canvas.</summary>
    public static (int Left, int Top, int Right, int Bottom) Bounds(Canvas canvas, ReadOnlySpan<Vector2> outline)
    {
        Vector2 low = outline[0];
        Vector2 high = outline[0];
        foreach (Vector2 p in outline)
        {
            low = Vector2.Min(low, p);
            high = Vector2.Max(high, p);
        }
        return (Math.Max(0, (int)low.X - 3), Math.Max(0, (int)low.Y - 3), Math.Min(canvas.Width - 1, (int)high.X + 3), Math.Min(canvas.Height - 1, (int)high.Y + 3));
    }
}
