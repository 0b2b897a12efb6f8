using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace AffectAgent.Plugins.TalkingHead.Export.Check;

/// <summary>A binary glTF file (GLB 2.0) taken apart: its JSON and the numbers of its accessors.</summary>
internal sealed class GltfFile
{
    private const uint Magic = 0x46546C67, JsonChunk = 0x4E4F534A, BinaryChunk = 0x004E4942;
    private readonly ReadOnlyMemory<byte> _binary;

    private GltfFile(JsonElement root, ReadOnlyMemory<byte> binary) => (Root, _binary) = (root, binary);

    /// <summary>The JSON.</summary>
    public JsonElement Root { get; }

    /// <summary>Reads a file; null and a fault where it is none.</summary>
    public static (GltfFile? File, string? Fault) Read(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        if (span.Length < 20 || BinaryPrimitives.ReadUInt32LittleEndian(span) != Magic)
            return (null, "it does not begin as binary glTF does");
        if (BinaryPrimitives.ReadUInt32LittleEndian(span[4..]) is var version and not 2)
            return (null, $"it is binary glTF of version {version}, not 2");
        if (BinaryPrimitives.ReadUInt32LittleEndian(span[8..]) is var told && told != span.Length)
            return (null, $"it says it has {told} bytes and has {span.Length}");
        JsonElement? root = null;
        var binary = ReadOnlyMemory<byte>.Empty;
        for (var at = 12; at + 8 <= span.Length;)
        {
            var length = (long)BinaryPrimitives.ReadUInt32LittleEndian(span[at..]);
            if (at + 8 + length > span.Length)
                return (null, "a chunk is longer than the file");
            var content = bytes.Slice(at + 8, (int)length);
            switch (BinaryPrimitives.ReadUInt32LittleEndian(span[(at + 4)..]))
            {
                case JsonChunk:
                    try
                    {
                        using var document = JsonDocument.Parse(content);
                        root = document.RootElement.Clone();
                    }
                    catch (JsonException)
                    {
                        return (null, "its JSON can't be read");
                    }

                    break;
                case BinaryChunk:
                    binary = content;
                    break;
            }

            at += 8 + (int)length;
        }

        return root is { ValueKind: JsonValueKind.Object } json ? (new GltfFile(json, binary), null) : (null, "it has no JSON");
    }

    /// <summary>The elements of a list such as "nodes"; none where it is missing.</summary>
    public IReadOnlyList<JsonElement> List(string name) => List(Root, name);

    /// <summary>The elements of an object's list; none where it is missing or something else.</summary>
    public static JsonElement[] List(JsonElement json, string name) => Property(json, name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    /// <summary>An object's property; of kind Undefined where it is missing or the JSON is no object.</summary>
    public static JsonElement Property(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The numbers of an accessor of floats that isn't sparse; null where it is something else or lies outside the file.</summary>
    public float[]? Floats(int accessor)
    {
        var (accessors, views) = (List("accessors"), List("bufferViews"));
        if (accessor < 0 || accessor >= accessors.Count || Int(accessors[accessor], "componentType") != 5126 || Int(accessors[accessor], "bufferView", -1) is var view && (view < 0 || view >= views.Count))
            return null;
        var one = accessors[accessor];
        var width = Text(one, "type") switch { "SCALAR" => 1, "VEC2" => 2, "VEC3" => 3, "VEC4" => 4, "MAT4" => 16, _ => 0 };
        long start = Int(views[Int(one, "bufferView")], "byteOffset") + (long)Int(one, "byteOffset"), bytes = (long)Int(one, "count") * width * 4;
        return width == 0 || start < 0 || bytes < 0 || start + bytes > _binary.Length ? null : MemoryMarshal.Cast<byte, float>(_binary.Span.Slice((int)start, (int)bytes)).ToArray();
    }

    /// <summary>A whole number of an object, or another one where it is missing.</summary>
    public static int Int(JsonElement json, string name, int otherwise = 0) =>
        Property(json, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : otherwise;

    /// <summary>The text of an object's property, or "".</summary>
    public static string Text(JsonElement json, string name) =>
        Property(json, name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";
}
