using System.Text;
using System.Text.Json.Nodes;
using AffectAgent.Inference.Import;

namespace AffectAgent.Inference.Tests;

/// <summary>How the importer reads weights, and what it says to models that are wrong or wicked.</summary>
public sealed class TfjsImporterTests
{
    [Fact]
    public void Weights_OfEveryStoredType_AreWidened()
    {
        var model = new TfjsModels();
        model.Input("x", 1, 4);
        model.Weight("plain", [4], 1.25f, 0, 0, 0);
        model.Halves("half", [4], 0, 0.333251953125f, 0, 65504);
        model.Bytes("byte", [4], 0.5f, -10, 0, 1, 20, 255);
        model.Shorts("short", [4], 0.25f, 3, 0, 0, 0, 65535);
        model.Node("a", "AddV2", ["x", "plain"]);
        model.Node("b", "AddV2", ["a", "half"]);
        model.Node("c", "AddV2", ["b", "byte"]);
        model.Node("y", "AddV2", ["c", "short"]);

        Assert.Equal(
            [1.25f - 10 + 3, 0.333251953125f - 9.5f + 3, 0 + 3, 65504 + 117.5f + 16386.75f],
            Run(model.Build()).ToArray());
    }

    [Fact]
    public void ToOnnx_SameFiles_GivesTheSameBytes()
    {
        var (json, shard) = TfjsModels.Affine();

        Assert.Equal(TfjsImporter.ToOnnx(json, _ => shard, "a.json"), TfjsImporter.ToOnnx(json, _ => shard, "a.json"));
    }

    [Fact]
    public void ToOnnx_NodesInAnyOrder_AreSorted()
    {
        var model = new TfjsModels();
        model.Node("y", "Relu", ["middle:0", "^x"]);
        model.Node("middle", "AddV2", ["x", "x"]);
        model.Input("x", 1, 4);

        Assert.Equal([2f, 2f, 2f, 2f], Run(model.Build(), fill: 1));
    }

    [Fact]
    public void ToOnnx_Signature_NamesTheOutputs()
    {
        var model = new TfjsModels();
        model.Input("x", 1, 4);
        model.Node("inner", "Relu", ["x"]);
        var signature = new JsonObject { ["outputs"] = new JsonObject { ["rectified"] = new JsonObject { ["name"] = "inner:0" } } };
        var (json, shard) = model.Build(signature);

        using var loaded = Runtime.Load(TfjsImporter.ToOnnx(json, _ => shard, "a.json"));
        Assert.Equal("rectified", Assert.Single(loaded.Outputs).Name);
    }

    [Fact]
    public void ToOnnx_OneNodeAsOutput_LeavesTheOthersOut()
    {
        var model = new TfjsModels();
        model.Input("x", 1, 4);
        model.Node("mine", "Relu", ["x"]);
        model.Node("other", "Sigmoid", ["x"]);
        var (json, shard) = model.Build();

        var whole = TfjsImporter.ToOnnx(json, _ => shard, "a.json");
        var part = TfjsImporter.ToOnnx(json, _ => shard, "a.json", output: "mine");
        using var loaded = Runtime.Load(part);

        Assert.Equal("mine", Assert.Single(loaded.Outputs).Name);
        Assert.True(part.Length < whole.Length);
        Assert.Throws<UserException>(() => TfjsImporter.ToOnnx(json, _ => shard, "a.json", output: "neither"));
    }

    [Fact]
    public void ToOnnx_AnotherInputSide_LaysItsOwnNumberOfPlacesInARow()
    {
        var model = new TfjsModels();
        model.Input("x", 1, 64, 64, 2);
        model.Integers("t", [3], 1, 64 * 64, 2);
        model.Node("y", "Reshape", ["x", "t"]);
        var (json, shard) = model.Build();
        using var loaded = Runtime.Load(TfjsImporter.ToOnnx(json, _ => shard, "a.json", inputSide: 32));

        Assert.Equal([1, 2, 32, 32], loaded.Inputs[0].Shape);
        Assert.Equal([1, 32 * 32, 2], loaded.Outputs[0].Shape);
    }

