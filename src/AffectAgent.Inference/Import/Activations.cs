using AffectAgent.Inference.Onnx;

namespace AffectAgent.Inference.Import;

/// <summary>The functions that act on each element alone.</summary>
internal static class Activations
{
    /// <summary>Converts a node that is an activation itself.</summary>
    public static void Alone(Conversion conversion, TfjsNode node) => Emit(conversion, node, node.Operator, conversion.Value(node, 0), slopeInput: 1);

    /// <summary>Applies an activation, giving the node's value.</summary>
    /// <param name="conversion">The graph.</param>
    /// <param name="node">The node.</param>
    /// <param name="activation">TensorFlow's name of the activation.</param>
    /// <param name="input">What it acts on.</param>
    /// <param name="slopeInput">Which of the node's inputs holds the slopes of a Prelu.</param>
    public static void Emit(Conversion conversion, TfjsNode node, string activation, Converted input, int slopeInput)
    {
        switch (activation)
        {
            case "Relu" or "Sigmoid" or "Tanh":
                conversion.Emit(node, activation, [input.Name], input.Shape);
                break;
            case "Relu6":
                conversion.Emit(node, "Clip", [input.Name, conversion.Constant([], [0f]), conversion.Constant([], [6f])], input.Shape);
                break;
            case "LeakyRelu":
                float slope = node.Operator == "LeakyRelu" ? node.Float("alpha", 0.2f) : node.Float("leakyrelu_alpha", 0.2f);
                conversion.Emit(node, "LeakyRelu", [input.Name], input.Shape, OnnxAttribute.Of("alpha", slope));
                break;
            case "Prelu":
                Prelu(conversion, node, input, slopeInput);
                break;
            default:
                throw conversion.Fault(node, $"is fused with {activation}, which the importer does not know");
        }
    }

    // ONNX Runtime computes PRelu element by element with a branch, and lays the picture out anew before and after. With one
    // slope a channel, slope * x + (1 - slope) * max(x, 0) is the same, and as two depthwise convolutions of one pixel it
    // stays in the layout of the convolutions around it: face-mesh and iris run three times as fast.
    private static void Prelu(Conversion conversion, TfjsNode node, Converted input, int slopeInput)
    {
        var slopes = conversion.Floats(node, slopeInput);
        if (!input.IsImage || slopes.Floats.Length != input.Channels || slopes.Shape[^1] != input.Channels)
        {
            string spread = Axes.Constant(conversion, slopes, input)
                ?? throw conversion.Fault(node, $"has slopes [{string.Join(", ", slopes.Shape)}] for [{string.Join(", ", input.Shape)}]");
            conversion.Emit(node, "PRelu", [input.Name, spread], input.Shape);
            return;
        }

        string positive = conversion.Between("Relu", [input.Name]);
        string all = Scale(conversion, input.Name, slopes.Floats);
        string rest = Scale(conversion, positive, [.. slopes.Floats.Select(slope => 1 - slope)]);
        conversion.Emit(node, "Add", [rest, all], input.Shape);
    }

    private static string Scale(Conversion conversion, string value, float[] factors) => conversion.Between(
        "Conv",
        [value, conversion.Constant([factors.Length, 1, 1, 1], factors)],
        OnnxAttribute.Of("kernel_shape", [1, 1]),
        OnnxAttribute.Of("group", factors.Length));
}
