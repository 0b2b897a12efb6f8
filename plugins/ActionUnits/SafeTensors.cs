using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace AffectAgent.Plugins.ActionUnits;

/// <summary>
/// Reads the safetensors format: 8 bytes of header length (little-endian), a JSON header with each tensor's type, shape and
/// place, then the bytes. Nothing in it is run; every length is checked before it is used.
/// </summary>
internal sealed class SafeTensors
{
    private const int LongestHeader = 1 << 20;
    private readonly byte[] _bytes;
    private readonly int _data;
    private readonly Dictionary<string, JsonElement> _entries;

    private SafeTensors(byte[] bytes, int data, Dictionary<string, JsonElement> entries)
    {
        _bytes = bytes;
        _data = data;
        _entries = entries;
    }

    /// <summary>Parses a whole file.</summary>
    /// <exception cref="InvalidDataException">Not a safetensors file.</exception>
    public static SafeTensors Parse(byte[] bytes)
    {
        if (bytes.Length < 8)
            throw new InvalidDataException("Too short for a safetensors file.");
        var header = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (header > LongestHeader || header > (ulong)(bytes.Length - 8))
            throw new InvalidDataException("The header's length does not fit the file.");
        try
        {
            var entries = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(bytes.AsSpan(8, (int)header));
            return new SafeTensors(bytes, 8 + (int)header, entries ?? []);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("The header is not JSON.", e);
        }
    }

    /// <summary>A float tensor of exactly that shape, row by row.</summary>
    public float[] Floats(string name, params ReadOnlySpan<int> shape) => Read<float>(name, "F32", shape);

    /// <summary>An integer tensor of exactly that shape, row by row.</summary>
    public int[] Integers(string name, params ReadOnlySpan<int> shape) => Read<int>(name, "I32", shape);

    /// <summary>Length of a tensor's first axis.</summary>
    public int Length(string name) => Entry(name).GetProperty("shape")[0].GetInt32();

    private T[] Read<T>(string name, string type, ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        var entry = Entry(name);
        var count = 1;
        foreach (var axis in shape)
            count *= axis;
        var found = entry.GetProperty("shape").EnumerateArray().Select(axis => axis.GetInt32()).ToArray();
        if (entry.GetProperty("dtype").GetString() != type || !shape.SequenceEqual(found))
            throw new InvalidDataException($"Tensor {name} is not {type} of {string.Join(" x ", shape.ToArray())}.");
        var (start, end) = (entry.GetProperty("data_offsets")[0].GetInt64(), entry.GetProperty("data_offsets")[1].GetInt64());
        if (start < 0 || end - start != count * 4L || end > _bytes.Length - _data)
            throw new InvalidDataException($"Tensor {name} lies outside the file.");
        return MemoryMarshal.Cast<byte, T>(_bytes.AsSpan(_data + (int)start, count * 4)).ToArray();
    }

    private JsonElement Entry(string name) =>
        _entries.TryGetValue(name, out var entry) ? entry : throw new InvalidDataException($"Tensor {name} is missing.");
}
