using System.Text.Json.Nodes;

namespace AffectAgent.Inference.Tests;

/// <summary>Each operator of the importer, run by ONNX Runtime, against the plain C# of <see cref="Naive"/>.</summary>
public sealed class OperatorTests
{
    private const float Tolerance = 2e-5f;

    private static readonly Array4 Picture = Array4.Random(1, 2, 7, 6, 4);

    [Theory]
    [InlineData(1, 1, true, 1)]
    [InlineData(3, 1, true, 1)]
    [InlineData(3, 2, true, 1)]
    [InlineData(2, 2, true, 1)]
    [InlineData(5, 3, true, 1)]
    [InlineData(3, 1, false, 1)]
    [InlineData(3, 2, false, 1)]
    [InlineData(2, 3, false, 1)]
    [InlineData(3, 1, true, 2)]
    [InlineData(2, 1, false, 3)]
    public void Conv2D_SizesAndPaddings_MatchNaive(int kernel, int stride, bool same, int dilation)
    {
        var filter = Array4.Random(2, kernel, kernel, 4, 5);
        var model = WithPicture();
        model.Weight("w", filter.Shape, filter.Data);
        model.Node("y", "Conv2D", ["x", "w"], Window(stride, same, dilation));

        Compare(Naive.Conv(Picture, filter, stride, same, dilation), model);
    }

    [Fact]
    public void Conv2D_Groups_MatchNaive()
    {
        var filter = Array4.Random(3, 3, 3, 2, 6); // two groups of two channels, three filters each
        var model = WithPicture();
        model.Weight("w", filter.Shape, filter.Data);
        model.Node("y", "Conv2D", ["x", "w"], Window(1, same: true));

        Compare(Naive.Conv(Picture, filter, 1, same: true), model);
    }

    [Theory]
    [InlineData(3, 1, true, 1)]
    [InlineData(3, 2, true, 1)]
    [InlineData(5, 2, true, 2)]
    [InlineData(2, 1, false, 3)]
    public void DepthwiseConv2dNative_MatchesNaive(int kernel, int stride, bool same, int times)
    {
        var filter = Array4.Random(4, kernel, kernel, 4, times);
        var model = WithPicture();
        model.Weight("w", filter.Shape, filter.Data);
        model.Node("y", "DepthwiseConv2dNative", ["x", "w"], Window(stride, same));

        Compare(Naive.Depthwise(Picture, filter, stride, same), model);
    }

    [Theory]
    [InlineData("_FusedConv2D", null)]
    [InlineData("_FusedConv2D", "Relu")]
    [InlineData("_FusedConv2D", "Relu6")]
    [InlineData("_FusedConv2D", "Sigmoid")]
    [InlineData("_FusedConv2D", "LeakyRelu")]
    [InlineData("_FusedConv2D", "Prelu")]
    [InlineData("FusedDepthwiseConv2dNative", "Relu6")]
    [InlineData("FusedDepthwiseConv2dNative", "Prelu")]
    public void Fused_BiasAndActivation_MatchNaive(string op, string? activation)
    {
        bool depthwise = op.Contains("Depthwise", StringComparison.Ordinal);
        var filter = depthwise ? Array4.Random(5, 3, 3, 4, 1) : Array4.Random(5, 3, 3, 4, 4);
        float[] bias = [0.5f, -1, 2, -0.25f], slopes = [0.1f, -0.2f, 0.3f, 1.5f];
        var attributes = Window(2, same: true);
        attributes["fused_ops"] = activation is null ? TfjsModels.Texts("BiasAdd") : TfjsModels.Texts("BiasAdd", activation);
        attributes["leakyrelu_alpha"] = new JsonObject { ["f"] = 0.3f };
        var model = WithPicture();
        model.Weight("w", filter.Shape, filter.Data);
        model.Weight("b", [4], bias);
        model.Weight("a", [1, 1, 4], slopes);
        model.Node("y", op, activation == "Prelu" ? ["x", "w", "b", "a"] : ["x", "w", "b"], attributes);

        var sums = depthwise ? Naive.Depthwise(Picture, filter, 2, same: true) : Naive.Conv(Picture, filter, 2, same: true);
        Compare(Array4.Of(sums.Shape, (n, y, x, c) => Activate(activation, sums[n, y, x, c] + bias[c], slopes[c])), model);
    }

