using System.Globalization;

namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Tells whether eyes or mouth of an aligned face are covered: logistic regression on means and deviations of the crop's cells,
/// learnt from faces with things laid over them (<c>training/vision/occlusion.py</c>). Stateless and thread-safe.
/// </summary>
public static class FaceOcclusion
{
    private const string Resource = "AffectAgent.Plugins.Vision.Resources.occlusion.csv";
    private const int CellPixels = 6;
    private const int Cells = FaceAligner.Side / CellPixels;
    private const int Plain = (2 * Cells * Cells) + (Cells * Cells / 2);

    // Keeps a flat crop's noise from looking like pattern; grey levels.
    private const double LeastDeviation = 4;

    private static readonly double[][] Lines = Read();

    /// <summary>Probabilities that half or more of the eyes, and of the mouth, is covered.</summary>
    /// <param name="crop">The aligned face, 48 x 48.</param>
    /// <exception cref="ArgumentException">The crop has another size.</exception>
    public static (float Eyes, float Mouth) Estimate(GrayImage crop)
    {
        ArgumentNullException.ThrowIfNull(crop);
        if (crop.Width != FaceAligner.Side || crop.Height != FaceAligner.Side)
            throw new ArgumentException($"An aligned face has {FaceAligner.Side} x {FaceAligner.Side} pixels, not {crop.Width} x {crop.Height}.", nameof(crop));
        Span<double> numbers = stackalloc double[Plain];
        Describe(crop, numbers);
        double eyes = Lines[0][0], mouth = Lines[0][1];
        for (int i = 0; i < 2 * Plain; i++)
        {
            double value = i < Plain ? numbers[i] : numbers[i - Plain] * numbers[i - Plain];
            double[] line = Lines[i + 1];
            double place = (value - line[0]) / line[1];
            eyes += line[2] * place;
            mouth += line[3] * place;
        }

        return (Sigmoid(eyes), Sigmoid(mouth));
    }

    // Cells' means, their deviations, then the differences of mirrored means.
    private static void Describe(GrayImage crop, Span<double> numbers)
    {
        var (mean, deviation) = Moments(crop.Pixels, 0, FaceAligner.Side, FaceAligner.Side);
        deviation += LeastDeviation;
        for (int cell = 0; cell < Cells * Cells; cell++)
        {
            int at = (cell / Cells * CellPixels * FaceAligner.Side) + (cell % Cells * CellPixels);
            var (level, spread) = Moments(crop.Pixels, at, CellPixels, CellPixels);
            numbers[cell] = (level - mean) / deviation;
            numbers[(Cells * Cells) + cell] = spread / deviation;
        }

        for (int i = 0; i < Cells * Cells / 2; i++)
        {
            int row = i / (Cells / 2), column = i % (Cells / 2);
            numbers[(2 * Cells * Cells) + i] = Math.Abs(numbers[(row * Cells) + column] - numbers[(row * Cells) + Cells - 1 - column]);
        }
    }

    private static (double Mean, double Deviation) Moments(byte[] pixels, int at, int width, int height)
    {
        double sum = 0, squares = 0;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double value = pixels[at + (y * FaceAligner.Side) + x];
                sum += value;
                squares += value * value;
            }
        }

        double mean = sum / (width * height);
        return (mean, Math.Sqrt(Math.Max(0, (squares / (width * height)) - (mean * mean))));
    }

    private static float Sigmoid(double logit) => (float)(1 / (1 + Math.Exp(-Math.Clamp(logit, -50, 50))));

    private static double[][] Read()
    {
        using var stream = typeof(FaceOcclusion).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {Resource}.");
        using var reader = new StreamReader(stream);
        double[][] lines = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
        return lines.Length == (2 * Plain) + 1 ? lines : throw new InvalidOperationException($"{Resource} has {lines.Length} lines, not {(2 * Plain) + 1}; make it again.");
    }
}
