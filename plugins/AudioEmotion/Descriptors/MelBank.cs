namespace AffectAgent.Plugins.AudioEmotion.Descriptors;

/// <summary>
/// 26 triangular bands evenly spaced in mel from 20 Hz to 8 kHz (as in eGeMAPS), their cepstrum, and the loudness of
/// perceptual linear prediction (Hermansky 1990): bands weighted by the equal-loudness curve and compressed by a cube root.
/// </summary>
internal sealed class MelBank
{
    /// <summary>Number of bands.</summary>
    public const int Bands = 26;

    /// <summary>Number of cepstral coefficients, without the zeroth.</summary>
    public const int Coefficients = 12;

    private const double Low = 20;
    private const double High = 8000;
    private const double Compression = 0.33;
    private const double Tiny = 1e-12;

    private readonly (int From, double[] Weights)[] _bands = new (int, double[])[Bands];
    private readonly double[] _hearing = new double[Bands];
    private readonly double[,] _cosines = new double[Coefficients, Bands];

    /// <summary>Prepares for spectra of that many samples a frame at 16 kHz.</summary>
    public MelBank(int size)
    {
        double width = (double)AudioChunk.SampleRate / size, low = Mel(Low), step = (Mel(High) - low) / (Bands + 1);
        for (var b = 0; b < Bands; b++)
        {
            double left = Hertz(low + (b * step)), middle = Hertz(low + ((b + 1) * step)), right = Hertz(low + ((b + 2) * step));
            var from = Math.Max(1, (int)(left / width));
            var to = Math.Min(size / 2, (int)Math.Ceiling(right / width));
            _bands[b] = (from, [.. Enumerable.Range(from, to - from + 1)
                .Select(k => k * width)
                .Select(f => Math.Max(0, f < middle ? (f - left) / (middle - left) : (right - f) / (right - middle)))]);
            _hearing[b] = EqualLoudness(middle);
            for (var k = 0; k < Coefficients; k++)
                _cosines[k, b] = Math.Cos(Math.PI * (k + 1) * (b + 0.5) / Bands) * Math.Sqrt(2.0 / Bands);
        }
    }

    /// <summary>The power in each band.</summary>
    public double[] Powers(ReadOnlySpan<float> spectrum)
    {
        var powers = new double[Bands];
        for (var b = 0; b < Bands; b++)
        {
            var (from, weights) = _bands[b];
            for (var i = 0; i < weights.Length; i++)
                powers[b] += spectrum[from + i] * weights[i];
        }

        return powers;
    }

    /// <summary>Loudness, no unit; proportional to the 0.66th power of the amplitude.</summary>
    public double Loudness(double[] powers)
    {
        var sum = 0.0;
        for (var b = 0; b < Bands; b++)
            sum += Math.Pow(powers[b] * _hearing[b], Compression);
        return sum;
    }

    /// <summary>Natural logarithms of the powers, never below that of 1e-12.</summary>
    public static double[] Logs(double[] powers) => Array.ConvertAll(powers, power => Math.Log(Math.Max(power, Tiny)));

    /// <summary>Coefficient 1 to 12 of the cosine transform of the logarithms; independent of the level.</summary>
    public double Coefficient(double[] logs, int number)
    {
        var sum = 0.0;
        for (var b = 0; b < Bands; b++)
            sum += _cosines[number - 1, b] * logs[b];
        return sum;
    }

    private static double Mel(double hertz) => 1127 * Math.Log(1 + (hertz / 700));

    private static double Hertz(double mel) => 700 * (Math.Exp(mel / 1127) - 1);

    private static double EqualLoudness(double hertz)
    {
        var w = 2 * Math.PI * hertz * 2 * Math.PI * hertz;
        return w * w * (w + 56.8e6) / ((w + 6.3e6) * (w + 6.3e6) * (w + 0.38e9));
    }
}
