using System.Numerics;

namespace AffectAgent.Samples.DemoClip.Rendering;

/// <summary>Paints teeth and tongue behind the lips' opening.</summary>
internal static class MouthPainter
{
    private const float ToothHeight = 0.15f;
    private const float ToothWidth = 0.085f;
    private static readonly Vector3 Dark = Canvas.Srgb(0x3A1310);
    private static readonly Vector3 Tooth = Canvas.Srgb(0xF1EBDD);
    private static readonly Vector3 Tongue = Canvas.Srgb(0xA8514E);

    /// <summary>Paints the mouth's inside.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="opening">The inner rim of the lips on the canvas.</param>
    /// <param name="gum">Where the middle of the upper teeth's root is on the canvas; it does not move with the lips.</param>
    /// <param name="jawDrop">How far the jaw has sunk, units of the face.</param>
    /// <param name="scale">Samples a unit of the face.</param>
    public static void Paint(Canvas canvas, ReadOnlySpan<Vector2> opening, Vector3 gum, float jawDrop, float scale)
    {
        (int left, int top, int right, int bottom) = EyePainter.Bounds(canvas, opening);
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                var p = new Vector2(x + 0.5f, y + 0.5f);
                float edge = Shapes.ToOutline(p, opening);
                float inside = Shapes.Step(2.5f, 0.5f, edge);
                if (inside <= 0)
                    continue;
                // The lips shade what lies just behind them.
                float shade = 0.35f + 0.65f * Shapes.Step(0, 0.045f, -edge / scale);
                canvas.Blend(x, y, Colour((p - new Vector2(gum.X, gum.Y)) / scale, jawDrop) * shade, inside, gum.Z + 3 * EyePainter.Behind);
            }
        }
    }

    private static Vector3 Colour(Vector2 d, float jawDrop)
    {
        float depth = MathF.Max(0.15f, 1 - 9f * d.X * d.X);
        Vector3 colour = Dark * 0.5f;
        float tongue = Shapes.Step(0.13f, 0.05f, new Vector2(d.X * 0.6f, d.Y - (0.19f + jawDrop)).Length());
        colour = Vector3.Lerp(colour, Tongue * 0.55f * depth, tongue);
        colour = Row(colour, d, 0, ToothHeight - 0.30f * d.X * d.X, 1, depth);
        return Row(colour, d, ToothHeight + 0.012f + jawDrop, 1.7f * ToothHeight + jawDrop, 0.72f, depth);
    }

    private static Vector3 Row(Vector3 under, Vector2 d, float from, float to, float size, float depth)
    {
        float wide = ToothWidth * size;
        float cover = Shapes.Step(from - 0.006f, from + 0.004f, d.Y) * Shapes.Step(to + 0.006f, to - 0.004f, d.Y) * Shapes.Step(0.27f, 0.24f, MathF.Abs(d.X));
        // Teeth stand side by side from the middle outwards.
        float place = MathF.Abs(d.X) / wide % 1;
        float gap = Shapes.Step(0.0f, 0.07f, MathF.Min(place, 1 - place));
        return Vector3.Lerp(under, Tooth * (0.72f * depth) * (0.75f + 0.25f * gap), cover);
    }
}
