namespace AffectAgent.Inference;

/// <summary>Gives every free dimension of a model's inputs and outputs a size.</summary>
internal static class ShapeBinder
{
    /// <summary>Shapes of all inputs, then all outputs, with every free dimension set to the batch size.</summary>
    public static long[][] FromBatch(OnnxModel model, int batch) =>
        [.. model.Inputs.Concat(model.Outputs).Select(tensor => tensor.Shape.Select(size => size < 0 ? batch : size).ToArray())];

    /// <summary>Shapes of all inputs, then all outputs, from the shapes given by name.</summary>
    public static long[][] FromShapes(OnnxModel model, IReadOnlyDictionary<string, long[]> given)
    {
        foreach (string name in given.Keys)
        {
            if (!model.Inputs.Concat(model.Outputs).Any(tensor => tensor.Name == name))
                throw new ArgumentException($"Model '{model.Name}' has no tensor '{name}'; it has {Names(model)}.", nameof(given));
        }

        var named = new Dictionary<string, long>();
        var inputs = model.Inputs.Select(tensor => Bind(model, tensor, given, named)).ToArray();
        return [.. inputs, .. model.Outputs.Select(tensor => Infer(model, tensor, given, named, inputs))];
    }

    internal static string Names(OnnxModel model) =>
        string.Join(", ", model.Inputs.Concat(model.Outputs).Select(tensor => $"'{tensor.Name}'"));

    private static long[] Bind(OnnxModel model, TensorInfo tensor, IReadOnlyDictionary<string, long[]> given, Dictionary<string, long> named)
    {
        if (!given.TryGetValue(tensor.Name, out long[]? shape))
        {
            shape = [.. tensor.Shape.Select((size, i) => size >= 0 ? size
                : named.TryGetValue(tensor.DimensionNames[i], out long known) ? known : throw Lacking(model, tensor))];
        }

        if (!Fits(tensor, shape))
            throw new ArgumentException($"Model '{model.Name}' wants {tensor}; the shape given is [{string.Join(", ", shape)}].", nameof(given));
        for (int i = 0; i < shape.Length; i++)
        {
            if (tensor.Shape[i] >= 0 || tensor.DimensionNames[i].Length == 0)
                continue;
            if (named.TryGetValue(tensor.DimensionNames[i], out long other) && other != shape[i])
                throw new ArgumentException($"Model '{model.Name}' wants one size for '{tensor.DimensionNames[i]}'; given are {other} and {shape[i]}.", nameof(given));
            named[tensor.DimensionNames[i]] = shape[i];
        }

        return [.. shape];
    }

    private static long[] Infer(OnnxModel model, TensorInfo tensor, IReadOnlyDictionary<string, long[]> given, Dictionary<string, long> named, long[][] inputs)
    {
        if (given.ContainsKey(tensor.Name))
            return Bind(model, tensor, given, named);
        var shape = new long[tensor.Shape.Count];
        for (int i = 0; i < shape.Length; i++)
        {
            // A leading free dimension is the batch by custom, also where the model does not name it.
            shape[i] = tensor.Shape[i] >= 0 ? tensor.Shape[i]
                : named.TryGetValue(tensor.DimensionNames[i], out long known) ? known
                : i == 0 && inputs.Length > 0 && inputs[0].Length > 0 && model.Inputs[0].Shape[0] < 0 ? inputs[0][0]
                : throw Lacking(model, tensor);
        }

        return shape;
    }

    private static bool Fits(TensorInfo tensor, long[] shape) =>
        shape.Length == tensor.Shape.Count && shape.Zip(tensor.Shape).All(pair => pair.First >= 0 && (pair.Second < 0 || pair.First == pair.Second));

    private static ArgumentException Lacking(OnnxModel model, TensorInfo tensor) =>
        new($"Model '{model.Name}' leaves the size of {tensor} open; give its shape.");
}
