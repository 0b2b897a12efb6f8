using AffectAgent.Inference.Onnx;

namespace AffectAgent.Inference.Import;

/// <summary>Inputs, and the operators that move values without changing them.</summary>
internal static class ShapeOperators
{
    // The position of channels-last dimensions N, H, W, C in a channels-first value.
    private static readonly int[] Place = [0, 2, 3, 1];

    private const int BlockedChannels = 16;
    private const long MaxCopyWeights = 1 << 22;

    public static void Placeholder(Conversion conversion, TfjsNode node)
    {
        long[] shape = node.Shape("shape") is { Length: > 0 } known ? known : throw conversion.Fault(node, "has no shape");
        if (node.Type("dtype") is { } type && type != "DT_FLOAT")
            throw conversion.Fault(node, $"is an input of {type}; only DT_FLOAT is known");
        if (conversion.InputSide is { } side && shape.Length == 4)
            shape = [shape[0], side, side, shape[3]];
        conversion.Graph.AddInput(node.Name, shape.Length == 4 ? [shape[0], shape[3], shape[1], shape[2]] : shape);
        conversion.Set(node, new Converted(node.Name, shape));
    }

    public static void Identity(Conversion conversion, TfjsNode node) => conversion.Set(node, conversion.Value(node, 0));

    public static void MaxPool(Conversion conversion, TfjsNode node)
    {
        var input = conversion.Image(node, 0);
        var size = node.Integers("ksize");
        if (size is not [1, > 0, > 0, 1])
            throw conversion.Fault(node, $"has the window [{string.Join(", ", size)}]");
        var (height, width, attributes) = Windows.Of(conversion, node, input, size[1], size[2]);
        long[] shape = [input.Shape[0], height, width, input.Channels];
        if (input.Channels % BlockedChannels == 0)
            conversion.Emit(node, "MaxPool", [input.Name], shape, attributes);
        else
            CopyChannels(conversion, node, conversion.Between("MaxPool", [input.Name], attributes), input.Channels, shape);
    }

    public static void Pad(Conversion conversion, TfjsNode node)
    {
        var input = conversion.Value(node, 0);
        int rank = input.Shape.Length;
        int[] pairs = conversion.Integers(node, 1);
        if (pairs.Length != 2 * rank || pairs.Any(pad => pad < 0))
            throw conversion.Fault(node, $"pads {rank} dimensions by [{string.Join(", ", pairs)}]");
        if (input.IsImage && pairs[..7].All(pad => pad == 0))
        {
            CopyChannels(conversion, node, input.Name, input.Channels, [.. input.Shape[..3], input.Channels + pairs[7]]);
            return;
        }

        var pads = new long[2 * rank];
        var shape = new long[rank];
        for (int i = 0; i < rank; i++)
        {
            int place = input.IsImage ? Place[i] : i;
            pads[place] = pairs[2 * i];
            pads[place + rank] = pairs[(2 * i) + 1];
            bool free = input.Shape[i] < 0;
            if (free && pairs[2 * i] + pairs[(2 * i) + 1] > 0)
                throw conversion.Fault(node, "pads a dimension whose size is free");
            shape[i] = free ? -1 : input.Shape[i] + pairs[2 * i] + pairs[(2 * i) + 1];
        }

        conversion.Emit(node, "Pad", [input.Name, conversion.Constant(pads)], shape);
    }

    public static void Concat(Conversion conversion, TfjsNode node)
    {
        int count = node.Inputs.Count - 1;
        if (count < 1 || conversion.Integers(node, count) is not [int axis])
            throw conversion.Fault(node, "has no axis");
        var parts = Enumerable.Range(0, count).Select(i => conversion.Value(node, i)).ToList();
        long[] shape = [.. parts[0].Shape];
        axis = axis < 0 ? axis + shape.Length : axis;
        if (axis < 0 || axis >= shape.Length || parts.Any(part => !Joins(part.Shape, shape, axis)))
            throw conversion.Fault(node, $"joins along {axis} what does not fit");
        shape[axis] = parts.Sum(part => part.Shape[axis]);
        conversion.Emit(node, "Concat", [.. parts.Select(part => part.Name)], shape, OnnxAttribute.Of("axis", parts[0].IsImage ? Place[axis] : axis));
    }

    public static void Reshape(Conversion conversion, TfjsNode node)
    {
        var input = conversion.Value(node, 0);
        long[] target = [.. conversion.Integers(node, 1).Select(size => (long)size)];
        if (conversion.InputSide is not null)
            target = OfOtherPlaces(input.Shape, target);
        long[] shape = Resolve(conversion, node, input.Shape, target);
        // Of a single pixel the channels lie in the same order either way.
        string flat = input.IsOnePixel ? input.Name : conversion.AsChannelsLast(input);
        if (shape.Length != 4)
        {
            conversion.Emit(node, "Reshape", [flat, conversion.Constant(target)], shape);
            return;
        }

        string image = conversion.Between("Reshape", [flat, conversion.Constant(target)]);
        conversion.Set(node, new Converted(conversion.ToChannelsFirst(image), shape));
    }

    // Copies channels, adding empty ones behind, as a convolution of one pixel: unlike Pad, and unlike a pooling of channels
    // that fill no block, it takes and gives the blocked layout that ONNX Runtime convolves in (face-detector: an eighth faster).
    private static void CopyChannels(Conversion conversion, TfjsNode node, string name, long channels, long[] shape)
    {
        if (channels * shape[3] > MaxCopyWeights)
            throw conversion.Fault(node, $"widens {channels} channels to {shape[3]}, which is too many");
        var same = new float[channels * shape[3]];
        for (long i = 0; i < channels; i++)
            same[(i * channels) + i] = 1;
        string copy = conversion.Constant([shape[3], channels, 1, 1], same);
        conversion.Emit(node, "Conv", [name, copy], shape, OnnxAttribute.Of("kernel_shape", [1, 1]));
    }

    private static long[] Resolve(Conversion conversion, TfjsNode node, long[] from, long[] target)
    {
        if (target.Any(size => size is < -1 or 0) || target.Count(size => size == -1) > 1)
            throw conversion.Fault(node, $"has the target [{string.Join(", ", target)}]");
        // A free dimension can only go into the open place of the target.
        bool free = from.Any(size => size < 0);
        long have = from.Where(size => size >= 0).Aggregate(1L, (product, size) => product * size);
        long want = target.Where(size => size >= 0).Aggregate(1L, (product, size) => product * size);
        bool open = target.Contains(-1);
        if (open ? have % want != 0 : free || have != want)
            throw conversion.Fault(node, $"turns [{string.Join(", ", from)}] into [{string.Join(", ", target)}]");
        return free ? target : [.. target.Select(size => size < 0 ? have / want : size)];
    }

    // A picture of another size has other numbers of places; where they are laid in a row, its length stands before the channels.
    private static long[] OfOtherPlaces(long[] from, long[] target)
    {
        if (from.Concat(target).Any(size => size < 1))
            return target;
        long have = from.Aggregate(1L, (product, size) => product * size), want = target.Aggregate(1L, (product, size) => product * size);
        int places = have == want ? -1 : Array.FindIndex(target, size => size > 1 && size * have % want == 0);
        return [.. target.Select((size, i) => i == places ? size * have / want : size)];
    }

    private static bool Joins(long[] part, long[] shape, int axis) =>
        part.Length == shape.Length && part[axis] >= 0 && !part.Where((size, i) => i != axis && size != shape[i]).Any();
}
