using System.Numerics.Tensors;

namespace AffectAgent.Plugins.AudioEmotion.Features;

/// <summary>Jitter, %, and shimmer, dB; null where too few cycles were followed.</summary>
internal readonly record struct CycleMeasures(double? Jitter, double? Shimmer);

/// <summary>
/// Follows the single cycles of a voice by waveform matching (cross-correlation of neighbouring periods, as in Praat's
/// "cc" pulses) and compares neighbours: jitter (local) and shimmer (local, dB). Neighbours whose periods differ by more
/// than a factor of 1.3, or amplitudes by more than 1.6, are not counted (Boersma and Weenink).
/// </summary>
internal static class Cycles
{
    private const double MostPeriodFactor = 1.3;
    private const double MostAmplitudeFactor = 1.6;
    private const double LeastMatch = 0.6;
    private const int LeastPairs = 8;

    /// <summary>Measures the voiced runs of a stretch.</summary>
    /// <param name="signal">The samples.</param>
    /// <param name="runs">Each voiced run: first and last sample, and F0 in Hz at a sample.</param>
    public static CycleMeasures Measure(ReadOnlySpan<float> signal, IEnumerable<(int From, int To, Func<int, double> F0)> runs)
    {
        var periods = new List<double>();
        double periodDifferences = 0, amplitudeDifferences = 0;
        int periodPairs = 0, amplitudePairs = 0;
        foreach (var (from, to, f0) in runs)
        {
            var cycles = Follow(signal, from, to, f0);
            for (var i = 0; i < cycles.Count; i++)
            {
                if (double.IsFinite(cycles[i].Period))
                    periods.Add(cycles[i].Period);
                if (i == 0)
                    continue;
                if (Ratio(cycles[i].Period, cycles[i - 1].Period) <= MostPeriodFactor)
                {
                    periodDifferences += Math.Abs(cycles[i].Period - cycles[i - 1].Period);
                    periodPairs++;
                }

                if (cycles[i].Amplitude > 0 && cycles[i - 1].Amplitude > 0 && Ratio(cycles[i].Amplitude, cycles[i - 1].Amplitude) <= MostAmplitudeFactor)
                {
                    amplitudeDifferences += Math.Abs(20 * Math.Log10(cycles[i].Amplitude / cycles[i - 1].Amplitude));
                    amplitudePairs++;
                }
            }
        }

        return new(
            periodPairs < LeastPairs ? null : 100 * periodDifferences / periodPairs / periods.Average(),
            amplitudePairs < LeastPairs ? null : amplitudeDifferences / amplitudePairs);
    }

    private static double Ratio(double a, double b) => a > b ? a / b : b / a;

    private static List<(double Period, double Amplitude)> Follow(ReadOnlySpan<float> signal, int from, int to, Func<int, double> f0)
    {
        var cycles = new List<(double, double)>();
        var at = from;
        var broken = true;
        while (true)
        {
            var expected = AudioChunk.SampleRate / f0(at);
            var length = (int)Math.Round(expected);
            if (!double.IsFinite(expected) || at + (2.3 * length) + 2 >= to)
                return cycles;
            // Align on the cycle's highest point where a run of cycles begins, then step by the matched period.
            if (broken)
                at += TensorPrimitives.IndexOfMax(signal.Slice(at, length));
            if (at + (2.3 * length) + 2 >= to || at < length / 2)
                return cycles;
            var (period, match) = Match(signal, at, length);
            broken = match < LeastMatch;
            // A cycle that finds no like is no neighbour of the next one.
            cycles.Add(broken ? (double.NaN, double.NaN) : (period, Swing(signal.Slice(at - (length / 4), length / 2))));
            at += broken ? length : (int)Math.Round(period);
        }
    }

    private static double Swing(ReadOnlySpan<float> part) => TensorPrimitives.Max(part) - TensorPrimitives.Min(part);

    /// <summary>The shift, within 20 % of the expected one, at which the next cycle is most like this one.</summary>
    /// <remarks>Half a cycle about the highest point is compared: a whole one holds the end of the cycle before, which blurs the step.</remarks>
    private static (double Period, double Match) Match(ReadOnlySpan<float> signal, int at, int length)
    {
        int start = at - (length / 4), half = length / 2;
        int low = (int)(length * 0.8), high = (int)Math.Ceiling(length * 1.2);
        Span<double> r = stackalloc double[high - low + 3];
        var here = signal.Slice(start, half);
        var energy = TensorPrimitives.SumOfSquares(here);
        for (var i = 0; i < r.Length; i++)
        {
            var there = signal.Slice(start + low - 1 + i, half);
            r[i] = TensorPrimitives.Dot(here, there) / Math.Sqrt(((double)energy * TensorPrimitives.SumOfSquares(there)) + 1e-18);
        }

        var best = 1;
        for (var i = 2; i < r.Length - 1; i++)
        {
            if (r[i] > r[best])
                best = i;
        }

        var curve = r[best - 1] - (2 * r[best]) + r[best + 1];
        var shift = curve < 0 ? Math.Clamp(0.5 * (r[best - 1] - r[best + 1]) / curve, -0.5, 0.5) : 0;
        return (low - 1 + best + shift, r[best]);
    }
}
