namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Curves of movements and shapes. Those of movements use only the four operations of IEEE arithmetic, so that every machine gives the same numbers.</summary>
internal static class Curves
{
    /// <summary>
    /// From 0 to 1 with the least jerk: speed and acceleration are 0 at both ends (Flash and Hogan, 1985). Its greatest speed is 1.875.
    /// </summary>
    /// <param name="t">0 to 1; clamped.</param>
    public static double MinimumJerk(double t)
    {
        t = Math.Clamp(t, 0, 1);
        return t * t * t * (10 + (t * ((6 * t) - 15)));
    }

    /// <summary>There and back: 0, 1 at the peak, 0 again, both ways with the least jerk.</summary>
    /// <param name="t">Seconds from the start.</param>
    /// <param name="rise">Seconds to the peak, above 0.</param>
    /// <param name="hold">Seconds at the peak.</param>
    /// <param name="fall">Seconds back, above 0.</param>
    public static double Pulse(double t, double rise, double hold, double fall) =>
        MinimumJerk(t / rise) - MinimumJerk((t - rise - hold) / fall);

    /// <summary>e to a power, by halving and a series; good to twelve digits for powers of -40 to 40.</summary>
    public static double Exp(double power)
    {
        var x = power / 64;
        double term = 1, sum = 1;
        for (var i = 1; i <= 12; i++)
        {
            term *= x / i;
            sum += term;
        }

        for (var i = 0; i < 6; i++)
            sum *= sum;
        return sum;
    }

    /// <summary>Two amounts of 0 to 1 that add up without passing 1: the second takes its share of what the first leaves.</summary>
    public static double Both(double a, double b) => a + b - (a * b);

    /// <summary>0 below 0, 1 above 1, smooth between.</summary>
    public static float Smooth(float t)
    {
        t = Math.Clamp(t, 0, 1);
        return t * t * (3 - (2 * t));
    }

    /// <summary>1 at 0, a third at the width, then soon nothing. For shapes alone: it takes the machine's own exponential.</summary>
    public static float Bell(float x, float width) => MathF.Exp(-(x * x) / (width * width));
}
