using System.Text.Json;

namespace AffectAgent.Inference.Import;

/// <summary>
/// Reads a TensorFlow.js graph model: the model's JSON and the shards of its weights. The file is hostile until read:
/// shards must lie beside it, sizes must agree, and memory is bounded by <see cref="MaxWeightBytes"/>.
/// </summary>
internal static class TfjsReader
{
    /// <summary>Largest model.json taken.</summary>
    public const int MaxJsonBytes = 32 << 20;

    /// <summary>Largest total of the weights' shards.</summary>
    public const int MaxWeightBytes = 256 << 20;

    private const int MaxNodes = 20_000;

    /// <summary>Reads a model.</summary>
    /// <param name="json">The content of model.json.</param>
    /// <param name="shard">Gives the content of a shard by its plain file name.</param>
    /// <param name="name">What to call the model in messages.</param>
    /// <exception cref="UserException">The model is malformed.</exception>
    public static TfjsModel Read(ReadOnlyMemory<byte> json, Func<string, byte[]> shard, string name)
    {
        if (json.Length > MaxJsonBytes)
            throw Fault(name, $"its JSON has {json.Length} bytes, more than {MaxJsonBytes}");
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement, shard, name);
        }
        catch (Exception error) when (error is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw Fault(name, error.Message.ReplaceLineEndings(" "), error);
        }
    }

    internal static UserException Fault(string name, string what, Exception? inner = null) =>
        new($"'{name}' is not a TensorFlow.js graph model that can be imported: {what}.", "Install the model's package again.", inner);

    private static TfjsModel Read(JsonElement root, Func<string, byte[]> shard, string name)
    {
        if (root.TryGetProperty("format", out var format) && format.GetString() != "graph-model")
            throw Fault(name, $"its format is '{format.GetString()}', not 'graph-model'");
        var nodes = root.GetProperty("modelTopology").GetProperty("node").EnumerateArray().Select(ReadNode).Take(MaxNodes + 1).ToList();
        if (nodes.Count > MaxNodes)
            throw Fault(name, $"it has more than {MaxNodes} nodes");
        var sorted = GraphOrder.Sort(nodes, name);
        var weights = TfjsWeightReader.Read(root.GetProperty("weightsManifest"), shard, name);
        return new TfjsModel(name, sorted, weights, Outputs(root, sorted, name));
    }

    private static TfjsNode ReadNode(JsonElement node)
    {
        var inputs = node.TryGetProperty("input", out var list) ? list.EnumerateArray().Select(item => item.GetString() ?? "") : [];
        node.TryGetProperty("attr", out var attributes);
        // A name with a caret only orders the nodes; nothing flows.
        return new TfjsNode(
            node.GetProperty("name").GetString() ?? throw new FormatException("a node has no name"),
            node.GetProperty("op").GetString() ?? throw new FormatException("a node has no operator"),
            [.. inputs.Where(input => !input.StartsWith('^')).Select(First)],
            attributes.ValueKind == JsonValueKind.Undefined ? default : attributes.Clone());
    }

    private static string First(string input) => input.EndsWith(":0", StringComparison.Ordinal) ? input[..^2] : input;

    // The signature names the outputs; a model without one puts out every node that nothing reads.
    private static List<(string Name, string Node)> Outputs(JsonElement root, IReadOnlyList<TfjsNode> nodes, string name)
    {
        var known = nodes.Select(node => node.Name).ToHashSet();
        var outputs = new List<(string Name, string Node)>();
        if (root.TryGetProperty("signature", out var signature) && signature.TryGetProperty("outputs", out var named))
        {
            outputs.AddRange(named.EnumerateObject().Select(output => (output.Name, First(output.Value.GetProperty("name").GetString() ?? ""))));
        }
        else
        {
            var read = nodes.SelectMany(node => node.Inputs).ToHashSet();
            outputs.AddRange(nodes.Where(node => !read.Contains(node.Name) && node.Operator is not ("Const" or "Placeholder"))
                .Select(node => (node.Name, node.Name)).OrderBy(output => output.Item1, StringComparer.Ordinal));
        }

        if (outputs.Find(output => !known.Contains(output.Node)) is { Node: { } missing })
            throw Fault(name, $"its output '{missing}' does not exist");
        return outputs.Count > 0 ? outputs : throw Fault(name, "it has no output");
    }
}
