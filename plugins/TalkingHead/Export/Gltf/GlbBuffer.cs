using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace AffectAgent.Plugins.TalkingHead.Export.Gltf;

/// <summary>Gathers a glTF file's numbers with their views and accessors (glTF 2.0, ISO/IEC 12113), and writes the binary form.</summary>
internal sealed class GlbBuffer
{
    private const int FloatType = 5126;
    private const int UnsignedType = 5125;
    private const int VertexTarget = 34962;
    private const int IndexTarget = 34963;
    private const float Still = 1e-6f;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>The views.</summary>
    public JsonArray Views { get; } = [];

    /// <summary>The accessors.</summary>
    public JsonArray Accessors { get; } = [];

    /// <summary>Adds bytes of any kind; returns the view.</summary>
    public int AddView(ReadOnlySpan<byte> bytes, int? target = null)
    {
        while (_bytes.WrittenCount % 4 != 0)
            _bytes.Write<byte>([0]);
        var view = new JsonObject { ["buffer"] = 0, ["byteOffset"] = _bytes.WrittenCount, ["byteLength"] = bytes.Length };
        if (target is { } use)
            view["target"] = use;
        _bytes.Write(bytes);
        Views.Add(view);
        return Views.Count - 1;
    }

    /// <summary>Adds the corners of triangles.</summary>
    public int AddIndices(IEnumerable<int> corners)
    {
        uint[] all = [.. corners.Select(x => (uint)x)];
        return Add(AddView(MemoryMarshal.AsBytes<uint>(all), IndexTarget), UnsignedType, all.Length, "SCALAR");
    }

    /// <summary>Adds points or normals of vertices.</summary>
    public int AddVectors(Vector3[] vectors, bool bounds = false)
    {
        var accessor = Add(AddView(MemoryMarshal.AsBytes<Vector3>(vectors), VertexTarget), FloatType, vectors.Length, "VEC3");
        if (bounds)
            Bound(accessor, vectors);
        return accessor;
    }

    /// <summary>Adds places in a texture.</summary>
    public int AddPlaces(Vector2[] places) => Add(AddView(MemoryMarshal.AsBytes<Vector2>(places), VertexTarget), FloatType, places.Length, "VEC2");

    /// <summary>Adds the joints of each vertex, four bytes each.</summary>
    public int AddJoints(byte[] joints) => Add(AddView(joints, VertexTarget), 5121, joints.Length / 4, "VEC4");

    /// <summary>Adds four weights a vertex.</summary>
    public int AddWeights(Vector4[] weights) => Add(AddView(MemoryMarshal.AsBytes<Vector4>(weights), VertexTarget), FloatType, weights.Length, "VEC4");

    /// <summary>Adds what few vertices differ from zero: moved points or normals of a morph target.</summary>
    public int AddSparse(Vector3[] vectors, bool bounds)
    {
        int[] moved = [.. Enumerable.Range(0, vectors.Length).Where(i => vectors[i].LengthSquared() > Still * Still)];
        var accessor = new JsonObject { ["componentType"] = FloatType, ["count"] = vectors.Length, ["type"] = "VEC3" };
        if (moved.Length > 0)
        {
            accessor["sparse"] = new JsonObject
            {
                ["count"] = moved.Length,
                ["indices"] = new JsonObject { ["bufferView"] = AddView(MemoryMarshal.AsBytes<int>(moved)), ["componentType"] = UnsignedType },
                ["values"] = new JsonObject { ["bufferView"] = AddView(MemoryMarshal.AsBytes<Vector3>(moved.Select(i => vectors[i]).ToArray())) },
            };
        }

        Accessors.Add(accessor);
        if (bounds)
            Bound(Accessors.Count - 1, moved.Length == vectors.Length ? vectors : [Vector3.Zero, .. moved.Select(i => vectors[i])]);
        return Accessors.Count - 1;
    }

    /// <summary>Adds numbers of an animation or a skin.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="type">SCALAR, VEC4, MAT4.</param>
    /// <param name="size">Numbers an element.</param>
    /// <param name="bounds">True for times, which state their first and last.</param>
    public int AddNumbers(float[] numbers, string type, int size, bool bounds = false)
    {
        var accessor = Add(AddView(MemoryMarshal.AsBytes<float>(numbers)), FloatType, numbers.Length / size, type);
        if (bounds)
            (Accessors[accessor]!["min"], Accessors[accessor]!["max"]) = (new JsonArray(numbers.Min()), new JsonArray(numbers.Max()));
        return accessor;
    }

    /// <summary>Writes the file.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="document">All of the document but buffers, views and accessors.</param>
    public void Write(Stream file, JsonObject document)
    {
        document["buffers"] = new JsonArray(new JsonObject { ["byteLength"] = _bytes.WrittenCount });
        document["bufferViews"] = Views;
        document["accessors"] = Accessors;
        var json = Padded(Encoding.UTF8.GetBytes(document.ToJsonString()), (byte)' ');
        var binary = Padded(_bytes.WrittenSpan, 0);
        Span<byte> head = stackalloc byte[12];
        "glTF"u8.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], 2);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], 12 + 8 + json.Length + 8 + binary.Length);
        file.Write(head);
        Chunk(file, "JSON"u8, json);
        Chunk(file, "BIN\0"u8, binary);
    }

    private static void Chunk(Stream file, ReadOnlySpan<byte> kind, byte[] bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        file.Write(length);
        file.Write(kind);
        file.Write(bytes);
    }

    private static byte[] Padded(ReadOnlySpan<byte> bytes, byte with) => [.. bytes, .. Enumerable.Repeat(with, (4 - (bytes.Length % 4)) % 4)];

    private int Add(int view, int componentType, int count, string type)
    {
        Accessors.Add(new JsonObject { ["bufferView"] = view, ["componentType"] = componentType, ["count"] = count, ["type"] = type });
        return Accessors.Count - 1;
    }

    private void Bound(int accessor, Vector3[] vectors)
    {
        Vector3 least = vectors[0], most = vectors[0];
        foreach (var v in vectors)
            (least, most) = (Vector3.Min(least, v), Vector3.Max(most, v));
        Accessors[accessor]!["min"] = new JsonArray(least.X, least.Y, least.Z);
        Accessors[accessor]!["max"] = new JsonArray(most.X, most.Y, most.Z);
    }
}
