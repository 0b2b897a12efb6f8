using AffectAgent.Inference.Onnx;

namespace AffectAgent.Inference.Import;

/// <summary>The sliding window of a convolution or a pooling: its size, step and padding, along height and width.</summary>
internal static class Windows
{
    /// <summary>Works out the result's height and width and the ONNX attributes.</summary>
    /// <param name="conversion">For messages.</param>
    /// <param name="node">The node, with "strides", "padding" and perhaps "dilations".</param>
    /// <param name="input">What it slides over.</param>
    /// <param name="height">The window's height.</param>
    /// <param name="width">The window's width.</param>
    public static (long Height, long Width, List<OnnxAttribute> Attributes) Of(Conversion conversion, TfjsNode node, Converted input, long height, long width)
    {
        if (node.Text("data_format") is { } format && format != "NHWC")
            throw conversion.Fault(node, $"holds its channels in the order {format}; only NHWC is known");
        var (stepY, stepX) = Pair(conversion, node, "strides");
        var (gapY, gapX) = Pair(conversion, node, "dilations");
        string padding = node.Text("padding") ?? "VALID";
        if (padding is not ("SAME" or "VALID"))
            throw conversion.Fault(node, $"has the padding {padding}; only SAME and VALID are known");
        if (input.Height < 0 || input.Width < 0)
            throw conversion.Fault(node, "slides over a picture whose size is not fixed");
        bool same = padding == "SAME";
        var (outY, top, bottom) = Along(input.Height, height, stepY, gapY, same);
        var (outX, left, right) = Along(input.Width, width, stepX, gapX, same);
        if (outY < 1 || outX < 1)
            throw conversion.Fault(node, "has a window larger than the picture");
        List<OnnxAttribute> attributes =
        [
            OnnxAttribute.Of("kernel_shape", [height, width]),
            OnnxAttribute.Of("strides", [stepY, stepX]),
            OnnxAttribute.Of("pads", [top, left, bottom, right]),
        ];
        if (gapY != 1 || gapX != 1)
            attributes.Add(OnnxAttribute.Of("dilations", [gapY, gapX]));
        return (outY, outX, attributes);
    }

    // TensorFlow's SAME: as many results as steps fit, the odd row or column of padding goes to the end.
    private static (long Count, long Before, long After) Along(long size, long window, long step, long gap, bool same)
    {
        long reach = ((window - 1) * gap) + 1;
        if (!same)
            return (((size - reach) / step) + (size >= reach ? 1 : 0), 0, 0);
        long count = (size + step - 1) / step;
        long padding = Math.Max(((count - 1) * step) + reach - size, 0);
        return (count, padding / 2, padding - (padding / 2));
    }

    private static (long Y, long X) Pair(Conversion conversion, TfjsNode node, string name)
    {
        var all = node.Integers(name);
        if (all.Count == 0)
            return (1, 1);
        return all is [1, > 0, > 0, 1] ? (all[1], all[2]) : throw conversion.Fault(node, $"has the {name} [{string.Join(", ", all)}]");
    }
}
