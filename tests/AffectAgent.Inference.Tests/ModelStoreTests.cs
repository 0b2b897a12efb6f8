using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AffectAgent.Inference.Models;

namespace AffectAgent.Inference.Tests;

public sealed class ModelStoreTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("affect-store-").FullName;

    private string Models => Path.Combine(_root, "models");

    private string Cache => Path.Combine(_root, "cache");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Read_FileWithTheRightHash_ReturnsItsBytes()
    {
        byte[] model = TinyModels.Affine();
        var store = Open(Own("tiny", "tiny.onnx", model));

        Assert.Equal(model, store.Read("tiny"));
        Assert.Equal(Path.Combine(Models, "tiny.onnx"), store.Locate("tiny"));
        Assert.Equal(ModelState.Ready, Assert.Single(store.Verify()).State);
    }

    [Fact]
    public void Load_FromTheStore_Runs()
    {
        Runtime.Need();
        using var model = Open(Own("tiny", "tiny.onnx", TinyModels.Affine())).Load("tiny");

        Assert.Equal("tiny.onnx", model.Name);
    }

    [Fact]
    public void Read_ChangedFile_NamesFileBothHashesAndFix()
    {
        var entry = Own("tiny", "tiny.onnx", TinyModels.Affine());
        var store = Open(entry);
        File.WriteAllText(Path.Combine(Models, "tiny.onnx"), "changed");

        var error = Assert.Throws<UserException>(() => store.Read("tiny"));
        Assert.Contains(Path.Combine(Models, "tiny.onnx"), error.Message, StringComparison.Ordinal);
        Assert.Contains((string)entry["sha256"]!, error.Message, StringComparison.Ordinal);
        Assert.Contains(Hash(Encoding.UTF8.GetBytes("changed")), error.Message, StringComparison.Ordinal);
        Assert.Contains("Get the program's models folder again", error.Fix, StringComparison.Ordinal);
        Assert.Equal(ModelState.Damaged, Assert.Single(store.Verify()).State);
    }

    [Fact]
    public void Read_MissingFile_SaysSo()
    {
        var store = Open(Own("tiny", "tiny.onnx", TinyModels.Affine()));
        File.Delete(Path.Combine(Models, "tiny.onnx"));

        Assert.Contains("is missing", Assert.Throws<UserException>(() => store.Read("tiny")).Message, StringComparison.Ordinal);
        Assert.Equal(ModelState.Missing, Assert.Single(store.Verify()).State);
    }

    [Fact]
    public void Read_UnknownId_ListsTheKnown()
    {
        var error = Assert.Throws<UserException>(() => Open(Own("tiny", "tiny.onnx", [1])).Read("huge"));
        Assert.Contains("tiny", error.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonCommercial", "non-commercial purposes only")]
    [InlineData("research", "research only")]
    public void Read_LicenceNotCommercial_IsRefusedUntilOptedIn(string use, string words)
    {
        var entry = Own("tiny", "tiny.onnx", [1, 2, 3]);
        entry["allowedUse"] = use;
        var store = Open(entry);

        var error = Assert.Throws<UserException>(() => store.Read("tiny"));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Contains("AFFECT_ALLOW_NONCOMMERCIAL=1", error.Fix, StringComparison.Ordinal);
        Assert.Equal(ModelState.Refused, Assert.Single(store.Verify()).State);
        Assert.Equal([1, 2, 3], Open(allow: true, entry).Read("tiny"));
    }

    [Fact]
    public void Import_PackageModel_WritesItOnceWhole()
    {
        var entry = Package("net", TfjsModels.Affine());
        var store = Open(entry);

        Assert.Equal(ModelState.Missing, Assert.Single(store.Verify()).State);
        Assert.True(store.Import("net"));
        Assert.False(store.Import("net"));
        Assert.Empty(store.ImportAll(TestContext.Current.CancellationToken));
        Assert.Equal("net.onnx", Path.GetFileName(Assert.Single(Directory.GetFiles(Cache, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))));
        Assert.Equal(ModelState.Ready, Assert.Single(store.Verify()).State);
    }

    [Fact]
    public void Read_NotYetImported_ImportsByItself()
    {
        var entry = Package("net", TfjsModels.Affine());

        Assert.Equal((string)entry["sha256"]!, Hash(Open(entry).Read("net")));
    }

    [Fact]
    public void Read_DamagedImport_IsRefusedAndImportMendsIt()
    {
        var store = Open(Package("net", TfjsModels.Affine()));
        store.Import("net");
        File.AppendAllText(store.Locate("net"), "x");

        Assert.Contains("affect models import", Assert.Throws<UserException>(() => store.Read("net")).Fix, StringComparison.Ordinal);
        Assert.True(store.Import("net"));
        store.Read("net");
    }

    [Fact]
    public void Import_ChangedPackage_IsRefusedAndWritesNothing()
    {
        var store = Open(Package("net", TfjsModels.Affine()));
        File.AppendAllText(Path.Combine(_root, "node_modules", "@test", "nets", "models", "net.bin"), "x");

        var error = Assert.Throws<UserException>(() => store.Import("net"));
        Assert.Contains("net.bin", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Cache));
    }

    [Fact]
    public void Import_PackageNotInstalled_SaysHow()
    {
        var store = Open(Package("net", TfjsModels.Affine()));
        Directory.Delete(Path.Combine(_root, "node_modules"), recursive: true);
        Directory.CreateDirectory(Path.Combine(_root, "node_modules"));

        var error = Assert.Throws<UserException>(() => store.Import("net"));
        Assert.Contains("@test/nets 1.0.0 is not installed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_OwnModel_IsRefused()
    {
        Assert.Throws<UserException>(() => Open(Own("tiny", "tiny.onnx", [1])).Import("tiny"));
    }

    [Fact]
    public async Task Read_ManyThreadsAtFirstUse_AllGetTheModel()
    {
        var store = Open(Package("net", TfjsModels.Affine()));
        var token = TestContext.Current.CancellationToken;

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Hash(store.Read("net")), token)));
        Assert.Single(all.Distinct());
    }

    private ModelStore Open(params JsonObject[] entries) => Open(allow: false, entries);

    private ModelStore Open(bool allow, params JsonObject[] entries)
    {
        Directory.CreateDirectory(Models);
        var catalogue = new JsonObject { ["schema"] = ModelCatalogue.Schema, ["models"] = new JsonArray([.. entries.Select(entry => entry.DeepClone())]) };
        File.WriteAllText(Path.Combine(Models, ModelCatalogue.FileName), catalogue.ToJsonString());
        return ModelStore.Open(new ModelStoreOptions
        {
            ModelsFolder = Models,
            CacheFolder = Cache,
            NodeModulesFolder = Path.Combine(_root, "node_modules"),
            AllowNonCommercial = allow,
        });
    }

    private JsonObject Own(string id, string file, byte[] content)
    {
        Directory.CreateDirectory(Models);
        File.WriteAllBytes(Path.Combine(Models, file), content);
        return CatalogueEntries.Entry(id, file, Hash(content));
    }

    private JsonObject Package(string id, (byte[] Json, byte[] Shard) model)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_root, "node_modules", "@test", "nets", "models")).FullName;
        File.WriteAllBytes(Path.Combine(folder, id + ".json"), model.Json);
        File.WriteAllBytes(Path.Combine(folder, id + ".bin"), model.Shard);
        byte[] onnx = Import.TfjsImporter.ToOnnx(model.Json, _ => model.Shard, id + ".onnx");
        var entry = CatalogueEntries.Entry(id, id + ".onnx", Hash(onnx));
        entry["source"] = CatalogueEntries.Source("@test/nets", ($"models/{id}.json", Hash(model.Json)), ($"models/{id}.bin", Hash(model.Shard)));
        return entry;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
