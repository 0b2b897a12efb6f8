namespace AffectAgent.Plugins.ActionUnits;

/// <summary>
/// Histograms of signed gradient directions over the cells of an aligned crop (Dalal and Triggs 2005, simplified): square roots
/// of the grey values, bilinear in place and direction, each cell divided by the root mean energy of its neighbours. Each half
/// of the face gives one set, the second as seen in a mirror. <c>training/action-units/hog.c</c> is the reference.
/// </summary>
internal static class GradientFeatures
{
    /// <summary>Pixels of the crop's side.</summary>
    public const int Side = 48;

    /// <summary>Numbers of one half: 8 rows of 4 cells of 8 directions.</summary>
    public const int HalfLength = Cells * (Cells / 2) * Bins;

    private const int Cell = 6;
    private const int Cells = Side / Cell;
    private const int Bins = 8;
    private const float Floor = 4 * Cell * Cell;
    private const float Contrast = 16;
    private static readonly float[] Roots = [.. Enumerable.Range(0, 256).Select(value => Contrast * MathF.Sqrt(value))];

    /// <summary>Measures a crop of 48 x 48.</summary>
    /// <param name="pixels">Grey values by row.</param>
    /// <param name="right">Receives the picture's left half, the subject's right.</param>
    /// <param name="left">Receives the other half, mirrored.</param>
    public static void Measure(ReadOnlySpan<byte> pixels, Span<float> right, Span<float> left)
    {
        Span<float> sums = stackalloc float[Cells * Cells * Bins];
        sums.Clear();
        for (var y = 1; y < Side - 1; y++)
        {
            for (var x = 1; x < Side - 1; x++)
                AddPixel(pixels, x, y, sums);
        }

        Span<float> energy = stackalloc float[Cells * Cells];
        for (var cell = 0; cell < energy.Length; cell++)
            energy[cell] = System.Numerics.Tensors.TensorPrimitives.SumOfSquares<float>(sums.Slice(cell * Bins, Bins));
        for (var y = 0; y < Cells; y++)
        {
            for (var x = 0; x < Cells; x++)
                Write(sums.Slice(((y * Cells) + x) * Bins, Bins), 1 / (MathF.Sqrt(Around(energy, x, y)) + Floor), x, y, right, left);
        }
    }

    private static void AddPixel(ReadOnlySpan<byte> pixels, int x, int y, Span<float> sums)
    {
        var at = (y * Side) + x;
        var across = Roots[pixels[at + 1]] - Roots[pixels[at - 1]];
        var down = Roots[pixels[at + Side]] - Roots[pixels[at - Side]];
        var size = MathF.Sqrt((across * across) + (down * down));
        if (size < 1e-3f)
            return;
        var angle = MathF.Atan2(down, across) * (Bins / MathF.Tau);
        angle = angle < 0 ? angle + Bins : angle;
        var bin = (int)angle;
        var next = angle - bin;
        var (first, second) = (bin % Bins, (bin + 1) % Bins);
        float cx = ((x + 0.5f) / Cell) - 0.5f, cy = ((y + 0.5f) / Cell) - 0.5f;
        int x0 = (int)MathF.Floor(cx), y0 = (int)MathF.Floor(cy);
        for (var j = 0; j < 2; j++)
        {
            for (var i = 0; i < 2; i++)
            {
                if ((uint)(x0 + i) >= Cells || (uint)(y0 + j) >= Cells)
                    continue;
                var weight = size * (i == 0 ? 1 - (cx - x0) : cx - x0) * (j == 0 ? 1 - (cy - y0) : cy - y0);
                var cell = sums.Slice((((y0 + j) * Cells) + x0 + i) * Bins, Bins);
                cell[first] += weight * (1 - next);
                cell[second] += weight * next;
            }
        }
    }

    /// <summary>Mean energy of a cell and those beside it.</summary>
    private static float Around(ReadOnlySpan<float> energy, int x, int y)
    {
        var (sum, count) = (0f, 0);
        for (var yy = Math.Max(0, y - 1); yy <= Math.Min(Cells - 1, y + 1); yy++)
        {
            for (var xx = Math.Max(0, x - 1); xx <= Math.Min(Cells - 1, x + 1); xx++, count++)
                sum += energy[(yy * Cells) + xx];
        }

        return sum / count;
    }

    /// <summary>In a mirror a direction a becomes half a turn minus a: bin b becomes 4 - b.</summary>
    private static void Write(ReadOnlySpan<float> cell, float gain, int x, int y, Span<float> right, Span<float> left)
    {
        const int half = Cells / 2;
        var mirrored = x >= half;
        var column = mirrored ? Cells - 1 - x : x;
        var target = (mirrored ? left : right).Slice(((y * half) + column) * Bins, Bins);
        for (var bin = 0; bin < Bins; bin++)
            target[mirrored ? ((Bins / 2) - bin + Bins) % Bins : bin] = cell[bin] * gain;
    }
}
