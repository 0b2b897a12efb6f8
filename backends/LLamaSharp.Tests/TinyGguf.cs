using System.Text;

namespace AffectAgent.Backends.LLamaSharp.Tests;

/// <summary>
/// Writes a language model of some 0.5 MB: the llama architecture, two layers, weights drawn at random from a fixed seed, a
/// vocabulary of bytes and printable ASCII, a chat template. Letters and quotes are likelier than bare bytes, so that what
/// it writes is text; it means nothing.
/// </summary>
internal static class TinyGguf
{
    public const string Template = "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";
    private const int Width = 64, Hidden = 128, Heads = 4, Layers = 2, Alignment = 32;

    private static readonly string[] Special = ["<unk>", "<s>", "</s>", "<|im_start|>", "<|im_end|>"];

    /// <summary>Writes the file and gives its path.</summary>
    public static string Write(string folder, int context = 2048, string? template = Template, int seed = 1, string name = "tiny.gguf")
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);
        var vocabulary = Vocabulary();
        var tensors = Tensors(vocabulary, new Random(seed));
        using var file = new BinaryWriter(File.Create(path), Encoding.UTF8);
        var settings = Settings(vocabulary, context, template);
        file.Write("GGUF"u8);
        file.Write(3u);
        file.Write((ulong)tensors.Count);
        file.Write((ulong)settings.Count);
        foreach (var write in settings)
            write(file);
        ulong offset = 0;
        foreach (var (tensor, shape, data) in tensors)
        {
            Text(file, tensor);
            file.Write((uint)shape.Length);
            foreach (var size in shape)
                file.Write((ulong)size);
            file.Write(0u);
            file.Write(offset);
            offset += (ulong)((data.Length * sizeof(float) + Alignment - 1) / Alignment * Alignment);
        }

        foreach (var (_, _, data) in tensors)
        {
            while (file.BaseStream.Position % Alignment != 0)
                file.Write((byte)0);
            file.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(data));
        }

        return path;
    }

    private static List<(string Piece, int Type)> Vocabulary()
    {
        List<(string, int)> all = [.. Special.Select((piece, i) => (piece, i == 0 ? 2 : 3))];
        all.AddRange(Enumerable.Range(0, 256).Select(value => ($"<0x{value:X2}>", 6)));
        all.AddRange(Enumerable.Range(33, 94).Select(value => (((char)value).ToString(), 1)));
        all.AddRange(((string[])["\u2581", "\u2581the", "th", "he", "er", "in", "an"]).Select(piece => (piece, 1)));
        return all;
    }

    private static List<Action<BinaryWriter>> Settings(List<(string Piece, int Type)> vocabulary, int context, string? template)
    {
        List<Action<BinaryWriter>> all =
        [
            file => Pair(file, "general.architecture", "llama"),
            file => Pair(file, "general.name", "tiny"),
            file => Pair(file, "llama.block_count", (uint)Layers),
            file => Pair(file, "llama.context_length", (uint)context),
            file => Pair(file, "llama.embedding_length", (uint)Width),
            file => Pair(file, "llama.feed_forward_length", (uint)Hidden),
            file => Pair(file, "llama.attention.head_count", (uint)Heads),
            file => Pair(file, "llama.attention.head_count_kv", (uint)Heads),
            file => Pair(file, "llama.rope.dimension_count", (uint)(Width / Heads)),
            file => Pair(file, "llama.vocab_size", (uint)vocabulary.Count),
            file => Pair(file, "llama.attention.layer_norm_rms_epsilon", 1e-5f),
            file => Pair(file, "tokenizer.ggml.model", "llama"),
            file => List(file, "tokenizer.ggml.tokens", 8, vocabulary, each => Text(file, each.Piece)),
            file => List(file, "tokenizer.ggml.scores", 6, vocabulary, each => file.Write(each.Piece.Length > 1 && each.Type == 1 ? -1f : -10f)),
            file => List(file, "tokenizer.ggml.token_type", 5, vocabulary, each => file.Write(each.Type)),
            file => Pair(file, "tokenizer.ggml.unknown_token_id", 0u),
            file => Pair(file, "tokenizer.ggml.bos_token_id", 1u),
            file => Pair(file, "tokenizer.ggml.eos_token_id", 2u),
        ];
        if (template is not null)
            all.Add(file => Pair(file, "tokenizer.chat_template", template));
        return all;
    }

    private static List<(string Name, int[] Shape, float[] Data)> Tensors(List<(string Piece, int Type)> vocabulary, Random random)
    {
        float[] Draw(int count, double scale) => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 2 - 1) * scale))];
        float[] Ones(int count) => [.. Enumerable.Repeat(1f, count)];
        var embedding = Draw(Width * vocabulary.Count, 0.5);
        var output = Draw(Width * vocabulary.Count, 0.25);
        // The first number is the same large one for every token, so the output's first column is a bias.
        for (var i = 0; i < vocabulary.Count; i++)
        {
            embedding[i * Width] = 4;
            output[i * Width] = vocabulary[i] switch { (_, 6) => -1.5f, (_, 2 or 3) => -0.7f, ("\"", _) => 0.55f, _ => 0.3f };
        }

        List<(string, int[], float[])> all = [("token_embd.weight", [Width, vocabulary.Count], embedding)];
        for (var layer = 0; layer < Layers; layer++)
        {
            var at = $"blk.{layer}.";
            all.Add((at + "attn_norm.weight", [Width], Ones(Width)));
            foreach (var part in (string[])["attn_q", "attn_k", "attn_v", "attn_output"])
                all.Add(($"{at}{part}.weight", [Width, Width], Draw(Width * Width, 0.1)));
            all.Add((at + "ffn_norm.weight", [Width], Ones(Width)));
            all.Add((at + "ffn_gate.weight", [Width, Hidden], Draw(Width * Hidden, 0.1)));
            all.Add((at + "ffn_up.weight", [Width, Hidden], Draw(Width * Hidden, 0.1)));
            all.Add((at + "ffn_down.weight", [Hidden, Width], Draw(Width * Hidden, 0.1)));
        }

        all.Add(("output_norm.weight", [Width], Ones(Width)));
        all.Add(("output.weight", [Width, vocabulary.Count], output));
        return all;
    }

    private static void Pair(BinaryWriter file, string key, string value)
    {
        Text(file, key);
        file.Write(8u);
        Text(file, value);
    }

    private static void Pair(BinaryWriter file, string key, uint value)
    {
        Text(file, key);
        file.Write(4u);
        file.Write(value);
    }

    private static void Pair(BinaryWriter file, string key, float value)
    {
        Text(file, key);
        file.Write(6u);
        file.Write(value);
    }

    private static void List<T>(BinaryWriter file, string key, uint type, List<T> items, Action<T> write)
    {
        Text(file, key);
        file.Write(9u);
        file.Write(type);
        file.Write((ulong)items.Count);
        items.ForEach(write);
    }

    private static void Text(BinaryWriter file, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        file.Write((ulong)bytes.Length);
        file.Write(bytes);
    }
}
