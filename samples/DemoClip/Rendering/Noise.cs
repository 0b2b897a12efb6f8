using System.Numerics;

namespace AffectAgent.Samples.DemoClip.Rendering;

/// <summary>Repeatable noise: the same place always gives the same value.</summary>
internal static class Noise
{
    /// <summary>Smooth noise between -1 and 1 with features about one unit wide.</summary>
    public static float At(Vector2 place)
    {
        float fx = MathF.Floor(place.X);
        float fy = MathF.Floor(place.Y);
        int x = (int)fx;
        int y = (int)fy;
        float u = Fade(place.X - fx);
        float v = Fade(place.Y - fy);
        float top = Lerp(Hash(x, y), Hash(x + 1, y), u);
        float bottom = Lerp(Hash(x, y + 1), Hash(x + 1, y + 1), u);
        return Lerp(top, bottom, v);
    }

    /// <summary>A value between -1 and 1 for a pair of whole numbers.</summary>
    public static float Hash(int x, int y)
    {
        unchecked
        {
            uint h = (uint)x * 0x9E3779B1u ^ (uint)y * 0x85EBCA77u;
            h = (h ^ h >> 15) * 0x2C1B3C6Du;
            h = (h ^ h >> 12) * 0x297A2D39u;
            h ^= h >> 15;
            return h / (float)uint.MaxValue * 2 - 1;
        }
    }

    private static float Fade(float t) => t * t * (3 - 2 * t);

    private static float Lerp(float a, float b, float t) => a + (b - a) * t;
}
