using System.Runtime.InteropServices;

namespace AffectAgent.Inference.Onnx;

/// <summary>
/// A graph of ONNX operators that can be written as a model file. Writing is deterministic: the same calls in the same
/// order give the same bytes. Field numbers follow the published onnx.proto.
/// </summary>
public sealed class OnnxGraph
{
    private const int IrVersion = 8;
    private const int Opset = 17;

    private readonly List<OnnxNode> _nodes = [];
    private readonly List<Value> _inputs = [];
    private readonly List<Value> _outputs = [];
    private readonly List<(string Name, TensorElementType Type, long[] Shape, byte[] Data)> _constants = [];

    /// <summary>Creates an empty graph.</summary>
    /// <param name="name">Its name, written into the file.</param>
    public OnnxGraph(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>The graph's name.</summary>
    public string Name { get; }

    /// <summary>Adds an input.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its shape; -1 for a free dimension, which is named "batch" when first and "dimN" otherwise.</param>
    /// <param name="type">Its element type.</param>
    public void AddInput(string name, IReadOnlyList<long> shape, TensorElementType type = TensorElementType.Float32) => _inputs.Add(new(name, type, shape));

    /// <summary>Adds an output.</summary>
    /// <param name="name">Name of the value that is put out.</param>
    /// <param name="shape">Its shape; -1 for a free dimension.</param>
    /// <param name="type">Its element type.</param>
    public void AddOutput(string name, IReadOnlyList<long> shape, TensorElementType type = TensorElementType.Float32) => _outputs.Add(new(name, type, shape));

    /// <summary>Adds an operator. Operators stand in an order in which every value is made before it is read.</summary>
    /// <param name="node">The operator.</param>
    public void Add(OnnxNode node) => _nodes.Add(node);

    /// <summary>Adds a constant of floats.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="values">Its elements, row by row.</param>
    public void AddConstant(string name, IReadOnlyList<long> shape, ReadOnlySpan<float> values) => AddConstant(name, TensorElementType.Float32, shape, values);

    /// <summary>Adds a constant of 64-bit integers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="values">Its elements, row by row.</param>
    public void AddConstant(string name, IReadOnlyList<long> shape, ReadOnlySpan<long> values) => AddConstant(name, TensorElementType.Int64, shape, values);

    /// <summary>The model file.</summary>
    public byte[] ToBytes()
    {
        var model = new ProtoWriter();
        model.Integer(1, IrVersion);
        model.Text(2, "affectagent");
        model.Message(7, WriteGraph);
        model.Message(8, opset => opset.Integer(2, Opset));
        return model.Written.ToArray();
    }

    private void AddConstant<T>(string name, TensorElementType type, IReadOnlyList<long> shape, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if (shape.Aggregate(1L, (product, size) => product * size) != values.Length)
            throw new ArgumentException($"Constant '{name}' has {values.Length} values for shape [{string.Join(", ", shape)}].", nameof(values));
        byte[] data = MemoryMarshal.AsBytes(values).ToArray();
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("ONNX files hold little-endian numbers; this machine's are not.");
        _constants.Add((name, type, [.. shape], data));
    }

    private void WriteGraph(ProtoWriter graph)
    {
        foreach (var node in _nodes)
            graph.Message(1, writer => WriteNode(writer, node));
        graph.Text(2, Name);
        foreach (var constant in _constants)
        {
            graph.Message(5, tensor =>
            {
                foreach (long size in constant.Shape)
                    tensor.Integer(1, size);
                tensor.Integer(2, (int)constant.Type);
                tensor.Text(8, constant.Name);
                tensor.Bytes(9, constant.Data);
            });
        }

        foreach (var input in _inputs)
            graph.Message(11, writer => WriteValue(writer, input));
        foreach (var output in _outputs)
            graph.Message(12, writer => WriteValue(writer, output));
    }

    private static void WriteNode(ProtoWriter writer, OnnxNode node)
    {
        foreach (string input in node.Inputs)
            writer.Text(1, input);
        foreach (string output in node.Outputs)
            writer.Text(2, output);
        writer.Text(3, node.Outputs[0]);
        writer.Text(4, node.Operator);
        foreach (var attribute in node.Attributes)
            writer.Message(5, inner => WriteAttribute(inner, attribute));
    }

    private static void WriteAttribute(ProtoWriter writer, OnnxAttribute attribute)
    {
        const int floatType = 1, integerType = 2, textType = 3, integersType = 7;
        writer.Text(1, attribute.Name);
        switch (attribute.Value)
        {
            case float value:
                writer.Float(2, value);
                writer.Integer(20, floatType);
                break;
            case long value:
                writer.Integer(3, value);
                writer.Integer(20, integerType);
                break;
            case string value:
                writer.Text(4, value);
                writer.Integer(20, textType);
                break;
            case IReadOnlyList<long> values:
                foreach (long value in values)
                    writer.Integer(8, value);
                writer.Integer(20, integersType);
                break;
        }
    }

    private static void WriteValue(ProtoWriter writer, Value value)
    {
        writer.Text(1, value.Name);
        writer.Message(2, type => type.Message(1, tensor =>
        {
            tensor.Integer(1, (int)value.Type);
            tensor.Message(2, shape =>
            {
                for (int i = 0; i < value.Shape.Count; i++)
                    WriteDimension(shape, value.Shape[i], i);
            });
        }));
    }

    private static void WriteDimension(ProtoWriter shape, long size, int index) => shape.Message(1, dimension =>
    {
        if (size >= 0)
            dimension.Integer(1, size);
        else
            dimension.Text(2, index == 0 ? "batch" : $"dim{index}");
    });

    private sealed record Value(string Name, TensorElementType Type, IReadOnlyList<long> Shape);
}
