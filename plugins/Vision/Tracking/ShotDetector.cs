namespace AffectAgent.Plugins.Vision;

/// <summary>
/// Tells where a clip cuts to another shot: the correlation of small grey pictures of successive frames falls far below
/// what the clip's own motion makes it. Not thread-safe.
/// </summary>
public sealed class ShotDetector
{
    private const int Columns = 32;
    private const int Rows = 24;
    private const double LeastChange = 0.15;
    private const double TimesUsual = 4;
    private const double Certain = 0.6;
    private const double Memory = 0.9;

    private float[]? _before;
    private float[] _now = new float[Columns * Rows];
    private double _usual;

    /// <summary>True if this frame belongs to another shot than the one before; true for the first.</summary>
    /// <param name="picture">The next frame.</param>
    public bool IsCut(RgbImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        Shrink(picture, _now);
        if (_before is null)
        {
            _before = _now;
            _now = new float[Columns * Rows];
            return true;
        }

        double change = 1 - Correlation(_before, _now);
        bool cut = change > Certain || (change > LeastChange && change > TimesUsual * _usual);
        (_before, _now) = (_now, _before);
        // A cut says nothing about the motion within shots.
        if (!cut)
            _usual = (Memory * _usual) + ((1 - Memory) * change);
        return cut;
    }

    private static void Shrink(RgbImage picture, float[] small)
    {
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
                small[(row * Columns) + column] = Cell(picture, column, row);
        }
    }

    // The mean of 3 x 3 places spread over the cell: enough to be steady under noise.
    private static float Cell(RgbImage picture, int column, int row)
    {
        int sum = 0;
        for (int i = 0; i < 9; i++)
        {
            int x = (int)((column + (((i % 3) + 0.5) / 3)) * picture.Width / Columns);
            int y = (int)((row + (((i / 3) + 0.5) / 3)) * picture.Height / Rows);
            int at = ((y * picture.Width) + x) * 3;
            sum += (2 * picture.Pixels[at]) + (5 * picture.Pixels[at + 1]) + picture.Pixels[at + 2];
        }

        return sum / 72f;
    }

    private static double Correlation(float[] a, float[] b)
    {
        double meanA = a.Average(), meanB = b.Average(), product = 0, squaresA = 0, squaresB = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double da = a[i] - meanA, db = b[i] - meanB;
            product += da * db;
            squaresA += da * da;
            squaresB += db * db;
        }

        // Flat frames (black, white) have no pattern: the same only if both are, and as bright.
        const double flat = 768 * 4;
        if (squaresA < flat || squaresB < flat)
            return squaresA < flat && squaresB < flat && Math.Abs(meanA - meanB) < 20 ? 1 : 0;
        return product / Math.Sqrt(squaresA * squaresB);
    }
}
