namespace AffectAgent.Plugins.AudioEmotion.Signal;

/// <summary>Measures of spectral balance of one frame, as in eGeMAPS (Eyben et al. 2016); independent of the level.</summary>
/// <param name="AlphaRatio">10 log10 of the energy in 1-5 kHz over that in 50-1000 Hz, dB (the sign that openSMILE writes: louder, tenser voices are higher).</param>
/// <param name="Hammarberg">Strongest peak in 0-2 kHz over the strongest in 2-5 kHz, dB.</param>
/// <param name="SlopeLow">Slope of the line through the log power spectrum in 0-500 Hz, dB/kHz.</param>
/// <param name="SlopeMid">The same in 500-1500 Hz, dB/kHz.</param>
/// <param name="Flatness">Geometric over arithmetic mean of the power in 300-4000 Hz, 0 (one tone) to 1 (white).</param>
/// <param name="Cepstrum">Mel-frequency cepstral coefficients 1 to 4.</param>
internal sealed record SpectralShape(double AlphaRatio, double Hammarberg, double SlopeLow, double SlopeMid, double Flatness, double[] Cepstrum);

/// <summary>Computes <see cref="SpectralShape"/> from a power spectrum. Not thread-safe.</summary>
internal sealed class SpectralShaper
{
    private const int Bands = 26;
    private const double Tiny = 1e-12;

    private readonly double _binWidth;
    private readonly (int From, double[] Weights)[] _mel;
    private readonly double[,] _cosines = new double[4, Bands];

    /// <summary>Prepares for spectra of that many samples a frame at 16 kHz.</summary>
    public SpectralShaper(int size)
    {
        _binWidth = (double)AudioChunk.SampleRate / size;
        _mel = MelBands(size);
        for (var k = 0; k < 4; k++)
        {
            for (var b = 0; b < Bands; b++)
                _cosines[k, b] = Math.Cos(Math.PI * (k + 1) * (b + 0.5) / Bands) * Math.Sqrt(2.0 / Bands);
        }
    }

    /// <summary>Measures one spectrum.</summary>
    public SpectralShape Measure(ReadOnlySpan<double> power) => new(
        Decibel(Sum(power, 1000, 5000)) - Decibel(Sum(power, 50, 1000)),
        Decibel(Peak(power, 0, 2000)) - Decibel(Peak(power, 2000, 5000)),
        Slope(power, 0, 500),
        Slope(power, 500, 1500),
        Flat(power, 300, 4000),
        Cepstrum(power));

    /// <summary>Energy between two frequencies.</summary>
    public double Sum(ReadOnlySpan<double> power, double from, double to)
    {
        var sum = 0.0;
        for (var k = Bin(from); k < Bin(to); k++)
            sum += power[k];
        return sum;
    }

    /// <summary>10 log10, never below -120.</summary>
    public static double Decibel(double power) => 10 * Math.Log10(Math.Max(power, Tiny));

    private int Bin(double hertz) => (int)Math.Ceiling(hertz / _binWidth);

    private double Peak(ReadOnlySpan<double> power, double from, double to)
    {
        var peak = 0.0;
        for (var k = Bin(from); k < Bin(to); k++)
            peak = Math.Max(peak, power[k]);
        return peak;
    }

    private double Slope(ReadOnlySpan<double> power, double from, double to)
    {
        double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
        for (var k = Math.Max(1, Bin(from)); k <= Bin(to); k++)
        {
            double x = k * _binWidth / 1000, y = Decibel(power[k]);
            n++;
            sx += x;
            sy += y;
            sxx += x * x;
            sxy += x * y;
        }

        return ((n * sxy) - (sx * sy)) / ((n * sxx) - (sx * sx));
    }

    private double Flat(ReadOnlySpan<double> power, double from, double to)
    {
        double logs = 0, sum = 0;
        int first = Bin(from), end = Bin(to);
        for (var k = first; k < end; k++)
        {
            var p = Math.Max(power[k], Tiny);
            logs += Math.Log(p);
            sum += p;
        }

        return Math.Exp(logs / (end - first)) / (sum / (end - first));
    }

    private double[] Cepstrum(ReadOnlySpan<double> power)
    {
        Span<double> logs = stackalloc double[Bands];
        for (var b = 0; b < Bands; b++)
        {
            var (from, weights) = _mel[b];
            var sum = 0.0;
            for (var i = 0; i < weights.Length; i++)
                sum += power[from + i] * weights[i];
            logs[b] = Math.Log(Math.Max(sum, Tiny));
        }

        var cepstrum = new double[4];
        for (var k = 0; k < 4; k++)
        {
            for (var b = 0; b < Bands; b++)
                cepstrum[k] += _cosines[k, b] * logs[b];
        }

        return cepstrum;
    }

    /// <summary>Triangles evenly spaced in mel from 20 Hz to 4 kHz, so that a telephone's band carries the same values.</summary>
    private (int From, double[] Weights)[] MelBands(int size)
    {
        static double Mel(double hertz) => 1127 * Math.Log(1 + (hertz / 700));
        static double Hertz(double mel) => 700 * (Math.Exp(mel / 1127) - 1);
        double low = Mel(20), step = (Mel(4000) - low) / (Bands + 1);
        var bands = new (int, double[])[Bands];
        for (var b = 0; b < Bands; b++)
        {
            double left = Hertz(low + (b * step)), middle = Hertz(low + ((b + 1) * step)), right = Hertz(low + ((b + 2) * step));
            var from = Math.Max(1, (int)(left / _binWidth));
            var to = Math.Min(size / 2, (int)Math.Ceiling(right / _binWidth));
            var weights = Enumerable.Range(from, to - from + 1)
                .Select(k => k * _binWidth)
                .Select(f => Math.Max(0, f < middle ? (f - left) / (middle - left) : (right - f) / (right - middle)));
            bands[b] = (from, [.. weights]);
        }

        return bands;
    }
}
