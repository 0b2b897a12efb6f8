namespace AffectAgent.Inference.Import;

/// <summary>Turns constants from channels last to channels first.</summary>
internal static class Axes
{
    /// <summary>Puts the dimensions of an array in another order.</summary>
    /// <param name="values">The elements, row by row.</param>
    /// <param name="shape">The array's shape.</param>
    /// <param name="order">For each new dimension, which old one it is.</param>
    public static float[] Permute(ReadOnlySpan<float> values, IReadOnlyList<long> shape, ReadOnlySpan<int> order)
    {
        int rank = shape.Count;
        var step = new long[rank];
        long product = 1;
        for (int i = rank - 1; i >= 0; product *= shape[i--])
            step[i] = product;
        var result = new float[values.Length];
        var at = new long[rank];
        for (int i = 0; i < result.Length; i++)
        {
            long source = 0;
            for (int d = 0; d < rank; d++)
                source += at[d] * step[order[d]];
            result[i] = values[(int)source];
            for (int d = rank - 1; d >= 0 && ++at[d] == shape[order[d]]; d--)
                at[d] = 0;
        }

        return result;
    }

    /// <summary>
    /// Adds a constant that is spread over a value: for a picture-like value the last dimension, the channels, goes
    /// before height and width (slopes [1, 1, C] become [C, 1, 1]). Null where the shapes do not fit.
    /// </summary>
    public static string? Constant(Conversion conversion, TfjsWeight weight, Converted over)
    {
        if (weight.Shape.Length > over.Shape.Length || !Spreads(weight.Shape, over.Shape))
            return null;
        if (!over.IsImage)
            return conversion.Constant(weight.Shape, weight.Floats);
        long[] full = [.. Enumerable.Repeat(1L, 4 - weight.Shape.Length), .. weight.Shape];
        float[] turned = Permute(weight.Floats, full, [0, 3, 1, 2]);
        return full[0] == 1
            ? conversion.Constant([full[3], full[1], full[2]], turned)
            : conversion.Constant([full[0], full[3], full[1], full[2]], turned);
    }

    // A constant larger than the value would make the result larger; the models here never do that.
    private static bool Spreads(long[] constant, long[] value)
    {
        for (int i = 1; i <= constant.Length; i++)
        {
            if (constant[^i] != 1 && constant[^i] != value[^i])
                return false;
        }

        return true;
    }
}
