namespace AffectAgent.Plugins.AudioEmotion.Tests;

/// <summary>Sounds made by formula, 16 kHz: a voice of pulses through formants, noises, tones, notes.</summary>
internal static class Sounds
{
    private const int Rate = AudioChunk.SampleRate;

    /// <summary>How a synthetic voice sounds.</summary>
    /// <param name="F0">Mean F0, Hz.</param>
    /// <param name="Seconds">Length.</param>
    /// <param name="Semitones">Depth of its slow glide up and down (1.5 times a second).</param>
    /// <param name="Syllables">Rises and falls of the level a second; 0 for an even level.</param>
    /// <param name="Jitter">Mean difference of neighbouring periods over the mean period.</param>
    /// <param name="Shimmer">Mean level difference of neighbouring pulses, dB.</param>
    public sealed record Speaker(double F0, double Seconds, double Semitones = 2, double Syllables = 4, double Jitter = 0, double Shimmer = 0);

    /// <summary>True F0 of a voice at a time.</summary>
    public static double F0At(Speaker voice, double time) => voice.F0 * Math.Pow(2, voice.Semitones * Math.Sin(2 * Math.PI * 1.5 * time) / 12);

    public static float[] Voice(Speaker voice)
    {
        var samples = new double[(int)(voice.Seconds * Rate)];
        var at = 100.0;
        var random = new Random(11);
        while (at < samples.Length - 2)
        {
            // Neighbours of an even spread of half-width 1.5 lie 1 apart on average.
            double early = 1.5 * ((2 * random.NextDouble()) - 1), high = 1.5 * ((2 * random.NextDouble()) - 1);
            // A pulse between samples is shared out to its neighbours.
            var (whole, part) = ((int)at, at - Math.Floor(at));
            var height = Math.Pow(10, high * voice.Shimmer / 20);
            samples[whole] += height * (1 - part);
            samples[whole + 1] += height * part;
            at += Rate / F0At(voice, at / Rate) * (1 + (early * voice.Jitter));
        }

        foreach (var (hertz, width) in new[] { (500.0, 80.0), (1500.0, 100.0), (2500.0, 150.0) })
            Resonate(samples, hertz, width);
        for (var i = 0; i < samples.Length && voice.Syllables > 0; i++)
            samples[i] *= 0.02 + (0.98 * Math.Pow(Math.Sin(Math.PI * voice.Syllables * i / Rate), 2));
        return Scaled(samples, 0.4);
    }

    /// <summary>Noise whose power falls with that power of the frequency (0 white, 1 pink, 2 brown), of that root mean square.</summary>
    public static float[] Noise(double seconds, double fall, double level, int seed = 5)
    {
        // A sum of many sines of random phase has exactly the spectrum asked for.
        var random = new Random(seed);
        var samples = new double[(int)(seconds * Rate)];
        const int Sines = 150;
        for (var k = 0; k < Sines; k++)
        {
            var hertz = 40 * Math.Pow(7000.0 / 40, random.NextDouble());
            var height = Math.Pow(hertz, (1 - fall) / 2);
            double step = 2 * Math.PI * hertz / Rate, cos = 2 * Math.Cos(step), phase = random.NextDouble() * 2 * Math.PI;
            double before = Math.Sin(phase - step), now = Math.Sin(phase);
            for (var i = 0; i < samples.Length; i++)
            {
                samples[i] += height * now;
                (before, now) = (now, (cos * now) - before);
            }
        }

        var root = Math.Sqrt(samples.Average(x => x * x));
        return Array.ConvertAll(samples, x => (float)(x / root * level));
    }

    public static float[] White(double seconds, double level, int seed = 9)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, (int)(seconds * Rate)).Select(_ => (float)(level * Math.Sqrt(3) * ((2 * random.NextDouble()) - 1)))];
    }

    /// <summary>A tone of harmonics that fall with their number.</summary>
    public static float[] Tone(double seconds, Func<double, double> hertz, int harmonics)
    {
        var samples = new double[(int)(seconds * Rate)];
        var phase = 0.0;
        for (var i = 0; i < samples.Length; i++)
        {
            phase += 2 * Math.PI * hertz((double)i / Rate) / Rate;
            for (var h = 1; h <= harmonics; h++)
                samples[i] += Math.Sin(h * phase) / h;
        }

        return Scaled(samples, 0.3);
    }

    /// <summary>Notes of a scale, three at a time, struck and dying away.</summary>
    public static float[] Chords(double seconds)
    {
        int[] scale = [0, 2, 4, 5, 7, 9, 11, 12];
        var random = new Random(3);
        var samples = new double[(int)(seconds * Rate)];
        for (var start = 0; start < samples.Length; start += Rate / 2)
        {
            for (var note = 0; note < 3; note++)
            {
                var hertz = 220 * Math.Pow(2, scale[random.Next(scale.Length)] / 12.0);
                for (var i = start; i < Math.Min(samples.Length, start + Rate); i++)
                {
                    for (var h = 1; h <= 6; h++)
                        samples[i] += Math.Exp(-3.0 * (i - start) / Rate) * Math.Sin(2 * Math.PI * hertz * h * i / Rate) / h;
                }
            }
        }

        return Scaled(samples, 0.3);
    }

    public static float[] Silence(double seconds) => new float[(int)(seconds * Rate)];

    public static float[] Concat(params float[][] parts) => [.. parts.SelectMany(part => part)];

    public static float[] Add(float[] a, float[] b) => [.. a.Select((x, i) => x + (i < b.Length ? b[i] : 0))];

    public static double Level(float[] samples) => Math.Sqrt(samples.Average(x => (double)x * x));

    public static VoiceAnalyzer Analyze(float[] samples, int chunk = 4096)
    {
        var analyzer = new VoiceAnalyzer();
        for (var i = 0; i < samples.Length; i += chunk)
            analyzer.Push(samples.AsSpan(i, Math.Min(chunk, samples.Length - i)));
        analyzer.Complete();
        return analyzer;
    }

    private static void Resonate(double[] samples, double hertz, double width)
    {
        double r = Math.Exp(-Math.PI * width / Rate), a = 2 * r * Math.Cos(2 * Math.PI * hertz / Rate), b = -r * r;
        double one = 0, two = 0;
        for (var i = 0; i < samples.Length; i++)
        {
            var y = samples[i] + (a * one) + (b * two);
            (two, one) = (one, y);
            samples[i] = y;
        }
    }

    private static float[] Scaled(double[] samples, double peak)
    {
        var top = samples.Max(Math.Abs);
        return Array.ConvertAll(samples, x => (float)(x / top * peak));
    }
}