    [Theory]
    [InlineData("Relu")]
    [InlineData("Relu6")]
    [InlineData("Sigmoid")]
    [InlineData("Tanh")]
    [InlineData("LeakyRelu")]
    public void Activation_Alone_MatchesNaive(string op)
    {
        var model = WithPicture();
        model.Node("big", "AddV2", ["x", "x"]);
        model.Node("y", op, ["big"], new JsonObject { ["alpha"] = new JsonObject { ["f"] = 0.3f } });

        Compare(Picture.Map(value => Activate(op, 2 * value, 0)), model);
    }

    [Theory]
    [InlineData(new[] { 4 })]
    [InlineData(new[] { 1, 1, 4 })]
    [InlineData(new[] { 7, 6, 4 })]
    public void Prelu_SlopesOfEachShape_MatchNaive(int[] shape)
    {
        var slopes = Array4.Random(6, shape);
        var model = WithPicture();
        model.Weight("a", shape, slopes.Data);
        model.Node("y", "Prelu", ["x", "a"]);

        int place = slopes.Data.Length;
        Compare(Array4.Of(Picture.Shape, (n, y, x, c) => Activate("Prelu", Picture[n, y, x, c], slopes.Data[((((y * 6) + x) * 4) + c) % place])), model);
    }

    [Theory]
    [InlineData("AddV2", new[] { 4 }, false)]
    [InlineData("Add", new[] { 1, 1, 4 }, true)]
    [InlineData("AddV2", new[] { 7, 6, 4 }, false)]
    [InlineData("BiasAdd", new[] { 4 }, false)]
    [InlineData("Mul", new[] { 4 }, true)]
    [InlineData("Mul", new int[0], false)]
    public void Arithmetic_WithAConstant_MatchesNaive(string op, int[] shape, bool constantFirst)
    {
        var constant = Array4.Random(7, shape);
        var model = WithPicture();
        model.Weight("k", shape, constant.Data);
        model.Node("y", op, constantFirst ? ["k", "x"] : ["x", "k"]);

        Compare(
            Array4.Of(Picture.Shape, (n, y, x, c) =>
            {
                float k = constant.Data[((((y * 6) + x) * 4) + c) % constant.Data.Length];
                return op == "Mul" ? Picture[n, y, x, c] * k : Picture[n, y, x, c] + k;
            }),
            model);
    }

    [Theory]
    [InlineData(2, 2, true)]
    [InlineData(3, 2, true)]
    [InlineData(2, 2, false)]
    [InlineData(3, 1, false)]
    public void MaxPool_MatchesNaive(int size, int stride, bool same)
    {
        // All below zero, so that padding with zeros would show.
        var model = WithPicture();
        model.Weight("low", [4], -9, -9, -9, -9);
        model.Node("below", "AddV2", ["x", "low"]);
        var attributes = Window(stride, same);
        attributes["ksize"] = TfjsModels.List(1, size, size, 1);
        model.Node("y", "MaxPool", ["below"], attributes);

        Compare(Naive.MaxPool(Picture.Map(value => value - 9), size, stride, same), model);
    }

    [Fact]
    public void MaxPool_OfSixteenChannels_MatchesNaive()
    {
        var picture = Array4.Random(10, 1, 6, 6, 16);
        var model = new TfjsModels();
        model.Input("x", 1, 6, 6, 16);
        var attributes = Window(2, same: true);
        attributes["ksize"] = TfjsModels.List(1, 3, 3, 1);
        model.Node("y", "MaxPool", ["x"], attributes);

        Compare(Naive.MaxPool(picture, 3, 2, same: true), model, picture);
    }