    [Fact]
    public void ToOnnx_UnknownOperators_AreAllNamed()
    {
        var model = new TfjsModels();
        model.Input("x", 1, 4);
        model.Node("a", "FooBar", ["x"]);
        model.Node("b", "FooBar", ["a"]);
        model.Node("c", "Einsum", ["b"]);

        string message = Fault(model.Build());
        Assert.Contains("FooBar (node 'a'), Einsum (node 'c')", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../secret.bin")]
    [InlineData("..")]
    [InlineData("/etc/passwd")]
    [InlineData("sub/net.bin")]
    [InlineData("..\\secret.bin")]
    [InlineData("C:net.bin")]
    [InlineData("")]
    public void ToOnnx_ShardOutsideTheFolder_IsNeverRead(string path)
    {
        var json = Affine();
        json["weightsManifest"]![0]!["paths"] = new JsonArray(path);

        var error = Assert.Throws<UserException>(() => TfjsImporter.ToOnnx(Utf8(json), _ => throw new InvalidOperationException("was read"), "a.json"));
        Assert.Contains("does not lie beside it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToOnnx_LinkInsteadOfAShard_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making links takes rights on Windows");
        string folder = Directory.CreateTempSubdirectory("affect-link-").FullName;
        try
        {
            var (json, shard) = TfjsModels.Affine();
            File.WriteAllBytes(Path.Combine(folder, "elsewhere"), shard);
            File.WriteAllBytes(Path.Combine(folder, "a.json"), json);
            string link = Path.Combine(folder, "net.bin");
            File.CreateSymbolicLink(link, Path.Combine(folder, "elsewhere"));
            Assert.Contains("is a link", Assert.Throws<UserException>(() => TfjsImporter.ToOnnx(Path.Combine(folder, "a.json"))).Message, StringComparison.Ordinal);

            File.Delete(link);
            Assert.Contains("There is no file", Assert.Throws<UserException>(() => TfjsImporter.ToOnnx(Path.Combine(folder, "a.json"))).Message, StringComparison.Ordinal);
            File.Move(Path.Combine(folder, "elsewhere"), link);
            Assert.NotEmpty(TfjsImporter.ToOnnx(Path.Combine(folder, "a.json")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("$.weightsManifest[0].weights[0].shape", "[9999]", "beyond the end")]
    [InlineData("$.weightsManifest[0].weights[0].shape", "[2147483647, 2147483647, 2147483647]", "has the shape")]
    [InlineData("$.weightsManifest[0].weights[0].shape", "[-3]", "has the shape")]
    [InlineData("$.weightsManifest[0].weights[0].shape", "[1]", "where the weights take")]
    [InlineData("$.weightsManifest[0].weights[0].shape", "[0.5]", "not a whole number")]
    [InlineData("$.weightsManifest[0].weights[0].dtype", "\"string\"", "string")]
    [InlineData("$.weightsManifest[0].weights[1].name", "\"scale\"", "two weights 'scale'")]
    [InlineData("$.weightsManifest[0].weights[1].quantization", """{"dtype":"int4"}""", "int4")]
    [InlineData("$.weightsManifest", "7", "not a TensorFlow.js graph model")]
    [InlineData("$.modelTopology.node", "[]", "no output")]
    [InlineData("$.modelTopology.node[0].name", "\"y\"", "two nodes 'y'")]
    [InlineData("$.modelTopology.node[3].input", """["nowhere","scale"]""", "reads 'nowhere'")]
    [InlineData("$.modelTopology.node[3].input", """["y","scale"]""", "in a circle")]
    [InlineData("$.modelTopology.node[3].input", """["x"]""", "lacks input 1")]
    [InlineData("$.format", "\"layers-model\"", "layers-model")]
    [InlineData("$.signature", """{"outputs":{"z":{"name":"gone:0"}}}""", "'gone' does not exist")]
    [InlineData("$.signature", """{"outputs":{"z":{"name":"scale:0"}}}""", "is a constant")]
    public void ToOnnx_SpoiltModel_SaysWhatIsWrong(string place, string value, string words)
    {
        var json = Affine();
        Put(json, place, JsonNode.Parse(value)!);
        byte[] shard = TfjsModels.Affine().Shard;

        Assert.Contains(words, Fault((Utf8(json), shard)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("strides", "CONV_STRIDE")]
    [InlineData("padding", "EXPLICIT")]
    [InlineData("data_format", "NCHW")]
    public void ToOnnx_ConvolutionOfAnotherKind_IsRefused(string attribute, string value)
    {
        var model = new TfjsModels();
        model.Input("x", 1, 8, 8, 3);
        model.Weight("w", [1, 1, 3, 1], 1, 1, 1);
        var attributes = new JsonObject
        {
            ["strides"] = TfjsModels.List(1, 1, 1, 1),
            ["padding"] = TfjsModels.Text("SAME"),
            ["data_format"] = TfjsModels.Text("NHWC"),
        };
        attributes[attribute] = attribute == "strides" ? TfjsModels.List(2, 1, 1, 1) : TfjsModels.Text(value);
        model.Node("y", "Conv2D", ["x", "w"], attributes);

        Assert.Contains("node 'y' (Conv2D)", Fault(model.Build()), StringComparison.Ordinal);
    }

    [Fact]
    public void ToOnnx_EnormousPadding_IsRefused()
    {
        var model = new TfjsModels();
        model.Input("x", 1, 4);
        model.Integers("p", [2, 2], 0, 0, int.MaxValue, int.MaxValue);
        model.Node("y", "Pad", ["x", "p"]);

        Assert.Contains("too large", Fault(model.Build()), StringComparison.Ordinal);
    }

    [Fact]
    public void ToOnnx_FusedWithSomethingUnknown_NamesIt()
    {
        var model = new TfjsModels();
        model.Input("x", 1, 8, 8, 3);
        model.Weight("w", [1, 1, 3, 1], 1, 1, 1);
        model.Weight("b", [1], 1);
        model.Node("y", "_FusedConv2D", ["x", "w", "b"], new JsonObject { ["padding"] = TfjsModels.Text("SAME"), ["fused_ops"] = TfjsModels.Texts("BiasAdd", "Gelu") });

        Assert.Contains("Gelu", Fault(model.Build()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"modelTopology":{"node":[{"op":"Relu"}]}}""")]
    public void ToOnnx_NotAModel_IsAUserFault(string json)
    {
        string message = Fault((Encoding.UTF8.GetBytes(json), []));
        Assert.Contains("'a.json' is not a TensorFlow.js graph model", message, StringComparison.Ordinal);
    }

    private static JsonObject Affine() => JsonNode.Parse(TfjsModels.Affine().Json)!.AsObject();

    private static byte[] Utf8(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    // A path of names and numbers: $.a[0].b
    private static void Put(JsonObject root, string path, JsonNode value)
    {
        JsonNode at = root;
        string[] steps = path[2..].Replace("[", ".[", StringComparison.Ordinal).Split('.');
        foreach (string step in steps[..^1])
            at = step[0] == '[' ? at[int.Parse(step[1..^1], System.Globalization.CultureInfo.InvariantCulture)]! : at[step]!;
        at[steps[^1]] = value;
    }

    private static string Fault((byte[] Json, byte[] Shard) model)
    {
        var error = Assert.Throws<UserException>(() => TfjsImporter.ToOnnx(model.Json, _ => model.Shard, "a.json"));
        Assert.DoesNotContain('\n', error.Message);
        return error.Message;
    }

    private static float[] Run((byte[] Json, byte[] Shard) source, float fill = 0)
    {
        using var model = Runtime.Load(TfjsImporter.ToOnnx(source.Json, _ => source.Shard, "a.json"));
        using var run = model.CreateRun();
        run.Input("x").Fill(fill);
        run.Execute(TestContext.Current.CancellationToken);
        return run.Output("y").ToArray();
    }
}
