using System.Buffers.Binary;

namespace AffectAgent.Plugins.TalkingHead.Tests.Speech;

/// <summary>Recordings for tests.</summary>
internal static class Wave
{
    /// <summary>The shared recording of a speech; skips the test where the data are not there.</summary>
    public static float[] Jfk()
    {
        var data = Environment.GetEnvironmentVariable("AFFECT_DATA") ?? Path.Combine(Shared.Root, "..", "shared", "data");
        var path = Path.Combine(data, "audio", "jfk.wav");
        Assert.SkipUnless(File.Exists(path), "AFFECT_DATA has no audio/jfk.wav.");
        var bytes = File.ReadAllBytes(path);
        var start = bytes.AsSpan().IndexOf("data"u8) + 8;
        var samples = new float[(bytes.Length - start) / 2];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(start + (2 * i))) / 32768f;
        return samples;
    }

    /// <summary>White noise so many decibels under the sound's own mean power.</summary>
    public static float[] WithNoise(ReadOnlyMemory<float> samples, double decibels)
    {
        var random = new Random(3);
        var level = Math.Sqrt(samples.ToArray().Average(x => (double)x * x)) * Math.Pow(10, -decibels / 20);
        return Array.ConvertAll(samples.ToArray(), x => (float)(x + (level * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))));
    }

    /// <summary>The shape at each 10 ms.</summary>
    public static Viseme[] Frames(SpeechTrack track) =>
        [.. Enumerable.Range(0, (int)(track.Duration * 100)).Select(i => track.Visemes.First(cue => cue.Interval.End > (i + 0.5) / 100).Viseme)];
}
