using AffectAgent.Inference.Onnx;

namespace AffectAgent.Inference.Import;

/// <summary>A value of the graph that is being made.</summary>
/// <param name="Name">Its name in the ONNX graph.</param>
/// <param name="Shape">Its shape as TensorFlow has it, channels last; -1 where it is free. A value of four dimensions is held channels first.</param>
internal sealed record Converted(string Name, long[] Shape)
{
    /// <summary>True for a picture-like value, which is held channels first.</summary>
    public bool IsImage => Shape.Length == 4;

    public long Height => Shape[1];

    public long Width => Shape[2];

    public long Channels => Shape[^1];

    /// <summary>True when channels first and channels last are the same order of bytes.</summary>
    public bool IsOnePixel => IsImage && Height == 1 && Width == 1;
}

/// <summary>What the operators' converters read and write: the values made so far and the ONNX graph.</summary>
internal sealed class Conversion(TfjsModel model, OnnxGraph graph, int? inputSide = null)
{
    private const ulong MaxElements = 1 << 28;

    private static readonly long[] ChannelsFirst = [0, 3, 1, 2];
    private static readonly long[] ChannelsLast = [0, 2, 3, 1];

    private readonly Dictionary<string, Converted> _values = [];
    private int _helpers;

    public OnnxGraph Graph { get; } = graph;

    /// <summary>The side that picture inputs get instead of their own, or null.</summary>
    public int? InputSide { get; } = inputSide;

    /// <summary>The weight that a node reads as its input of that number.</summary>
    public TfjsWeight Weight(TfjsNode node, int input) => TryWeight(node, input)
        ?? throw Fault(node, $"needs a constant as input {input}");

    public TfjsWeight? TryWeight(TfjsNode node, int input) => model.Weights.GetValueOrDefault(InputName(node, input));

    /// <summary>The floats that a node reads as its input of that number.</summary>
    public TfjsWeight Floats(TfjsNode node, int input) => Weight(node, input) is { IsFloat: true } weight ? weight : throw Fault(node, $"needs floats as input {input}");

    /// <summary>The whole numbers that a node reads as its input of that number.</summary>
    public int[] Integers(TfjsNode node, int input) => Weight(node, input) is { IsFloat: false } weight ? weight.Integers : throw Fault(node, $"needs whole numbers as input {input}");

    /// <summary>The computed value that a node reads as its input of that number.</summary>
    public Converted Value(TfjsNode node, int input) => _values.GetValueOrDefault(InputName(node, input))
        ?? throw Fault(node, $"cannot take a constant as input {input}");

    /// <summary>A computed picture-like value.</summary>
    public Converted Image(TfjsNode node, int input) => Value(node, input) is { IsImage: true } value ? value : throw Fault(node, $"needs four dimensions in input {input}");

    /// <summary>The value of a node that the model puts out.</summary>
    public Converted Result(string node) => _values.GetValueOrDefault(node) ?? throw TfjsReader.Fault(model.Name, $"its output '{node}' is a constant");

    /// <summary>Sets the value of a node, unless it would be too large for any picture network.</summary>
    public void Set(TfjsNode node, Converted value)
    {
        UInt128 count = value.Shape.Aggregate(UInt128.One, (product, size) => UInt128.Min(product, MaxElements + 1) * (UInt128)Math.Max(size, 1));
        _values[node.Name] = count <= MaxElements ? value : throw Fault(node, $"makes a value of [{string.Join(", ", value.Shape)}], which is too large");
    }

    /// <summary>Adds an operator whose result is the node's value.</summary>
    public void Emit(TfjsNode node, string op, IReadOnlyList<string> inputs, long[] shape, params IReadOnlyList<OnnxAttribute> attributes)
    {
        Set(node, new Converted(Between(op, inputs, attributes), shape));
    }

    /// <summary>Adds an operator between two nodes and gives the name of its result.</summary>
    public string Between(string op, IReadOnlyList<string> inputs, params IReadOnlyList<OnnxAttribute> attributes)
    {
        string name = NewName();
        Graph.Add(new OnnxNode(op, inputs, [name], attributes));
        return name;
    }

    /// <summary>The value's name with channels last, turned round where that matters.</summary>
    public string AsChannelsLast(Converted value) => value.IsImage ? Between("Transpose", [value.Name], OnnxAttribute.Of("perm", ChannelsLast)) : value.Name;

    /// <summary>The name of a channels-last value after turning it to channels first.</summary>
    public string ToChannelsFirst(string name) => Between("Transpose", [name], OnnxAttribute.Of("perm", ChannelsFirst));

    public string Constant(IReadOnlyList<long> shape, ReadOnlySpan<float> values)
    {
        string name = NewName();
        Graph.AddConstant(name, shape, values);
        return name;
    }

    public string Constant(params ReadOnlySpan<long> values)
    {
        string name = NewName();
        Graph.AddConstant(name, [values.Length], values);
        return name;
    }

    public UserException Fault(TfjsNode node, string what) => TfjsReader.Fault(model.Name, $"node '{node.Name}' ({node.Operator}) {what}");

    private string InputName(TfjsNode node, int input) => input < node.Inputs.Count ? node.Inputs[input] : throw Fault(node, $"lacks input {input}");

    // Only inputs and outputs keep their names; a percent sign stands in none of TensorFlow's.
    private string NewName() => $"%{_helpers++}";
}
