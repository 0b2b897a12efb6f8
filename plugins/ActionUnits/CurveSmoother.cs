namespace AffectAgent.Plugins.ActionUnits;

/// <summary>Smooths unevenly sampled curves without shifting them.</summary>
internal static class CurveSmoother
{
    private const double Reach = 3;

    /// <summary>
    /// At each sample a line fitted to its neighbours under a Gaussian kernel in time (Cleveland 1979, "Robust locally weighted
    /// regression"), never below zero. Where a sample stands alone it stays as it is.
    /// </summary>
    public static float[] Smooth(IReadOnlyList<double> times, IReadOnlyList<float> values, double sigma)
    {
        var smooth = new float[values.Count];
        var from = 0;
        for (var i = 0; i < smooth.Length; i++)
        {
            while (times[i] - times[from] > Reach * sigma)
                from++;
            double w0 = 0, w1 = 0, w2 = 0, y0 = 0, y1 = 0;
            for (var j = from; j < smooth.Length && times[j] - times[i] <= Reach * sigma; j++)
            {
                var t = (times[j] - times[i]) / sigma;
                var w = Math.Exp(-0.5 * t * t);
                w0 += w;
                w1 += w * t;
                w2 += w * t * t;
                y0 += w * values[j];
                y1 += w * t * values[j];
            }

            var det = (w0 * w2) - (w1 * w1);
            smooth[i] = (float)Math.Max(0, det > 1e-6 * w0 * w0 ? ((w2 * y0) - (w1 * y1)) / det : y0 / w0);
        }

        return smooth;
    }

    /// <summary>Robust standard deviation of what the smoothing took away, over the samples that are not at rest.</summary>
    public static double Noise(float[] smooth, IReadOnlyList<float> values)
    {
        var rest = new List<float>(smooth.Length);
        for (var i = 0; i < smooth.Length; i++)
        {
            if (values[i] > 0)
                rest.Add(Math.Abs(values[i] - smooth[i]));
        }

        if (rest.Count < 8)
            return 0;
        rest.Sort();
        return 1.4826 * rest[rest.Count / 2];
    }
}
