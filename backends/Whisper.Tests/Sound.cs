namespace AffectAgent.Backends.Whisper.Tests;

/// <summary>Made sounds: a buzz that comes and goes like a voice, silence, noise.</summary>
internal static class Sound
{
    public const int Rate = AudioChunk.SampleRate;

    /// <summary>So many seconds of a buzz of 140 Hz, eight quieter spots a second where asked.</summary>
    public static float[] Voice(double seconds, int seed = 1)
    {
        var random = new Random(seed);
        var samples = new float[(int)(seconds * Rate)];
        for (var i = 0; i < samples.Length; i++)
        {
            var t = i / (double)Rate;
            var syllable = 0.6 + 0.4 * Math.Sin(2 * Math.PI * 4 * t);
            samples[i] = (float)(0.2 * syllable * Math.Sign(Math.Sin(2 * Math.PI * 140 * t)) + (random.NextDouble() - 0.5) * 0.01);
        }

        return samples;
    }

    public static float[] Silence(double seconds) => new float[(int)(seconds * Rate)];

    public static float[] Of(params float[][] parts) => [.. parts.SelectMany(part => part)];

    /// <summary>As a medium hands it out: chunks of a second.</summary>
    public static async IAsyncEnumerable<AudioChunk> Chunks(float[] samples, double start = 0, int size = Rate)
    {
        await Task.CompletedTask;
        for (var i = 0; i < samples.Length; i += size)
            yield return new AudioChunk(start + i / (double)Rate, samples.AsMemory(i, Math.Min(size, samples.Length - i)));
    }
}
