namespace AffectAgent.Media.Reading;

/// <summary>Transparent pictures.</summary>
internal static class Alpha
{
    /// <summary>Lays straight-alpha RGBA on white and packs it to RGB in place.</summary>
    public static void LayOnWhite(Span<byte> pixels, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int alpha = pixels[4 * i + 3];
            int white = 255 * (255 - alpha) + 127;
            pixels[3 * i] = (byte)((pixels[4 * i] * alpha + white) / 255);
            pixels[3 * i + 1] = (byte)((pixels[4 * i + 1] * alpha + white) / 255);
            pixels[3 * i + 2] = (byte)((pixels[4 * i + 2] * alpha + white) / 255);
        }
    }
}
