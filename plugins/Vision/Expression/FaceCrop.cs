namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Brings a face that is cut out already to the size that <see cref="ExpressionClassifier"/> reads. A crop of 48 x 48 stays as
/// it is; a larger one is averaged by area (each pixel of the result is the mean of the part of the crop that it covers); a
/// crop that is no square is made one. The crop should be framed as FER2013's are: see <see cref="FaceAligner"/>.
/// </summary>
public static class FaceCrop
{
    /// <summary>Shortest side of a crop, pixels.</summary>
    public const int LeastSide = FaceAligner.Side;

    /// <summary>Scales a crop down to 48 x 48.</summary>
    /// <param name="crop">The face, upright, at least 48 pixels a side.</param>
    /// <exception cref="UserException">The crop is smaller.</exception>
    public static GrayImage Scale(GrayImage crop)
    {
        ArgumentNullException.ThrowIfNull(crop);
        if (crop.Width < LeastSide || crop.Height < LeastSide)
            throw new UserException($"The crop has {crop.Width} x {crop.Height} pixels; a face is read from {LeastSide} x {LeastSide} on.", "Cut it from a larger picture.");
        if (crop.Width == LeastSide && crop.Height == LeastSide)
            return crop;
        var rows = new float[LeastSide * crop.Height];
        Average(crop.Pixels, crop.Width, crop.Height, rows);
        var turned = new float[LeastSide * LeastSide];
        Average(rows, crop.Height, LeastSide, turned);
        return new GrayImage(LeastSide, LeastSide, Array.ConvertAll(turned, v => (byte)Math.Clamp(MathF.Round(v), 0, 255)));
    }

    private static void Average(byte[] pixels, int width, int height, float[] turned) =>
        Average(Array.ConvertAll(pixels, p => (float)p), width, height, turned);

    /// <summary>Averages each row down to 48 values; the result is transposed: row r, value c lies at c x height + r.</summary>
    private static void Average(float[] rows, int width, int height, float[] turned)
    {
        double step = (double)width / LeastSide;
        for (int c = 0; c < LeastSide; c++)
        {
            double from = c * step, to = (c + 1) * step;
            int first = (int)from, last = Math.Min(width - 1, (int)Math.Ceiling(to) - 1);
            for (int r = 0; r < height; r++)
            {
                double sum = 0;
                for (int x = first; x <= last; x++)
                    sum += rows[(r * width) + x] * (Math.Min(to, x + 1) - Math.Max(from, x));
                turned[(c * height) + r] = (float)(sum / step);
            }
        }
    }
}
