using System.Numerics;

namespace AffectAgent.Plugins.Physiology;

/// <summary>What a window's colours show of a pulse.</summary>
/// <param name="Frequency">Frequency of the strongest common beat, Hz.</param>
/// <param name="Joint">Common power of the regions at it, over the mean power in the band, POS and luma added up.</param>
/// <param name="Coherence">How alike the regions beat at it, by the method that shows it less: 1 in step, about 0 by chance.</param>
/// <param name="SignalToNoise">Power within 0.1 Hz of it and 0.2 Hz of its double over the rest up to 4.5 Hz, dB.</param>
/// <param name="Motion">Share of the head's motion in the band that lies within 0.1 Hz of it, 0 to 1.</param>
/// <param name="MotionSize">Amplitude of the head's motion at it, in hundredths of the eye distance.</param>
/// <param name="Light">Signal to noise of the surround at it, dB, where the surround's own strongest beat is the same; else -99.</param>
internal readonly record struct PulseFinding(
    double Frequency, double Joint, double Coherence, double SignalToNoise, double Motion, double MotionSize, double Light);

/// <summary>
/// Looks for a pulse in one window of a trace. Noise of coding and of the mesh differs from region to region and a pulse does
/// not: what counts at a frequency is the cross-spectrum of forehead and cheeks, by POS and by luma.
/// </summary>
internal static class PulseWindow
{
    private const double Near = 0.1;
    private const double NearDouble = 0.2;
    private const double Blur = 0.05;
    private const double Same = 0.06;

    /// <summary>Looks at <paramref name="count"/> samples from <paramref name="from"/> on, in which two regions are seen at least.</summary>
    public static PulseFinding Look(SkinTrace trace, int from, int count)
    {
        var skin = trace.Regions.Take(3).Where(region => IsSeen(region, from, count)).ToList();
        var pos = View.Of(skin.ConvertAll(region => PulseSignals.Pos(region.Colors, from, count, SkinTrace.Rate)));
        var luma = View.Of(skin.ConvertAll(region => PulseSignals.Luma(region.Colors, from, count, SkinTrace.Rate)));
        double[] joint = Add(pos.Common, luma.Common), power = Add(pos.Power, luma.Power);
        var peak = Peak(joint, 0, Spectrum.Bin(Spectrum.HighestPulse));
        var frequency = Refine(power, Peak(power, Spectrum.Bin(Spectrum.Frequency(peak) - Same), Spectrum.Bin(Spectrum.Frequency(peak) + Same)));
        var (share, size) = MotionAt(trace, from, count, frequency);
        return new PulseFinding(
            frequency, joint[peak], Math.Min(pos.Coherence(peak), luma.Coherence(peak)), SignalToNoise(power, frequency), share, size,
            LightAt(trace.Regions[3], from, count, frequency));
    }

    /// <summary>True if a region is large enough and not clipped throughout the window.</summary>
    public static bool IsSeen(RegionTrace region, int from, int count)
    {
        const double leastPixels = 60, mostClipped = 0.5;
        var clipped = 0.0;
        for (var i = from; i < from + count; i++)
        {
            if (region.Pixels[i] < leastPixels)
                return false;
            clipped += region.Clipped[i];
        }

        return clipped / count <= mostClipped;
    }

    // One method's spectra of all regions, each scaled to mean power 1 in the band.
    private sealed record View(double[] Cross, double[] Mean, double[] Power)
    {
        /// <summary>What the regions have in common, 0 where they beat against each other.</summary>
        public double[] Common { get; } = Array.ConvertAll(Cross, value => Math.Max(0, value));

        public double Coherence(int bin) => Cross[bin] / Math.Max(1e-12, Mean[bin]);

        public static View Of(List<double[]> signals)
        {
            var spectra = signals.ConvertAll(signal => Spectrum.Of(signal, SkinTrace.Rate).Values);
            foreach (var spectrum in spectra)
                Scale(spectrum);
            double[] cross = new double[Spectrum.Bins], mean = new double[Spectrum.Bins], power = new double[Spectrum.Bins];
            for (var bin = 0; bin < Spectrum.Bins; bin++)
            {
                var sum = Complex.Zero;
                foreach (var spectrum in spectra)
                {
                    sum += spectrum[bin];
                    mean[bin] += Squared(spectrum[bin]) / spectra.Count;
                }

                // The sum's power holds each region's own and twice each pair's.
                power[bin] = Squared(sum);
                cross[bin] = (power[bin] - (mean[bin] * spectra.Count)) / (spectra.Count * (spectra.Count - 1));
            }

            return new View(Smooth(cross), Smooth(mean), power);
        }

