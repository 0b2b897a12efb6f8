using System.Buffers.Binary;
using System.Text.Json;

namespace AffectAgent.Inference.Import;

/// <summary>
/// Reads the weights of a TensorFlow.js model: float32 and int32 as they are, float16 widened, 8- and 16-bit
/// quantised values as <c>value * scale + min</c>, which is how TensorFlow.js itself reads them.
/// </summary>
internal static class TfjsWeightReader
{
    private const int MaxRank = 8;

    /// <summary>Reads all groups of a weights manifest.</summary>
    public static Dictionary<string, TfjsWeight> Read(JsonElement manifest, Func<string, byte[]> shard, string model)
    {
        var weights = new Dictionary<string, TfjsWeight>();
        long budget = TfjsReader.MaxWeightBytes;
        foreach (var group in manifest.EnumerateArray())
        {
            byte[] data = Join(group.GetProperty("paths"), shard, model, ref budget);
            int at = 0;
            foreach (var weight in group.GetProperty("weights").EnumerateArray())
            {
                string name = weight.GetProperty("name").GetString() ?? throw new FormatException("a weight has no name");
                if (!weights.TryAdd(name, ReadOne(weight, name, data, ref at, model)))
                    throw TfjsReader.Fault(model, $"it has two weights '{name}'");
            }

            if (at != data.Length)
                throw TfjsReader.Fault(model, $"its shards hold {data.Length} bytes where the weights take {at}");
        }

        return weights;
    }

    private static byte[] Join(JsonElement paths, Func<string, byte[]> shard, string model, ref long budget)
    {
        var parts = new List<byte[]>();
        foreach (var path in paths.EnumerateArray())
        {
            string file = path.GetString() ?? "";
            if (!IsPlainName(file))
                throw TfjsReader.Fault(model, $"its shard '{file}' does not lie beside it");
            parts.Add(shard(file));
            budget -= parts[^1].Length;
            if (budget < 0)
                throw TfjsReader.Fault(model, $"its weights take more than {TfjsReader.MaxWeightBytes >> 20} MiB");
        }

        return parts.Count == 1 ? parts[0] : [.. parts.SelectMany(part => part)];
    }

    private static bool IsPlainName(string file) =>
        file.Length > 0 && file is not ("." or "..") && file.IndexOfAny(['/', '\\', ':', '\0']) < 0;

    private static TfjsWeight ReadOne(JsonElement weight, string name, byte[] data, ref int at, string model)
    {
        long[] shape = [.. weight.GetProperty("shape").EnumerateArray().Select(size => (long)TfjsNode.Integer(size))];
        string type = weight.GetProperty("dtype").GetString() ?? "";
        bool quantised = weight.TryGetProperty("quantization", out var quantisation);
        string stored = quantised ? quantisation.GetProperty("dtype").GetString() ?? "" : type;
        int size = stored switch { "float32" or "int32" => 4, "float16" or "uint16" => 2, "uint8" => 1, _ => 0 };
        if (size == 0 || type is not ("float32" or "int32"))
            throw TfjsReader.Fault(model, $"weight '{name}' has the type {type} stored as {stored}, which the importer does not know");
        long count = Count(shape, name, model);
        if (count * size > data.Length - at)
            throw TfjsReader.Fault(model, $"weight '{name}' reaches beyond the end of its shard");
        var bytes = data.AsSpan(at, (int)count * size);
        at += bytes.Length;
        var (scale, min) = stored is "uint8" or "uint16" ? Range(quantisation, name, model) : (1f, 0f);
        return type == "int32" ? new TfjsWeight(shape, [], Integers(bytes, stored, scale, min)) : new TfjsWeight(shape, Floats(bytes, stored, scale, min), []);
    }

    private static long Count(long[] shape, string name, string model)
    {
        long count = 1;
        foreach (long size in shape)
        {
            count *= size;
            if (size < 1 || shape.Length > MaxRank || count > TfjsReader.MaxWeightBytes)
                throw TfjsReader.Fault(model, $"weight '{name}' has the shape [{string.Join(", ", shape)}]");
        }

        return count;
    }

    private static (float Scale, float Min) Range(JsonElement quantisation, string name, string model)
    {
        float scale = quantisation.GetProperty("scale").GetSingle(), min = quantisation.GetProperty("min").GetSingle();
        return float.IsFinite(scale) && float.IsFinite(min) ? (scale, min) : throw TfjsReader.Fault(model, $"weight '{name}' has no finite scale");
    }

    private static float[] Floats(ReadOnlySpan<byte> bytes, string stored, float scale, float min)
    {
        int size = stored switch { "float32" => 4, "uint8" => 1, _ => 2 };
        var values = new float[bytes.Length / size];
        for (int i = 0; i < values.Length; i++)
        {
            var item = bytes[(i * size)..];
            values[i] = stored switch
            {
                "float32" => BinaryPrimitives.ReadSingleLittleEndian(item),
                "float16" => (float)BinaryPrimitives.ReadHalfLittleEndian(item),
                "uint16" => (BinaryPrimitives.ReadUInt16LittleEndian(item) * scale) + min,
                _ => (item[0] * scale) + min,
            };
        }

        return values;
    }

    private static int[] Integers(ReadOnlySpan<byte> bytes, string stored, float scale, float min)
    {
        if (stored != "int32")
            return [.. Floats(bytes, stored, scale, min).Select(value => (int)MathF.Round(value))];
        var values = new int[bytes.Length / sizeof(int)];
        for (int i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * sizeof(int))..]);
        return values;
    }
}
