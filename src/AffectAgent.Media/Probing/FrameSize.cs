namespace AffectAgent.Media.Probing;

/// <summary>Sizes of pictures: what may be decoded, and what is handed out.</summary>
internal static class FrameSize
{
    private const int LongestSide = 32_767;

    // ffmpeg pads the rows it decodes into to a multiple of this, and counts the padding.
    private const int RowPadding = 64;

    /// <summary>The limit to give to ffmpeg, so that it refuses no picture that <see cref="Check"/> lets through.</summary>
    public static long DecoderLimit(long maxPixels) => maxPixels + ((long)RowPadding * LongestSide);

    /// <summary>Refuses pictures that are too large.</summary>
    /// <exception cref="UserException">More pixels than allowed.</exception>
    public static void Check(int width, int height, string name, MediaOptions options)
    {
        if ((long)width * height > options.MaxPixels || width > LongestSide || height > LongestSide)
        {
            throw new UserException(
                FormattableString.Invariant($"{name} is {width} x {height} pixels, more than the {options.MaxPixels / 1_000_000} million (and {LongestSide} a side) that are read."),
                "Scale it down first.");
        }
    }

    /// <summary>The size handed out: square pixels, upright, at most <paramref name="maxSide"/> on the longer side.</summary>
    public static (int Width, int Height) Shown(int width, int height, double pixelAspect, bool swap, int? maxSide)
    {
        double w = pixelAspect > 1 ? width * pixelAspect : width;
        double h = pixelAspect < 1 ? height / pixelAspect : height;
        if (swap)
            (w, h) = (h, w);
        double longer = Math.Max(w, h);
        double scale = maxSide is { } limit && longer > limit ? limit / longer : 1;
        return (Math.Max(1, (int)Math.Round(w * scale)), Math.Max(1, (int)Math.Round(h * scale)));
    }
}
