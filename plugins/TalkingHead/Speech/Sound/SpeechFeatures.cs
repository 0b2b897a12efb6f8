using AffectAgent.Plugins.AudioEmotion.Descriptors;
using AffectAgent.Plugins.AudioEmotion.Signal;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// Mel bands of a recording in steps of 10 ms, as natural logarithms relative to its own level, so that loudness doesn't matter.
/// The same, number for number, as training/talking-head/features.py.
/// </summary>
internal sealed class SpeechFeatures
{
    /// <summary>Samples between frames.</summary>
    public const int Hop = AudioChunk.SampleRate / 100;

    /// <summary>Seconds between frames.</summary>
    public const double Step = 0.01;

    private const double Floor = -11, SpeechBelowLevel = 6, TrustInColour = 100;

    // A recording whose loud frames are below this, -60 dB, is silent.
    private static readonly double SilentLevel = Math.Log(1e-6);

    private SpeechFeatures(double[][] bands, double[] energy, double level, bool[]? voice)
    {
        Voice = voice;
        Bands = bands;
        Energy = energy;
        Level = level;
    }

    /// <summary>26 numbers a frame, -11 or more.</summary>
    public double[][] Bands { get; }

    /// <summary>Logarithm of each frame's power.</summary>
    public double[] Energy { get; }

    /// <summary>Logarithm of the power that one frame in twenty exceeds.</summary>
    public double Level { get; }

    /// <summary>True if nothing can be heard.</summary>
    public bool IsSilent => Level < SilentLevel;

    /// <summary>Where somebody speaks; null where no voice was found at all.</summary>
    public bool[]? Voice { get; }

    /// <summary>Number of frames.</summary>
    public int Count => Bands.Length;

    /// <summary>True if the frame is within 26 dB of the level.</summary>
    public bool IsSpeech(int frame) => Energy[frame] > Level - SpeechBelowLevel;

    /// <summary>Measures a recording.</summary>
    /// <param name="samples">Mono, 16 kHz; what is not finite counts as 0.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static SpeechFeatures Measure(ReadOnlySpan<float> samples, CancellationToken cancellationToken = default)
    {
        const int Size = FrameExtractor.SpectrumSize;
        var (spectrum, bank) = (new PowerSpectrum(Size), new MelBank(Size));
        var count = Math.Max(1, samples.Length / Hop);
        var (bands, energy) = (new double[count][], new double[count]);
        var frame = new float[Size];
        var power = new double[(Size / 2) + 1];
        for (var i = 0; i < count; i++)
        {
            if (i % 1000 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            Cut(samples, (i * Hop) + (Hop / 2) - (Size / 2), frame);
            spectrum.Compute(frame, power);
            var powers = bank.Powers(Array.ConvertAll(power, p => (float)p));
            energy[i] = Math.Log(powers.Sum() + 1e-12);
            bands[i] = MelBank.Logs(powers);
        }

        var level = energy.Order().ElementAt((int)(0.95 * (count - 1)));
        foreach (var one in bands)
        {
            for (var b = 0; b < one.Length; b++)
                one[b] = Math.Max(Floor, one[b] - level);
        }

        return new(bands, energy, level, VoiceActivity.Of(samples, count));
    }

    /// <summary>The bands with most of the recording's own colour taken out: its mean over speech moves towards the usual one.</summary>
    /// <param name="usual">The usual mean of each band; null to take the whole mean out.</param>
    public double[][] Settled(IReadOnlyList<float>? usual)
    {
        var mean = new double[MelBank.Bands];
        var n = 0;
        for (var i = 0; i < Count; i++)
        {
            if (!IsSpeech(i))
                continue;
            n++;
            for (var b = 0; b < mean.Length; b++)
                mean[b] += Bands[i][b];
        }

        if (n == 0)
            return Bands;
        var share = usual is null ? 1 : n / (n + TrustInColour);
        for (var b = 0; b < mean.Length; b++)
            mean[b] = ((mean[b] / n) - (usual?[b] ?? 0)) * share;
        return Array.ConvertAll(Bands, frame => frame.Select((x, b) => x - mean[b]).ToArray());
    }

    private static void Cut(ReadOnlySpan<float> samples, int start, float[] frame)
    {
        for (var k = 0; k < frame.Length; k++)
        {
            var x = start + k >= 0 && start + k < samples.Length ? samples[start + k] : 0;
            frame[k] = float.IsFinite(x) ? x : 0;
        }
    }
}
