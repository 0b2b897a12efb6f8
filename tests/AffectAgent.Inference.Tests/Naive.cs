namespace AffectAgent.Inference.Tests;

/// <summary>An array with its shape, channels last, as TensorFlow sees it.</summary>
internal sealed record Array4(float[] Data, params int[] Shape)
{
    public float this[int n, int y, int x, int c] => Data[(((((n * Shape[1]) + y) * Shape[2]) + x) * Shape[3]) + c];

    public static Array4 Random(int seed, params int[] shape)
    {
        var random = new Random(seed);
        return new([.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => (float)((random.NextDouble() * 4) - 2))], shape);
    }

    public static Array4 Of(int[] shape, Func<int, int, int, int, float> element)
    {
        var all = from n in Enumerable.Range(0, shape[0])
                  from y in Enumerable.Range(0, shape[1])
                  from x in Enumerable.Range(0, shape[2])
                  from c in Enumerable.Range(0, shape[3])
                  select element(n, y, x, c);
        return new([.. all], shape);
    }

    public Array4 Map(Func<float, float> function) => new([.. Data.Select(function)], Shape);

    /// <summary>The elements with channels first.</summary>
    public float[] ChannelsFirst() => Shape.Length != 4 ? Data
        : Of([Shape[0], Shape[3], Shape[1], Shape[2]], (n, c, y, x) => this[n, y, x, c]).Data;
}

/// <summary>TensorFlow's operators, written as plainly as can be, from their definitions: the second witness for the importer.</summary>
internal static class Naive
{
    public static Array4 Conv(Array4 x, Array4 filter, int stride, bool same, int dilation = 1)
    {
        int kh = filter.Shape[0], kw = filter.Shape[1], depth = filter.Shape[2], outputs = filter.Shape[3];
        int perGroup = outputs / (x.Shape[3] / depth);
        var (height, top) = Window(x.Shape[1], kh, stride, same, dilation);
        var (width, left) = Window(x.Shape[2], kw, stride, same, dilation);
        return Array4.Of([x.Shape[0], height, width, outputs], (n, oy, ox, o) =>
        {
            double sum = 0;
            for (int ky = 0; ky < kh; ky++)
            {
                for (int kx = 0; kx < kw; kx++)
                {
                    int y = (oy * stride) - top + (ky * dilation), z = (ox * stride) - left + (kx * dilation);
                    if (y < 0 || z < 0 || y >= x.Shape[1] || z >= x.Shape[2])
                        continue;
                    for (int d = 0; d < depth; d++)
                        sum += x[n, y, z, (o / perGroup * depth) + d] * (double)filter[ky, kx, d, o];
                }
            }

            return (float)sum;
        });
    }

    public static Array4 Depthwise(Array4 x, Array4 filter, int stride, bool same)
    {
        int times = filter.Shape[3];
        var (height, top) = Window(x.Shape[1], filter.Shape[0], stride, same, 1);
        var (width, left) = Window(x.Shape[2], filter.Shape[1], stride, same, 1);
        return Array4.Of([x.Shape[0], height, width, filter.Shape[2] * times], (n, oy, ox, o) =>
        {
            double sum = 0;
            for (int ky = 0; ky < filter.Shape[0]; ky++)
            {
                for (int kx = 0; kx < filter.Shape[1]; kx++)
                {
                    int y = (oy * stride) - top + ky, z = (ox * stride) - left + kx;
                    if (y >= 0 && z >= 0 && y < x.Shape[1] && z < x.Shape[2])
                        sum += x[n, y, z, o / times] * (double)filter[ky, kx, o / times, o % times];
                }
            }

            return (float)sum;
        });
    }

    public static Array4 MaxPool(Array4 x, int size, int stride, bool same)
    {
        var (height, top) = Window(x.Shape[1], size, stride, same, 1);
        var (width, left) = Window(x.Shape[2], size, stride, same, 1);
        return Array4.Of([x.Shape[0], height, width, x.Shape[3]], (n, oy, ox, c) =>
        {
            float most = float.NegativeInfinity;
            for (int y = Math.Max((oy * stride) - top, 0); y < Math.Min((oy * stride) - top + size, x.Shape[1]); y++)
            {
                for (int z = Math.Max((ox * stride) - left, 0); z < Math.Min((ox * stride) - left + size, x.Shape[2]); z++)
                    most = Math.Max(most, x[n, y, z, c]);
            }

            return most;
        });
    }

    public static Array4 Pad(Array4 x, int[] pads) => Array4.Of(
        [.. x.Shape.Select((size, i) => size + pads[2 * i] + pads[(2 * i) + 1])],
        (n, y, z, c) =>
        {
            int[] at = [n - pads[0], y - pads[2], z - pads[4], c - pads[6]];
            return at.Where((place, i) => place < 0 || place >= x.Shape[i]).Any() ? 0 : x[at[0], at[1], at[2], at[3]];
        });

    public static Array4 Concat(Array4 a, Array4 b, int axis)
    {
        int[] shape = [.. a.Shape];
        shape[axis] += b.Shape[axis];
        return Array4.Of(shape, (n, y, x, c) =>
        {
            int[] at = [n, y, x, c];
            bool first = at[axis] < a.Shape[axis];
            at[axis] -= first ? 0 : a.Shape[axis];
            return (first ? a : b)[at[0], at[1], at[2], at[3]];
        });
    }

    // TensorFlow's documentation of SAME: ceil(size / stride) results; padding split in two, the odd one at the end.
    private static (int Count, int Before) Window(int size, int kernel, int stride, bool same, int dilation)
    {
        int reach = ((kernel - 1) * dilation) + 1;
        if (!same)
            return ((int)Math.Ceiling((size - reach + 1) / (double)stride), 0);
        int count = (int)Math.Ceiling(size / (double)stride);
        return (count, Math.Max(((count - 1) * stride) + reach - size, 0) / 2);
    }
}
