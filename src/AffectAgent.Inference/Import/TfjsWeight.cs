namespace AffectAgent.Inference.Import;

/// <summary>A constant of a TensorFlow.js model, widened to 32-bit floats or integers.</summary>
/// <param name="Shape">Its shape in TensorFlow's order, channels last.</param>
/// <param name="Floats">Its elements when it is of floats, else empty.</param>
/// <param name="Integers">Its elements when it is of integers, else empty.</param>
internal sealed record TfjsWeight(long[] Shape, float[] Floats, int[] Integers)
{
    /// <summary>True when the elements are floats.</summary>
    public bool IsFloat => Integers.Length == 0;
}

/// <summary>A TensorFlow.js graph model, read and checked.</summary>
/// <param name="Name">What to call it in messages.</param>
/// <param name="Nodes">The nodes, each after those that it reads.</param>
/// <param name="Weights">The constants by node name.</param>
/// <param name="Outputs">The outputs: public name and node name.</param>
internal sealed record TfjsModel(
    string Name,
    IReadOnlyList<TfjsNode> Nodes,
    IReadOnlyDictionary<string, TfjsWeight> Weights,
    IReadOnlyList<(string Name, string Node)> Outputs);
