namespace AffectAgent.Plugins.AudioEmotion.Signal;

/// <summary>A second-order Butterworth filter that keeps its state between chunks (bilinear transform, Q = 1/sqrt 2).</summary>
internal sealed class Biquad
{
    private readonly double _b0, _b1, _b2, _a1, _a2;
    private double _z1, _z2;

    private Biquad(double b0, double b1, double b2, double a0, double a1, double a2) =>
        (_b0, _b1, _b2, _a1, _a2) = (b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0);

    /// <summary>Passes what is above <paramref name="hertz"/>.</summary>
    public static Biquad HighPass(double hertz)
    {
        var (cos, alpha) = Angles(hertz);
        return new((1 + cos) / 2, -(1 + cos), (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
    }

    /// <summary>Passes what is below <paramref name="hertz"/>.</summary>
    public static Biquad LowPass(double hertz)
    {
        var (cos, alpha) = Angles(hertz);
        return new((1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
    }

    /// <summary>Filters one sample.</summary>
    public float Next(float x)
    {
        var y = (_b0 * x) + _z1;
        _z1 = (_b1 * x) - (_a1 * y) + _z2;
        _z2 = (_b2 * x) - (_a2 * y);
        return (float)y;
    }

    private static (double Cos, double Alpha) Angles(double hertz)
    {
        var w = 2 * Math.PI * hertz / AudioChunk.SampleRate;
        return (Math.Cos(w), Math.Sin(w) / Math.Sqrt(2));
    }
}
