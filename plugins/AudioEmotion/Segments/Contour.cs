namespace AffectAgent.Plugins.AudioEmotion.Segments;

/// <summary>Statistics of one descriptor's course.</summary>
internal static class Contour
{
    /// <summary>Arithmetic mean.</summary>
    public static double Mean(IReadOnlyCollection<double> values) => values.Average();

    /// <summary>Standard deviation.</summary>
    public static double Deviation(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    /// <summary>Percentile with linear interpolation.</summary>
    /// <param name="sorted">From low to high.</param>
    /// <param name="share">0 to 1.</param>
    public static double Percentile(double[] sorted, double share)
    {
        var at = share * (sorted.Length - 1);
        var below = (int)at;
        return below + 1 >= sorted.Length ? sorted[^1] : sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below]));
    }

    /// <summary>Moving average of three frames; one that is not a number stays so and counts in no other's mean.</summary>
    public static double[] Smooth(double[] values)
    {
        var smooth = new double[values.Length];
        for (var t = 0; t < values.Length; t++)
        {
            double sum = 0, count = 0;
            for (var k = Math.Max(0, t - 1); k <= Math.Min(values.Length - 1, t + 1); k++)
            {
                if (!double.IsFinite(values[k]))
                    continue;
                sum += values[k];
                count++;
            }

            smooth[t] = double.IsFinite(values[t]) ? sum / count : double.NaN;
        }

        return smooth;
    }

    /// <summary>Slopes a second of the monotonous pieces of a course (between neighbouring extrema): the rising and the falling ones.</summary>
    public static (List<double> Rising, List<double> Falling) Slopes(double[] course)
    {
        var (rising, falling) = (new List<double>(), new List<double>());
        var from = 0;
        for (var t = 1; t < course.Length; t++)
        {
            if (!double.IsFinite(course[t]) || !double.IsFinite(course[t - 1]))
            {
                from = t;
                continue;
            }

            var turns = t + 1 >= course.Length || !double.IsFinite(course[t + 1]) || Math.Sign(course[t + 1] - course[t]) != Math.Sign(course[t] - course[t - 1]);
            if (!turns)
                continue;
            var slope = (course[t] - course[from]) / ((t - from) * VoiceAnalyzer.Step);
            if (slope > 0)
                rising.Add(slope);
            else if (slope < 0)
                falling.Add(slope);
            from = t;
        }

        return (rising, falling);
    }

    /// <summary>Slope a second of the straight line through the finite values.</summary>
    public static double Trend(double[] course)
    {
        double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
        for (var t = 0; t < course.Length; t++)
        {
            if (!double.IsFinite(course[t]))
                continue;
            var x = t * VoiceAnalyzer.Step;
            n++;
            sx += x;
            sy += course[t];
            sxx += x * x;
            sxy += x * course[t];
        }

        var spread = (n * sxx) - (sx * sx);
        return spread > 1e-9 ? ((n * sxy) - (sx * sy)) / spread : 0;
    }

    /// <summary>Mean power of a course at the frequencies of a band, four an octave, over its length.</summary>
    public static double PowerAt(double[] course, double from, double to)
    {
        double sum = 0, count = 0;
        for (var hertz = from; hertz < to * 0.999; hertz *= Math.Pow(2, 0.25))
        {
            var turn = 2 * Math.PI * hertz * VoiceAnalyzer.Step;
            double re = 0, im = 0;
            for (var t = 0; t < course.Length; t++)
            {
                re += course[t] * Math.Cos(turn * t);
                im += course[t] * Math.Sin(turn * t);
            }

            sum += ((re * re) + (im * im)) / course.Length;
            count++;
        }

        return sum / count;
    }
}
