using System.Text.Json;
using AffectAgent;
using AffectAgent.Plugins.AudioEmotion;

// Measures sound with the very code that the program uses, so that a model is trained on what it will be given.
// Standard input: for each clip a 32-bit count and that many 32-bit floats, 16 kHz mono. Standard output: a JSON line a clip.
using var input = new BinaryReader(new BufferedStream(Console.OpenStandardInput(), 1 << 20));
using var output = new StreamWriter(Console.OpenStandardOutput());
while (ReadClip(input) is { } clip)
{
    var analyzer = new VoiceAnalyzer();
    analyzer.Push(clip);
    analyzer.Complete();
    output.WriteLine(JsonSerializer.Serialize(new
    {
        segments = analyzer.Segments.Select(segment => new { voiced = segment.VoicedSeconds, features = segment.Features }),
        stretches = analyzer.Stretches.Select(stretch => new { features = stretch.Features }),
    }));
}

return 0;

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
