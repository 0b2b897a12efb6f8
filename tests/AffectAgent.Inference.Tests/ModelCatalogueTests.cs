using System.Text;
using System.Text.Json.Nodes;
using AffectAgent.Inference.Models;

namespace AffectAgent.Inference.Tests;

public sealed class ModelCatalogueTests
{
    private static readonly string Good = new('a', 64);

    [Fact]
    public void Parse_SeveralFaults_ListsThemAll()
    {
        var bad = CatalogueEntries.Entry("Bad Id", "../x.onnx", "short");
        bad["licence"] = " ";
        bad["source"] = CatalogueEntries.Source("not/a/package", ("../../etc/passwd", Good));
        var twice = CatalogueEntries.Entry("tiny", "a.onnx", Good);

        var error = Assert.Throws<UserException>(() => Parse(bad, twice, (JsonObject)twice.DeepClone()));

        string[] faults =
        [
            "an id is lower-case words", "'../x.onnx' is not a plain file name", "sha256 is not 64", "licence is empty",
            "'not/a/package' is not an npm name", "'../../etc/passwd' is not a path inside", "then its shards",
            "the id 'tiny' occurs twice", "the file 'a.onnx' occurs twice",
        ];
        Assert.All(faults, fault => Assert.Contains(fault, error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "catalogue")]
    [InlineData("{", "catalogue")]
    [InlineData("""{"schema":"affect-models/1"}""", "models")]
    [InlineData("""{"schema":"affect-models/1","models":[{"id":"x"}]}""", "purpose")]
    [InlineData("""{"schema":"affect-models/1","models":[],"extra":1}""", "extra")]
    [InlineData("""{"schema":"affect-models/9","models":[]}""", "affect-models/9")]
    public void Parse_Malformed_IsAUserFaultThatSaysWhere(string json, string words)
    {
        var error = Assert.Throws<UserException>(() => ModelCatalogue.Parse(Encoding.UTF8.GetBytes(json), "catalogue.json"));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Parse_UnknownUse_IsAUserFault()
    {
        var entry = CatalogueEntries.Entry("tiny", "a.onnx", Good);
        entry["allowedUse"] = "anything";

        Assert.Throws<UserException>(() => Parse(entry));
    }

    [Fact]
    public void Catalogue_OfTheRepository_IsValidAndHasACardForEachModel()
    {
        var store = ModelStore.Open();

        Assert.All(["face-detector", "face-mesh", "iris"], id => Assert.NotNull(store.Catalogue.Find(id).Source));
        Assert.All(store.Catalogue.Entries, entry => Assert.True(File.Exists(Path.Combine(store.Folder, entry.Card)), $"card {entry.Card} is missing"));
        Assert.All(store.Verify(), status => Assert.NotEqual(ModelState.Damaged, status.State));
    }

    [Fact]
    public void Import_ModelsOfTheRepository_GiveTheHashesOfTheCatalogue()
    {
        string cache = Directory.CreateTempSubdirectory("affect-import-").FullName;
        try
        {
            var store = ModelStore.Open(new ModelStoreOptions { CacheFolder = cache });
            try
            {
                Assert.Equal(["face-detector", "face-detector-glance", "face-mesh", "iris"], store.ImportAll(TestContext.Current.CancellationToken));
            }
            catch (UserException error) when (error.Message.Contains("is not installed", StringComparison.Ordinal))
            {
                Assert.Skip(error.Message);
            }

            Assert.All(store.Verify().Where(status => status.Entry.Source is not null), status => Assert.Equal(ModelState.Ready, status.State));
        }
        finally
        {
            Directory.Delete(cache, recursive: true);
        }
    }

    private static ModelCatalogue Parse(params JsonObject[] entries)
    {
        var file = new JsonObject { ["schema"] = ModelCatalogue.Schema, ["models"] = new JsonArray([.. entries]) };
        return ModelCatalogue.Parse(Encoding.UTF8.GetBytes(file.ToJsonString()), "catalogue.json");
    }
}
