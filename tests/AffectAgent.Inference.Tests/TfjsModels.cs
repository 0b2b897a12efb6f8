using System.Text;
using System.Text.Json.Nodes;

namespace AffectAgent.Inference.Tests;

/// <summary>Builds TensorFlow.js graph models node by node.</summary>
internal sealed class TfjsModels
{
    private readonly JsonArray _nodes = [];
    private readonly JsonArray _weights = [];
    private readonly List<byte> _shard = [];

    /// <summary>y = x * [1, 2, 3] + 1 over [free, 3].</summary>
    public static (byte[] Json, byte[] Shard) Affine()
    {
        var model = new TfjsModels();
        model.Input("x", -1, 3);
        model.Weight("scale", [3], 1, 2, 3);
        model.Weight("one", [1], 1);
        model.Node("scaled", "Mul", ["x", "scale"]);
        model.Node("y", "AddV2", ["scaled", "one"]);
        return model.Build();
    }

    public void Input(string name, params int[] shape) => Node(name, "Placeholder", [], new JsonObject
    {
        ["dtype"] = new JsonObject { ["type"] = "DT_FLOAT" },
        ["shape"] = new JsonObject { ["shape"] = new JsonObject { ["dim"] = new JsonArray([.. shape.Select(size => new JsonObject { ["size"] = $"{size}" })]) } },
    });

    public void Node(string name, string op, string[] inputs, JsonObject? attributes = null) => _nodes.Add(new JsonObject
    {
        ["name"] = name,
        ["op"] = op,
        ["input"] = new JsonArray([.. inputs.Select(input => JsonValue.Create(input))]),
        ["attr"] = attributes ?? [],
    });

    public void Weight(string name, int[] shape, params float[] values) =>
        Weight(name, shape, "float32", null, values, value => BitConverter.GetBytes(value));

    public void Integers(string name, int[] shape, params int[] values) =>
        Weight(name, shape, "int32", null, values, value => BitConverter.GetBytes(value));

    public void Halves(string name, int[] shape, params float[] values) =>
        Weight(name, shape, "float32", new JsonObject { ["dtype"] = "float16" }, values, value => BitConverter.GetBytes((Half)value));

    public void Bytes(string name, int[] shape, float scale, float min, params byte[] values) =>
        Weight(name, shape, "float32", new JsonObject { ["dtype"] = "uint8", ["scale"] = scale, ["min"] = min }, values, value => [value]);

    public void Shorts(string name, int[] shape, float scale, float min, params ushort[] values) =>
        Weight(name, shape, "float32", new JsonObject { ["dtype"] = "uint16", ["scale"] = scale, ["min"] = min }, values, value => BitConverter.GetBytes(value));

    public static JsonObject Text(string text) => new() { ["s"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) };

    public static JsonObject Texts(params string[] texts) => new()
    {
        ["list"] = new JsonObject { ["s"] = new JsonArray([.. texts.Select(text => JsonValue.Create(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))))]) },
    };

    public static JsonObject List(params int[] values) => new()
    {
        ["list"] = new JsonObject { ["i"] = new JsonArray([.. values.Select(value => JsonValue.Create($"{value}"))]) },
    };

    /// <summary>The model as JSON that a test may spoil.</summary>
    public JsonObject Json(JsonObject? signature = null)
    {
        var json = new JsonObject
        {
            ["format"] = "graph-model",
            ["modelTopology"] = new JsonObject { ["node"] = _nodes.DeepClone() },
            ["weightsManifest"] = new JsonArray(new JsonObject { ["paths"] = new JsonArray("net.bin"), ["weights"] = _weights.DeepClone() }),
        };
        if (signature is not null)
            json["signature"] = signature;
        return json;
    }

    public byte[] Shard() => [.. _shard];

    public (byte[] Json, byte[] Shard) Build(JsonObject? signature = null) => (Encoding.UTF8.GetBytes(Json(signature).ToJsonString()), Shard());

    private void Weight<T>(string name, int[] shape, string type, JsonObject? quantisation, T[] values, Func<T, byte[]> bytes)
    {
        var weight = new JsonObject { ["name"] = name, ["shape"] = new JsonArray([.. shape.Select(size => JsonValue.Create(size))]), ["dtype"] = type };
        if (quantisation is not null)
            weight["quantization"] = quantisation;
        _weights.Add(weight);
        Node(name, "Const", []);
        foreach (var value in values)
            _shard.AddRange(bytes(value));
    }
}
