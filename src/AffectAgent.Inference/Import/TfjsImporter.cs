using AffectAgent.Inference.Onnx;

namespace AffectAgent.Inference.Import;

/// <summary>
/// Turns a TensorFlow.js graph model into an ONNX model. Picture inputs become channels first ([N, C, H, W]) and
/// everything in between stays so, which is what ONNX Runtime computes fastest; outputs keep TensorFlow's shape and
/// order. Weights of 16 and 8 bits are widened to 32-bit floats. The same files give the same bytes.
/// </summary>
public static class TfjsImporter
{
    private static readonly Dictionary<string, Action<Conversion, TfjsNode>> Operators = new()
    {
        ["Placeholder"] = ShapeOperators.Placeholder,
        ["Const"] = (_, _) => { }, // weights are written where they are read
        ["Identity"] = ShapeOperators.Identity,
        ["Conv2D"] = ConvolutionOperators.Plain,
        ["_FusedConv2D"] = ConvolutionOperators.Plain,
        ["DepthwiseConv2dNative"] = ConvolutionOperators.Depthwise,
        ["FusedDepthwiseConv2dNative"] = ConvolutionOperators.Depthwise,
        ["BiasAdd"] = ArithmeticOperators.Add,
        ["Add"] = ArithmeticOperators.Add,
        ["AddV2"] = ArithmeticOperators.Add,
        ["Mul"] = ArithmeticOperators.Multiply,
        ["Relu"] = Activations.Alone,
        ["Relu6"] = Activations.Alone,
        ["LeakyRelu"] = Activations.Alone,
        ["Prelu"] = Activations.Alone,
        ["Sigmoid"] = Activations.Alone,
        ["Tanh"] = Activations.Alone,
        ["MaxPool"] = ShapeOperators.MaxPool,
        ["Pad"] = ShapeOperators.Pad,
        ["ConcatV2"] = ShapeOperators.Concat,
        ["Reshape"] = ShapeOperators.Reshape,
    };

    /// <summary>The TensorFlow operators that can be imported.</summary>
    public static IReadOnlyCollection<string> KnownOperators => Operators.Keys;

    /// <summary>Imports a model file; its shards are read from the same folder.</summary>
    /// <param name="path">The model's JSON file.</param>
    /// <returns>The ONNX model.</returns>
    /// <exception cref="UserException">A file is missing or malformed, or the model uses operators that are not known; the message names them.</exception>
    public static byte[] ToOnnx(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        byte[] json = BoundedFile.Read(path, TfjsReader.MaxJsonBytes);
        return ToOnnx(json, shard => BoundedFile.Read(Path.Combine(folder, shard), TfjsReader.MaxWeightBytes, allowLink: false), Path.GetFileName(path));
    }

    /// <summary>Imports a model from memory.</summary>
    /// <param name="json">The model's JSON.</param>
    /// <param name="shard">Gives the content of a shard of the weights by its plain file name.</param>
    /// <param name="name">What to call the model in messages and in the ONNX file.</param>
    /// <param name="inputSide">A side in pixels that picture inputs get instead of their own, for a network that convolves over any size; null for their own.</param>
    /// <param name="output">The one node whose value is put out; what does not lead to it is left out. Null for the model's own outputs.</param>
    /// <returns>The ONNX model.</returns>
    /// <exception cref="UserException">The model is malformed or uses operators that are not known; the message names them.</exception>
    public static byte[] ToOnnx(ReadOnlyMemory<byte> json, Func<string, byte[]> shard, string name, int? inputSide = null, string? output = null)
    {
        ArgumentNullException.ThrowIfNull(shard);
        var model = TfjsReader.Read(json, shard, name);
        if (output is not null)
            model = EndingAt(model, output);
        RefuseUnknown(model);
        var graph = new OnnxGraph(Path.GetFileNameWithoutExtension(name));
        var conversion = new Conversion(model, graph, inputSide);
        foreach (var node in model.Nodes)
            Operators[node.Operator](conversion, node);
        foreach (var (title, node) in model.Outputs)
            WriteOutput(conversion, title, conversion.Result(node));
        return graph.ToBytes();
    }

    // Nodes come after those that they read, so one way back finds all that lead to the output.
    private static TfjsModel EndingAt(TfjsModel model, string output)
    {
        if (!model.Nodes.Any(node => node.Name == output))
            throw TfjsReader.Fault(model.Name, $"its output '{output}' does not exist");
        var wanted = new HashSet<string> { output };
        foreach (var node in model.Nodes.Reverse().Where(node => wanted.Contains(node.Name)))
            wanted.UnionWith(node.Inputs);
        return model with { Nodes = [.. model.Nodes.Where(node => wanted.Contains(node.Name))], Outputs = [(output, output)] };
    }

    private static void RefuseUnknown(TfjsModel model)
    {
        var unknown = model.Nodes.Where(node => !Operators.ContainsKey(node.Operator)).GroupBy(node => node.Operator)
            .Select(group => $"{group.Key} (node '{group.First().Name}')").ToList();
        if (unknown.Count > 0)
            throw new UserException($"'{model.Name}' uses operators that the importer does not know: {string.Join(", ", unknown)}.", $"It knows {string.Join(", ", KnownOperators)}.");
        if (model.Nodes.FirstOrDefault(node => node.Operator == "Const" && !model.Weights.ContainsKey(node.Name)) is { } bare)
            throw TfjsReader.Fault(model.Name, $"its constant '{bare.Name}' has no weights");
    }

    private static void WriteOutput(Conversion conversion, string output, Converted value)
    {
        OnnxAttribute[] turn = value.IsImage ? [OnnxAttribute.Of("perm", [0, 2, 3, 1])] : [];
        conversion.Graph.Add(new OnnxNode(value.IsImage ? "Transpose" : "Identity", [value.Name], [output], turn));
        conversion.Graph.AddOutput(output, value.Shape);
    }
}
