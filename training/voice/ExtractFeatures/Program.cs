using System.Text.Json;
using AffectAgent;
using AffectAgent.Plugins.AudioEmotion;

// Measures sound with the very code that the program uses, so that a model is trained on what it will be given.
// Standard input: for each clip a 32-bit count and that many 32-bit floats, 16 kHz mono. Standard output: a JSON line a clip.
using var input = new BinaryReader(new BufferedStream(Console.OpenStandardInput(), 1 << 20));
using var output = new StreamWriter(Console.OpenStandardOutput());
while (ReadClip(input) is { } clip)
{
    var rows = new List<string>();
    var analyzer = new VoiceAnalyzer { SegmentEnded = segment => rows.Add(Packed(segment)) };
    analyzer.Push(clip);
    analyzer.Complete();
    output.WriteLine(JsonSerializer.Serialize(new
    {
        seconds = analyzer.Seconds,
        speech = string.Concat(analyzer.Frames.Select(frame => frame.Speech ? '1' : '0')),
        f0 = analyzer.Frames.Select(frame => float.IsFinite(frame.F0) ? MathF.Round(frame.F0, 2) : 0),
        rows,
        segments = analyzer.Segments.Select(segment => new
        {
            start = segment.Interval.Start, end = segment.Interval.End, voiced = segment.VoicedSeconds, snr = segment.SignalToNoise, features = segment.Features,
        }),
        stretches = analyzer.Stretches.Select(stretch => new { start = stretch.Interval.Start, end = stretch.Interval.End, features = stretch.Features }),
    }));
}

return 0;

static string Packed(float[]?[] rows)
{
    var speech = rows.OfType<float[]>().SelectMany(row => row).ToArray();
    var bytes = new byte[speech.Length * sizeof(float)];
    Buffer.BlockCopy(speech, 0, bytes, 0, bytes.Length);
    return Convert.ToBase64String(bytes);
}

static float[]? ReadClip(BinaryReader input)
{
    var head = input.ReadBytes(sizeof(int));
    if (head.Length == 0)
        return null;
    var count = BitConverter.ToInt32(head);
    if (count is < 0 or > 3600 * AudioChunk.SampleRate)
        throw new UserException($"A clip of {count} samples is not one.", "Write its count, then its samples as 32-bit floats.");
    var bytes = input.ReadBytes(count * sizeof(float));
    var samples = new float[bytes.Length / sizeof(float)];
    Buffer.BlockCopy(bytes, 0, samples, 0, samples.Length * sizeof(float));
    return samples;
}
