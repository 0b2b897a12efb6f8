using AffectAgent.Inference.Onnx;

namespace AffectAgent.Inference.Tests;

/// <summary>Small models that the tests make themselves.</summary>
internal static class TinyModels
{
    /// <summary>y = 2x + 1 over [batch, 3].</summary>
    public static byte[] Affine()
    {
        var graph = new OnnxGraph("affine");
        graph.AddInput("x", [-1, 3]);
        graph.AddOutput("y", [-1, 3]);
        graph.AddConstant("two", [], [2f]);
        graph.AddConstant("one", [3], [1f, 1f, 1f]);
        graph.Add(new OnnxNode("Mul", ["x", "two"], ["twice"]));
        graph.Add(new OnnxNode("Add", ["twice", "one"], ["y"]));
        return graph.ToBytes();
    }

    /// <summary>Picks rows of a table by 64-bit ids: [batch, dim1] to [batch, dim1, 2].</summary>
    public static byte[] Lookup()
    {
        var graph = new OnnxGraph("lookup");
        graph.AddInput("ids", [-1, -1], TensorElementType.Int64);
        graph.AddOutput("rows", [-1, -1, 2]);
        graph.AddConstant("table", [3, 2], [0f, 1f, 10f, 11f, 20f, 21f]);
        graph.Add(new OnnxNode("Gather", ["table", "ids"], ["rows"], OnnxAttribute.Of("axis", 0)));
        return graph.ToBytes();
    }

    /// <summary>Multiplies a square matrix with itself again and again: long enough to be stopped midway.</summary>
    public static byte[] Slow(int size, int times)
    {
        var graph = new OnnxGraph("slow");
        graph.AddInput("x", [size, size]);
        graph.AddOutput("y", [size, size]);
        for (int i = 0; i < times; i++)
            graph.Add(new OnnxNode("MatMul", [i == 0 ? "x" : $"m{i}", "x"], [i == times - 1 ? "y" : $"m{i + 1}"]));
        return graph.ToBytes();
    }
}