        private static void Scale(Complex[] spectrum)
        {
            var last = Spectrum.Bin(Spectrum.HighestPulse);
            var scale = 1 / Math.Sqrt(Math.Max(1e-30, spectrum.Take(last).Average(Squared)));
            for (var bin = 0; bin < spectrum.Length; bin++)
                spectrum[bin] *= scale;
        }
    }

    private static double Squared(Complex value) => (value.Real * value.Real) + (value.Imaginary * value.Imaginary);

    private static double[] Add(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    // A running mean over 0.05 Hz to either side; beyond the band lies nothing.
    private static double[] Smooth(double[] values)
    {
        const int reach = (int)(Blur / Spectrum.Step);
        var smooth = new double[values.Length];
        for (var bin = 0; bin < values.Length; bin++)
        {
            for (var near = Math.Max(0, bin - reach); near <= Math.Min(values.Length - 1, bin + reach); near++)
                smooth[bin] += values[near] / ((2 * reach) + 1);
        }

        return smooth;
    }

    private static int Peak(double[] values, int from, int to)
    {
        var best = from;
        for (var bin = from; bin <= to; bin++)
            best = values[bin] > values[best] ? bin : best;
        return best;
    }

    // A parabola through the peak and its neighbours.
    private static double Refine(double[] values, int peak)
    {
        if (peak is 0 or Spectrum.Bins - 1)
            return Spectrum.Frequency(peak);
        double a = values[peak - 1], b = values[peak], c = values[peak + 1];
        var curve = a - (2 * b) + c;
        return Spectrum.Frequency(peak) + (curve < 0 ? Math.Clamp(0.5 * (a - c) / curve, -0.5, 0.5) * Spectrum.Step : 0);
    }

    private static double SignalToNoise(double[] power, double frequency)
    {
        double signal = 0, noise = 0;
        for (var bin = 0; bin < Spectrum.Bins; bin++)
        {
            var at = Spectrum.Frequency(bin);
            if (Math.Abs(at - frequency) <= Near || Math.Abs(at - (2 * frequency)) <= NearDouble)
                signal += power[bin];
            else
                noise += power[bin];
        }

        return 10 * Math.Log10(Math.Max(1e-12, signal) / Math.Max(1e-12, noise));
    }

    private static (double Share, double Hundredths) MotionAt(SkinTrace trace, int from, int count, double frequency)
    {
        double near = 0, all = 0, amplitude = 0;
        var size = Math.Max(1, trace.Size.AsSpan(from, count).ToArray().Average());
        foreach (var path in new[] { trace.X, trace.Y, trace.Size })
        {
            var spectrum = Spectrum.Of(path.AsSpan(from, count), SkinTrace.Rate).Values;
            for (var bin = 0; bin < Spectrum.Bins; bin++)
            {
                all += Squared(spectrum[bin]);
                near += Math.Abs(Spectrum.Frequency(bin) - frequency) <= Near ? Squared(spectrum[bin]) : 0;
            }

            amplitude = Math.Max(amplitude, spectrum[Spectrum.Bin(frequency)].Magnitude);
        }

        return (near / Math.Max(1e-12, all), 100 * amplitude / size);
    }

    private static double LightAt(RegionTrace surround, int from, int count, double frequency)
    {
        const double leastPixels = 8, darkest = 12, none = -99;
        for (var i = from; i < from + count; i++)
        {
            if (surround.Pixels[i] < leastPixels || surround.Colors[1][i] < darkest)
                return none;
        }

        var strongest = none;
        foreach (var signal in new[] { PulseSignals.Pos(surround.Colors, from, count, SkinTrace.Rate), PulseSignals.Luma(surround.Colors, from, count, SkinTrace.Rate) })
        {
            var power = Array.ConvertAll(Spectrum.Of(signal, SkinTrace.Rate).Values, Squared);
            var own = Refine(power, Peak(power, 0, Spectrum.Bin(Spectrum.HighestPulse)));
            if (Math.Abs(own - frequency) <= Same)
                strongest = Math.Max(strongest, SignalToNoise(power, own));
        }

        return strongest;
    }
}
