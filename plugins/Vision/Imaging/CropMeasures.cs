namespace AffectAgent.Plugins.Vision;

/// <summary>How sharp and how bright a grey crop is.</summary>
public static class CropMeasures
{
    /// <summary>Variance of the four-neighbour Laplacian over the inner pixels (Pech-Pacheco et al. 2000); small is blurred.</summary>
    public static double Sharpness(GrayImage crop)
    {
        ArgumentNullException.ThrowIfNull(crop);
        int width = crop.Width, count = 0;
        double sum = 0, squares = 0;
        byte[] p = crop.Pixels;
        for (int y = 1; y < crop.Height - 1; y++)
        {
            for (int i = (y * width) + 1; i < ((y + 1) * width) - 1; i++)
            {
                double value = p[i - 1] + p[i + 1] + p[i - width] + p[i + width] - (4 * p[i]);
                sum += value;
                squares += value * value;
                count++;
            }
        }

        return count == 0 ? 0 : Math.Max(0, (squares / count) - (sum / count * (sum / count)));
    }

    /// <summary>Mean grey, 0 to 255.</summary>
    public static double Brightness(GrayImage crop)
    {
        ArgumentNullException.ThrowIfNull(crop);
        long sum = 0;
        foreach (byte value in crop.Pixels)
            sum += value;
        return crop.Pixels.Length == 0 ? 0 : (double)sum / crop.Pixels.Length;
    }
}
