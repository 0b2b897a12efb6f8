using System.Numerics;

namespace AffectAgent.Plugins.AudioEmotion.Descriptors;

/// <summary>A resonance of the vocal tract.</summary>
/// <param name="Hertz">Its middle.</param>
/// <param name="Bandwidth">Its width, Hz.</param>
internal readonly record struct Formant(double Hertz, double Bandwidth);

/// <summary>
/// Finds the first three formants as poles of a linear prediction of order 11 over 0-5.5 kHz with pre-emphasis. The
/// autocorrelation is taken from that part of the spectrum (selective linear prediction, Makhoul 1975). Not thread-safe.
/// </summary>
internal sealed class FormantFinder
{
    /// <summary>Formants looked for.</summary>
    public const int Count = 3;

    private const int Order = 11;
    private const double Top = 5500;
    private const double LowestHertz = 150;
    private const double WidestHertz = 1200;
    private const double PreEmphasis = 0.97;
    private const int MostRounds = 60;
    private const double Close = 1e-7;

    private readonly int _bins;
    private readonly double[,] _cosines;
    private readonly double[] _emphasis;
    private readonly double[] _correlation = new double[Order + 1];
    private readonly Complex[] _roots = new Complex[Order];

    /// <summary>Prepares for spectra of that many samples a frame at 16 kHz.</summary>
    public FormantFinder(int size)
    {
        _bins = (int)(Top * size / AudioChunk.SampleRate);
        _cosines = new double[Order + 1, _bins + 1];
        _emphasis = new double[_bins + 1];
        for (var k = 0; k <= _bins; k++)
        {
            _emphasis[k] = 1 + (PreEmphasis * PreEmphasis) - (2 * PreEmphasis * Math.Cos(2 * Math.PI * k / size));
            for (var lag = 0; lag <= Order; lag++)
                _cosines[lag, k] = Math.Cos(Math.PI * lag * k / _bins) * (k == 0 || k == _bins ? 0.5 : 1);
        }
    }

    /// <summary>The formants from low to high; those not found are missing.</summary>
    public List<Formant> Find(ReadOnlySpan<float> spectrum)
    {
        for (var lag = 0; lag <= Order; lag++)
        {
            var sum = 0.0;
            for (var k = 0; k <= _bins; k++)
                sum += spectrum[k] * _emphasis[k] * _cosines[lag, k];
            _correlation[lag] = sum;
        }

        if (!(_correlation[0] > 0))
            return [];
        // A trace of white noise keeps the recursion stable.
        _correlation[0] *= 1 + 1e-6;
        FindRoots(Predict(_correlation));
        var found = new List<Formant>();
        foreach (var root in _roots)
        {
            var hertz = root.Phase * Top / Math.PI;
            var bandwidth = -Math.Log(Math.Max(root.Magnitude, 1e-6)) * 2 * Top / Math.PI;
            if (hertz > LowestHertz && hertz < Top - 100 && bandwidth is > 0 and < WidestHertz)
                found.Add(new Formant(hertz, bandwidth));
        }

        found.Sort((a, b) => a.Hertz.CompareTo(b.Hertz));
        if (found.Count > Count)
            found.RemoveRange(Count, found.Count - Count);
        return found;
    }

    /// <summary>Levinson's recursion: coefficients 1, a1, … of the prediction's error filter.</summary>
    internal static double[] Predict(double[] correlation)
    {
        var order = correlation.Length - 1;
        var a = new double[order + 1];
        a[0] = 1;
        var error = correlation[0];
        for (var i = 1; i <= order; i++)
        {
            var sum = correlation[i];
            for (var j = 1; j < i; j++)
                sum += a[j] * correlation[i - j];
            var reflection = -sum / error;
            for (var j = 1; j <= i / 2; j++)
            {
                var other = a[i - j] + (reflection * a[j]);
                a[j] += reflection * a[i - j];
                a[i - j] = other;
            }

            a[i] = reflection;
            error *= 1 - (reflection * reflection);
        }

        return a;
    }

    /// <summary>All roots at once (Durand and Kerner).</summary>
    private void FindRoots(double[] a)
    {
        for (var i = 0; i < Order; i++)
            _roots[i] = Complex.FromPolarCoordinates(0.9, (2 * Math.PI * i / Order) + 0.3);
        for (var round = 0; round < MostRounds; round++)
        {
            var largest = 0.0;
            for (var i = 0; i < Order; i++)
            {
                var value = Complex.One;
                for (var k = 1; k <= Order; k++)
                    value = (value * _roots[i]) + a[k];
                var product = Complex.One;
                for (var j = 0; j < Order; j++)
                    product *= j == i ? Complex.One : _roots[i] - _roots[j];
                var step = product == Complex.Zero ? new Complex(1e-3, 1e-3) : value / product;
                _roots[i] -= step;
                largest = Math.Max(largest, Math.Abs(step.Real) + Math.Abs(step.Imaginary));
            }

            if (largest < Close)
                return;
        }
    }
}
