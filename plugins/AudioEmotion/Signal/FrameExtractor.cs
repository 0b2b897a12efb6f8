using System.Numerics.Tensors;

namespace AffectAgent.Plugins.AudioEmotion.Signal;

/// <summary>
/// Turns a stream of samples into frames of 10 ms: filters (high-pass at 50 Hz against hum and offset; for the period
/// search also a pre-emphasis and a low-pass at 1200 Hz), then spectrum and period candidates about each frame's middle.
/// Keeps only the samples that are still asked for.
/// </summary>
internal sealed class FrameExtractor
{
    /// <summary>Samples between frames (10 ms).</summary>
    public const int Hop = AudioChunk.SampleRate / 100;

    /// <summary>Samples a spectrum is taken from.</summary>
    public const int SpectrumSize = 512;
    private const float PreEmphasis = 0.9f;

    private readonly Biquad _high = Biquad.HighPass(50);
    private readonly Biquad _low = Biquad.LowPass(1200);
    private readonly PowerSpectrum _spectrum = new(SpectrumSize);
    private readonly SpectralShaper _shaper = new(SpectrumSize);
    private readonly PeriodFinder _periods = new();
    private readonly double[] _power = new double[(SpectrumSize / 2) + 1];
    private readonly SampleBuffer _full = new(PeriodFinder.Reach);
    private readonly SampleBuffer _narrow = new(PeriodFinder.Reach);
    private float _previous;
    private int _frames;

    /// <summary>The filtered signal; index 0 is the middle of the first frame that is kept.</summary>
    public ReadOnlySpan<float> Signal => _full.All;

    /// <summary>Where in <see cref="Signal"/> the middle of a kept frame lies.</summary>
    public static int Centre(int frame) => PeriodFinder.Reach + (frame * Hop);

    /// <summary>Takes samples and appends the frames that are now complete.</summary>
    public void Push(ReadOnlySpan<float> samples, List<AcousticFrame> frames)
    {
        foreach (var sample in samples)
        {
            var x = _high.Next(float.IsFinite(sample) ? Math.Clamp(sample, -4, 4) : 0);
            _full.Add(x);
            _narrow.Add(_low.Next(x - (PreEmphasis * _previous)));
            _previous = x;
        }

        while (Centre(_frames) + PeriodFinder.Reach <= _full.All.Length)
            frames.Add(Measure(Centre(_frames++)));
    }

    /// <summary>Forgets the first frames and the samples that only they needed.</summary>
    public void Drop(int frames)
    {
        _full.Drop(frames * Hop);
        _narrow.Drop(frames * Hop);
        _frames -= frames;
    }

    private AcousticFrame Measure(int centre)
    {
        var window = _full.All.Slice(centre - (SpectrumSize / 2), SpectrumSize);
        _spectrum.Compute(window, _power);
        return new AcousticFrame
        {
            Level = SpectralShaper.Decibel(TensorPrimitives.SumOfSquares(window) / SpectrumSize),
            BandLevel = SpectralShaper.Decibel(_shaper.Sum(_power, 300, 3400)),
            Power = Array.ConvertAll(_power, power => (float)power),
            Candidates = _periods.Find(_narrow.All, centre),
            Shape = _shaper.Measure(_power),
        };
    }
}

/// <summary>A growing run of samples that begins with zeros, so that the first frame has a past, and can forget its front.</summary>
internal sealed class SampleBuffer(int lead)
{
    private float[] _samples = new float[1 << 15];
    private int _count = lead;

    /// <summary>What is kept.</summary>
    public ReadOnlySpan<float> All => _samples.AsSpan(0, _count);

    /// <summary>Appends a sample.</summary>
    public void Add(float sample)
    {
        if (_count == _samples.Length)
            Array.Resize(ref _samples, _samples.Length * 2);
        _samples[_count++] = sample;
    }

    /// <summary>Forgets the first samples.</summary>
    public void Drop(int count)
    {
        _samples.AsSpan(count, _count - count).CopyTo(_samples);
        _count -= count;
    }
}
