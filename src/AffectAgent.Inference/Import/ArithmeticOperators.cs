namespace AffectAgent.Inference.Import;

/// <summary>Sums and products of two values, or of a value and a constant.</summary>
internal static class ArithmeticOperators
{
    public static void Add(Conversion conversion, TfjsNode node) => Two(conversion, node, "Add");

    public static void Multiply(Conversion conversion, TfjsNode node) => Two(conversion, node, "Mul");

    private static void Two(Conversion conversion, TfjsNode node, string op)
    {
        // Both operators are symmetric, so a constant may stand on either side.
        int constant = conversion.TryWeight(node, 1) is not null ? 1 : conversion.TryWeight(node, 0) is not null ? 0 : -1;
        var left = conversion.Value(node, constant == 0 ? 1 : 0);
        if (constant >= 0)
        {
            var weight = conversion.Floats(node, constant);
            string name = Axes.Constant(conversion, weight, left)
                ?? throw conversion.Fault(node, $"joins [{string.Join(", ", left.Shape)}] and [{string.Join(", ", weight.Shape)}]");
            conversion.Emit(node, op, [left.Name, name], left.Shape);
            return;
        }

        var right = conversion.Value(node, 1);
        conversion.Emit(node, op, [left.Name, right.Name], Spread(conversion, node, left.Shape, right.Shape));
    }

    private static long[] Spread(Conversion conversion, TfjsNode node, long[] left, long[] right)
    {
        bool fits = left.Length == right.Length && left.Zip(right).All(pair => pair.First == pair.Second || pair.First == 1 || pair.Second == 1);
        return fits ? [.. left.Zip(right, (a, b) => a == 1 ? b : a)] : throw conversion.Fault(node, $"joins [{string.Join(", ", left)}] and [{string.Join(", ", right)}]");
    }
}
