using AffectAgent.Inference.Onnx;

namespace AffectAgent.Inference.Import;

/// <summary>Convolutions, plain and depthwise, alone and fused with what follows them.</summary>
internal static class ConvolutionOperators
{
    public static void Plain(Conversion conversion, TfjsNode node)
    {
        var input = conversion.Image(node, 0);
        var filter = Filter(conversion, node);
        long height = filter.Shape[0], width = filter.Shape[1], depth = filter.Shape[2], count = filter.Shape[3];
        if (input.Channels % depth != 0 || count % (input.Channels / depth) != 0)
            throw conversion.Fault(node, $"has a filter of {depth} channels for a picture of {input.Channels}");
        // TensorFlow stores height, width, in, out; ONNX wants out, in, height, width.
        var turned = Axes.Permute(filter.Floats, filter.Shape, [3, 2, 0, 1]);
        Convolve(conversion, node, input, conversion.Constant([count, depth, height, width], turned), height, width, count, input.Channels / depth);
    }

    public static void Depthwise(Conversion conversion, TfjsNode node)
    {
        var input = conversion.Image(node, 0);
        var filter = Filter(conversion, node);
        long height = filter.Shape[0], width = filter.Shape[1], channels = filter.Shape[2], times = filter.Shape[3];
        if (input.Channels != channels)
            throw conversion.Fault(node, $"has a filter of {channels} channels for a picture of {input.Channels}");
        // Each channel is a group of its own that makes 'times' results.
        var turned = Axes.Permute(filter.Floats, filter.Shape, [2, 3, 0, 1]);
        Convolve(conversion, node, input, conversion.Constant([channels * times, 1, height, width], turned), height, width, channels * times, channels);
    }

    private static TfjsWeight Filter(Conversion conversion, TfjsNode node) =>
        conversion.Floats(node, 1) is { Shape.Length: 4 } filter ? filter : throw conversion.Fault(node, "has a filter that has not four dimensions");

    private static void Convolve(Conversion conversion, TfjsNode node, Converted input, string filter, long height, long width, long channels, long groups)
    {
        var (outHeight, outWidth, attributes) = Windows.Of(conversion, node, input, height, width);
        attributes.Add(OnnxAttribute.Of("group", groups));
        long[] shape = [input.Shape[0], outHeight, outWidth, channels];
        var fused = node.Operator.Contains("Fused", StringComparison.Ordinal) ? node.Texts("fused_ops") : [];
        List<string> inputs = [input.Name, filter];
        int next = 2;
        if (fused is ["BiasAdd", ..])
        {
            var bias = conversion.Floats(node, next++);
            if (bias.Floats.Length != channels)
                throw conversion.Fault(node, $"has {bias.Floats.Length} biases for {channels} channels");
            inputs.Add(conversion.Constant([channels], bias.Floats));
        }

        string? activation = fused.Count > next - 2 ? fused[next - 2] : null;
        if (fused.Count > next - 2 + (activation is null ? 0 : 1))
            throw conversion.Fault(node, $"is fused with {string.Join(" and ", fused)}; at most BiasAdd and one activation are known");
        if (activation is null)
            conversion.Emit(node, "Conv", inputs, shape, attributes);
        else
            Activations.Emit(conversion, node, activation, new Converted(conversion.Between("Conv", inputs, attributes), shape), next);
    }
}
