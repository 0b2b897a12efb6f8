using AffectAgent.Plugins.AudioEmotion.Features;
using AffectAgent.Plugins.AudioEmotion.Signal;

namespace AffectAgent.Plugins.AudioEmotion.Descriptors;

/// <summary>Measures the descriptors of the frames of a stretch of speech. Not thread-safe.</summary>
/// <param name="size">Samples a spectrum was taken from.</param>
internal sealed class Describer(int size)
{
    private const double NearHarmonic = 0.25;
    private const double NearFormant = 0.2;

    private readonly MelBank _mel = new(size);
    private readonly FormantFinder _formants = new(size);
    private readonly double _binWidth = (double)AudioChunk.SampleRate / size;

    /// <summary>One row of <see cref="Descriptor.Count"/> values a frame; NaN where a value is not defined.</summary>
    /// <param name="frames">The stretch.</param>
    /// <param name="f0">F0 by frame, Hz, NaN where unvoiced.</param>
    /// <param name="signal">The samples; the middle of frame t lies at <paramref name="origin"/> + t hops.</param>
    /// <param name="origin">The middle of the first frame.</param>
    public float[][] Describe(IReadOnlyList<AcousticFrame> frames, double[] f0, ReadOnlySpan<float> signal, int origin)
    {
        var rows = new float[frames.Count][];
        for (var t = 0; t < rows.Length; t++)
        {
            rows[t] = Describe(frames[t], frames[Math.Max(0, t - 1)]);
            if (double.IsFinite(f0[t]))
                DescribeVoiced(rows[t], frames[t].Power, f0[t], StretchMeasures.Hnr(signal, origin + (t * FrameExtractor.Hop), f0[t]));
        }

        return rows;
    }

    private float[] Describe(AcousticFrame frame, AcousticFrame before)
    {
        var row = new float[Descriptor.Count];
        row.AsSpan(Descriptor.Hnr, Descriptor.Centroid - Descriptor.Hnr).Fill(float.NaN);
        row[Descriptor.F0] = float.NaN;
        var powers = _mel.Powers(frame.Power);
        var logs = MelBank.Logs(powers);
        row[Descriptor.Loudness] = (float)_mel.Loudness(powers);
        row[Descriptor.Flux] = (float)Flux(frame.Power, before.Power);
        row[Descriptor.AlphaRatio] = (float)frame.Shape.AlphaRatio;
        row[Descriptor.Hammarberg] = (float)frame.Shape.Hammarberg;
        row[Descriptor.SlopeLow] = (float)frame.Shape.SlopeLow;
        row[Descriptor.SlopeMid] = (float)frame.Shape.SlopeMid;
        row[Descriptor.Centroid] = (float)Centroid(frame.Power);
        row[Descriptor.Flatness] = (float)SpectralShaper.Decibel(frame.Shape.Flatness);
        row[Descriptor.HighRatio] = (float)(SpectralShaper.Decibel(Sum(frame.Power, 4000, 7900)) - SpectralShaper.Decibel(Sum(frame.Power, 50, 4000)));
        row[Descriptor.Level] = (float)frame.Level;
        for (var k = 1; k <= MelBank.Coefficients; k++)
            row[Descriptor.Mfcc + k - 1] = (float)_mel.Coefficient(logs, k);
        for (var b = 0; b < MelBank.Bands; b++)
            row[Descriptor.Mel + b] = (float)logs[b];
        return row;
    }

    private void DescribeVoiced(float[] row, float[] power, double f0, double hnr)
    {
        row[Descriptor.F0] = (float)(12 * Math.Log2(f0 / VoiceFeatures.SemitoneBase));
        row[Descriptor.Hnr] = (float)hnr;
        var first = Peak(power, f0 * (1 - NearHarmonic), f0 * (1 + NearHarmonic));
        row[Descriptor.H1H2] = (float)(first - Peak(power, f0 * (2 - NearHarmonic), f0 * (2 + NearHarmonic)));
        var formants = _formants.Find(power);
        for (var i = 0; i < formants.Count; i++)
        {
            var near = Math.Max(formants[i].Hertz * NearFormant, f0 / 2);
            var level = Peak(power, formants[i].Hertz - near, formants[i].Hertz + near);
            row[Descriptor.FormantHertz + i] = (float)formants[i].Hertz;
            row[Descriptor.FormantBandwidth + i] = (float)formants[i].Bandwidth;
            row[Descriptor.FormantLevel + i] = (float)(level - first);
            if (i == FormantFinder.Count - 1)
                row[Descriptor.H1A3] = (float)(first - level);
        }
    }

    private double Peak(float[] power, double from, double to)
    {
        var peak = 0f;
        var last = Math.Min(power.Length - 1, (int)Math.Round(to / _binWidth));
        for (var k = Math.Max(1, (int)Math.Round(from / _binWidth)); k <= last; k++)
            peak = Math.Max(peak, power[k]);
        return SpectralShaper.Decibel(peak);
    }

    private double Sum(float[] power, double from, double to)
    {
        var sum = 0.0;
        for (var k = (int)Math.Ceiling(from / _binWidth); k < to / _binWidth; k++)
            sum += power[k];
        return sum;
    }

    private double Centroid(float[] power)
    {
        double sum = 1e-12, moment = 1e-12 * 1000;
        for (var k = 2; k < power.Length; k++)
        {
            sum += power[k];
            moment += power[k] * k * _binWidth;
        }

        return Math.Log2(moment / sum / VoiceFeatures.SemitoneBase);
    }

    private static double Flux(float[] now, float[] before)
    {
        double a = 1e-9, b = 1e-9, sum = 0;
        for (var k = 1; k < now.Length; k++)
        {
            a += Math.Sqrt(now[k]);
            b += Math.Sqrt(before[k]);
        }

        for (var k = 1; k < now.Length; k++)
        {
            var difference = (Math.Sqrt(now[k]) / a) - (Math.Sqrt(before[k]) / b);
            sum += difference * difference;
        }

        return Math.Sqrt(sum);
    }
}
