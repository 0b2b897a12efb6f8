using System.Runtime.Intrinsics;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>The calm background: lighter behind the head, a little darker to the corners.</summary>
internal static class Backdrop
{
    private static readonly Vector128<float> Bright = Srgb.Linear(0xC9D3D8);
    private static readonly Vector128<float> Dark = Srgb.Linear(0x7F8E98);

    /// <summary>Paints it.</summary>
    /// <param name="size">Pixels of the side.</param>
    /// <returns>A colour for each sample.</returns>
    public static uint[] Paint(int size)
    {
        var pixels = new uint[size * size];
        for (var i = 0; i < pixels.Length; i++)
        {
            float x = (((i % size) + 0.5f) / size) - 0.5f, y = (((i / size) + 0.5f) / size) - 0.4f;
            var away = Math.Clamp(MathF.Sqrt((x * x) + (y * y)) / 0.75f, 0, 1);

            // A little noise hides the steps of 8 bits.
            var noise = ((((i * 2654435761u) >> 16) & 255) / 255f - 0.5f) * 0.006f;
            pixels[i] = Srgb.Pack(Bright + ((Dark - Bright) * ((away * away * (3 - (2 * away))) + noise)));
        }

        return RasterTarget.Spread(pixels);
    }
}
