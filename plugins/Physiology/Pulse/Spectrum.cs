using System.Numerics;

namespace AffectAgent.Plugins.Physiology;

/// <summary>The complex spectrum of a short signal under a Hann window, on a fine grid of the band in which hearts beat.</summary>
internal sealed class Spectrum
{
    /// <summary>Lowest frequency looked at, Hz (42 beats a minute).</summary>
    public const double Lowest = 0.7;

    /// <summary>Highest frequency of a pulse, Hz (210 beats a minute).</summary>
    public const double HighestPulse = 3.5;

    /// <summary>Highest frequency looked at, Hz.</summary>
    public const double Highest = 4.5;

    /// <summary>Distance of two bins, Hz (half a beat a minute).</summary>
    public const double Step = 0.5 / 60;

    /// <summary>Bins.</summary>
    public const int Bins = (int)((Highest - Lowest) / Step) + 1;

    private Spectrum(Complex[] values) => Values = values;

    /// <summary>One value a bin.</summary>
    public Complex[] Values { get; }

    /// <summary>Frequency of a bin, Hz.</summary>
    public static double Frequency(int bin) => Lowest + (bin * Step);

    /// <summary>The nearest bin of a frequency, clamped to the band.</summary>
    public static int Bin(double frequency) => Math.Clamp((int)Math.Round((frequency - Lowest) / Step), 0, Bins - 1);

    /// <summary>Transforms a signal, its linear trend taken off, scaled so that a sine of amplitude 1 reads 1 at its peak.</summary>
    public static Spectrum Of(ReadOnlySpan<double> signal, double rate)
    {
        var windowed = signal.ToArray();
        PulseSignals.Detrend(windowed);
        var sum = 0.0;
        for (var i = 0; i < windowed.Length; i++)
        {
            var weight = 0.5 * (1 - Math.Cos(2 * Math.PI * (i + 0.5) / windowed.Length));
            windowed[i] *= weight;
            sum += weight;
        }

        var values = new Complex[Bins];
        for (var bin = 0; bin < Bins; bin++)
        {
            var turn = Complex.FromPolarCoordinates(1, -2 * Math.PI * Frequency(bin) / rate);
            Complex phase = Complex.One, total = Complex.Zero;
            foreach (var value in windowed)
            {
                total += value * phase;
                phase *= turn;
            }

            values[bin] = total * (2 / Math.Max(1e-12, sum));
        }

        return new Spectrum(values);
    }
}
