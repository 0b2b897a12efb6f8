namespace AffectAgent.Plugins.Physiology;

/// <summary>Small tools for curves over true times.</summary>
internal static class Curves
{
    /// <summary>The curve less its running median over so many seconds to either side: what is brief stays, what is slow goes.</summary>
    public static double[] WithoutSlow(double[] times, double[] values, double reach)
    {
        var brief = new double[values.Length];
        var window = new List<double>();
        int from = 0, to = 0;
        for (var i = 0; i < values.Length; i++)
        {
            for (; to < values.Length && times[to] <= times[i] + reach; to++)
                window.Insert(Place(window, values[to]), values[to]);
            for (; times[from] < times[i] - reach; from++)
                window.RemoveAt(Place(window, values[from]));
            brief[i] = values[i] - ((window[(window.Count - 1) / 2] + window[window.Count / 2]) / 2);
        }

        return brief;
    }

    /// <summary>A weighted mean under a Gaussian kernel in time.</summary>
    public static double[] Smooth(double[] times, double[] values, double sigma)
    {
        var smooth = new double[values.Length];
        var from = 0;
        for (var i = 0; i < values.Length; i++)
        {
            while (times[i] - times[from] > 3 * sigma)
                from++;
            double sum = 0, weights = 0;
            for (var j = from; j < values.Length && times[j] - times[i] <= 3 * sigma; j++)
            {
                var t = (times[j] - times[i]) / sigma;
                var weight = Math.Exp(-0.5 * t * t);
                sum += weight * values[j];
                weights += weight;
            }

            smooth[i] = sum / weights;
        }

        return smooth;
    }

    /// <summary>Robust standard deviation about zero: 1.4826 times the median of the absolute values.</summary>
    public static double Noise(double[] values)
    {
        if (values.Length == 0)
            return 0;
        var sizes = Array.ConvertAll(values, Math.Abs);
        Array.Sort(sizes);
        return 1.4826 * sizes[sizes.Length / 2];
    }

    /// <summary>The median; not a number where there is none.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Where(double.IsFinite).Order().ToList();
        return sorted.Count == 0 ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static int Place(List<double> sorted, double value)
    {
        var at = sorted.BinarySearch(value);
        return at < 0 ? ~at : at;
    }
}