    [Theory]
    [InlineData(0, 0, 0, 0, 0, 0, 0, 3)]
    [InlineData(0, 0, 1, 2, 3, 0, 2, 1)]
    [InlineData(1, 0, 0, 0, 0, 1, 0, 0)]
    public void Pad_EachSide_MatchesNaive(params int[] pads)
    {
        var model = new TfjsModels();
        model.Input("x", Picture.Shape);
        model.Integers("p", [4, 2], pads);
        model.Node("y", "Pad", ["x", "p"]);

        Compare(Naive.Pad(Picture, pads), model);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(-1)]
    public void ConcatV2_AlongEachAxis_MatchesNaive(int axis)
    {
        var model = WithPicture();
        model.Node("negative", "AddV2", ["x", "x"]);
        model.Integers("axis", [], axis);
        model.Node("y", "ConcatV2", ["x", "negative", "axis"]);

        Compare(Naive.Concat(Picture, Picture.Map(value => 2 * value), axis < 0 ? axis + 4 : axis), model);
    }

    [Theory]
    [InlineData(-1, 168)]
    [InlineData(2, 168)]
    [InlineData(-1, 42, 4)]
    [InlineData(-1, 6, 7, 4)]
    public void Reshape_OfAPicture_KeepsTensorFlowsOrder(params int[] target)
    {
        var model = WithPicture(target[0] == -1 ? -1 : 2);
        model.Integers("t", [target.Length], target);
        model.Node("y", "Reshape", ["x", "t"]);

        Compare(new Array4(Picture.Data, [2, .. target[1..]]), model);
    }

    [Fact]
    public void Reshape_OfASinglePixelAndBackToAPicture_KeepsTheOrder()
    {
        var pixel = Array4.Random(8, 1, 1, 1, 24);
        var model = new TfjsModels();
        model.Input("x", -1, 1, 1, 24);
        model.Integers("flat", [2], -1, 24);
        model.Node("row", "Reshape", ["x", "flat"]);
        model.Integers("t", [4], -1, 2, 3, 4);
        model.Node("y", "Reshape", ["row", "t"]);

        Compare(new Array4(pixel.Data, 1, 2, 3, 4), model, pixel);
    }

    [Fact]
    public void Identity_OfARow_PassesItOn()
    {
        var row = Array4.Random(9, 1, 5);
        var model = new TfjsModels();
        model.Input("x", 1, 5);
        model.Node("y", "Identity", ["x"]);

        Compare(row, model, row);
    }

    private static TfjsModels WithPicture(int batch = -1)
    {
        var model = new TfjsModels();
        model.Input("x", batch, Picture.Shape[1], Picture.Shape[2], Picture.Shape[3]);
        return model;
    }

    private static JsonObject Window(int stride, bool same, int dilation = 1) => new()
    {
        ["strides"] = TfjsModels.List(1, stride, stride, 1),
        ["dilations"] = TfjsModels.List(1, dilation, dilation, 1),
        ["padding"] = TfjsModels.Text(same ? "SAME" : "VALID"),
        ["data_format"] = TfjsModels.Text("NHWC"),
    };

    private static float Activate(string? activation, float value, float slope) => activation switch
    {
        "Relu" => Math.Max(value, 0),
        "Relu6" => Math.Clamp(value, 0, 6),
        "Sigmoid" => 1 / (1 + MathF.Exp(-value)),
        "Tanh" => MathF.Tanh(value),
        "LeakyRelu" => value < 0 ? 0.3f * value : value,
        "Prelu" => value < 0 ? slope * value : value,
        _ => value,
    };

    private static void Compare(Array4 expected, TfjsModels source, Array4? input = null)
    {
        var (json, shard) = source.Build();
        using var model = Runtime.Load(Import.TfjsImporter.ToOnnx(json, _ => shard, "test.json"));
        using var run = model.CreateRun((input ?? Picture).Shape[0]);
        (input ?? Picture).ChannelsFirst().CopyTo(run.Input("x"));

        run.Execute(TestContext.Current.CancellationToken);

        Assert.Equal([.. expected.Shape.Select(size => (long)size)], run.Shape("y").ToArray());
        var output = run.Output("y");
        for (int i = 0; i < output.Length; i++)
            Assert.Equal(expected.Data[i], output[i], Tolerance * Math.Max(1, Math.Abs(expected.Data[i])));
    }
}
