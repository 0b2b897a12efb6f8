namespace AffectAgent.Plugins.Physiology;

/// <summary>
/// Turns the colours of a patch of skin into a pulse signal, in short overlapping windows in which the colours are divided by
/// their mean. POS (Wang, den Brinker, Stuijk and de Haan, 2017, "Algorithmic principles of remote PPG") cancels changes of
/// light but lives on colour differences, which video coding stores coarsely and at a quarter of the resolution; luma (Y' of
/// BT.601) survives coding best and cancels nothing. A pulse shows in both.
/// </summary>
internal static class PulseSignals
{
    /// <summary>Length of the inner windows, seconds, as in the paper.</summary>
    public const double InnerSeconds = 1.6;

    /// <summary>POS: plane orthogonal to the skin's tone.</summary>
    public static double[] Pos(double[][] colors, int from, int count, double rate) =>
        OverlapAdd(colors, from, count, rate, static (r, g, b) => g - b, static (r, g, b) => g + b - (2 * r));

    /// <summary>Luma, without any projection.</summary>
    public static double[] Luma(double[][] colors, int from, int count, double rate)
    {
        var luma = new double[colors[0].Length];
        for (var i = from; i < from + count; i++)
            luma[i] = (0.299 * colors[0][i]) + (0.587 * colors[1][i]) + (0.114 * colors[2][i]);
        return OverlapAdd([luma, luma, luma], from, count, rate, static (r, _, _) => r, static (_, _, _) => 0);
    }

    private static double[] OverlapAdd(
        double[][] colors, int from, int count, double rate, Func<double, double, double, double> first, Func<double, double, double, double> second)
    {
        var length = Math.Min(count, (int)Math.Round(InnerSeconds * rate));
        var signal = new double[count];
        double[] a = new double[length], b = new double[length];
        for (var start = 0; start + length <= count; start++)
        {
            double r = Mean(colors[0], from + start, length), g = Mean(colors[1], from + start, length), blue = Mean(colors[2], from + start, length);
            if (!(r > 0 && g > 0 && blue > 0))
                continue;
            for (var i = 0; i < length; i++)
            {
                var at = from + start + i;
                a[i] = first(colors[0][at] / r, colors[1][at] / g, colors[2][at] / blue);
                b[i] = second(colors[0][at] / r, colors[1][at] / g, colors[2][at] / blue);
            }

            Detrend(a);
            Detrend(b);
            var spread = Spread(b);
            var alpha = spread > 1e-12 ? Spread(a) / spread : 0;
            for (var i = 0; i < length; i++)
                signal[start + i] += (a[i] + (alpha * b[i])) * (1 - Math.Cos(2 * Math.PI * (i + 0.5) / length)) / length;
        }

        return signal;
    }

    private static double Mean(double[] values, int from, int count)
    {
        var sum = 0.0;
        for (var i = from; i < from + count; i++)
            sum += values[i];
        return sum / count;
    }

    private static double Spread(double[] values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value * value;
        return Math.Sqrt(sum / values.Length);
    }

    /// <summary>Takes off the straight line that fits best.</summary>
    internal static void Detrend(Span<double> values)
    {
        double middle = (values.Length - 1) / 2.0, mean = 0, slope = 0, squares = 0;
        for (var i = 0; i < values.Length; i++)
        {
            mean += values[i];
            slope += values[i] * (i - middle);
            squares += (i - middle) * (i - middle);
        }

        mean /= values.Length;
        slope /= Math.Max(1e-12, squares);
        for (var i = 0; i < values.Length; i++)
            values[i] -= mean + (slope * (i - middle));
    }
}
