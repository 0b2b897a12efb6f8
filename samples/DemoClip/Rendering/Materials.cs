using System.Numerics;

namespace AffectAgent.Samples.DemoClip.Rendering;

/// <summary>Painted skin under the studio's light.</summary>
internal readonly struct SkinMaterial(SkinPaint paint, Vector3 folding) : IMaterial
{
    public Vector4 Shade(Vector2 place, Vector3 normal) =>
        new(Light.On(paint.At(place, folding), normal, softness: 0.9f, gloss: 0.055f), 1);
}

/// <summary>One colour: clothes, the neck.</summary>
internal readonly struct PlainMaterial(Vector3 colour, float softness, float darkAbove, float darkBelow) : IMaterial
{
    public Vector4 Shade(Vector2 place, Vector3 normal)
    {
        float shadow = 1 - 0.8f * Shapes.Step(darkBelow, darkAbove, place.Y);
        return new Vector4(Light.On(colour, normal, softness, 0.01f) * shadow, 1);
    }
}

/// <summary>Hair that falls from the crown: strands run along the turn around the head.</summary>
/// <param name="hairline">True to leave the face free.</param>
internal readonly struct HairMaterial(bool hairline) : IMaterial
{
    private static readonly Vector3 Colour = Canvas.Srgb(0x4B3020);

    public Vector4 Shade(Vector2 place, Vector3 normal)
    {
        float angle = place.X - 0.5f;
        float strand = Strands.At(place);
        float cover = 1;
        if (hairline)
        {
            // The line runs across the forehead, then down in front of the ears.
            float side = MathF.Abs(angle) * 2;
            float line = -0.49f + 0.16f * side + 22f * MathF.Max(0, side - 0.275f);
            cover = Shapes.Step(0.035f, -0.045f, place.Y - line + 0.035f * strand) * Shapes.Step(0.45f, 0.15f, place.Y);
        }
        if (cover <= 0)
            return default;
        // A band of light lies across hair where it bends.
        float band = Shapes.Step(0.24f, 0, MathF.Abs(normal.Y + 0.55f)) * (0.5f + 0.5f * strand);
        Vector3 colour = Light.On(Colour * (1 + 0.42f * strand), normal, 0.25f, 0.03f) + new Vector3(0.10f, 0.075f, 0.05f) * band;
        return new Vector4(colour, cover);
    }
}

/// <summary>Light and dark strands by place around the head and height, worked out once.</summary>
internal static class Strands
{
    private const int Around = 2048;
    private const int Down = 256;
    private const float Top = -1.2f;
    private const float Height = 3f;
    private static readonly float[] Map = Make();

    /// <summary>Between -1 (dark) and 1.</summary>
    public static float At(Vector2 place)
    {
        int x = Math.Clamp((int)(place.X * Around), 0, Around - 1);
        int y = Math.Clamp((int)((place.Y - Top) / Height * Down), 0, Down - 1);
        return Map[y * Around + x];
    }

    private static float[] Make()
    {
        var map = new float[Around * Down];
        for (int i = 0; i < map.Length; i++)
        {
            float angle = i % Around / (float)Around - 0.5f;
            float height = Top + Height * (i / Around) / Down;
            map[i] = 0.5f * Noise.At(new Vector2(angle * 420, height * 2.2f)) + 0.5f * Noise.At(new Vector2(angle * 170, height * 3 + 9));
        }
        return map;
    }
}
