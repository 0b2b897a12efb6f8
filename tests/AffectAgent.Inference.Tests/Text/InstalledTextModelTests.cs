using AffectAgent.Inference.Models;
using AffectAgent.Inference.Text;
using AffectAgent.Tests;

namespace AffectAgent.Inference.Tests.Text;

public sealed class InstalledTextModelTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("affect-text-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Find_NothingPulled_GivesNoneAndReadsNoCatalogue()
    {
        Assert.Null(InstalledTextModel.Find(null, Path.Combine(_root, "nowhere")));
        Assert.Null(InstalledTextModel.Find("none", Path.Combine(_root, "nowhere")));
        Assert.Null(InstalledTextModel.Find(null, Store()));
    }

    [Fact]
    public void Find_NoSetting_GivesTheFirstOfTheCatalogueThatIsHere()
    {
        Install("second");
        Assert.Equal("second", InstalledTextModel.Find(null, Store())?.Entry.Id);

        Install("first");
        Assert.Equal("first", InstalledTextModel.Find(null, Store())?.Entry.Id);
        Assert.Equal("second", InstalledTextModel.Find("second", Store())?.Entry.Id);
        Assert.Null(InstalledTextModel.Find("NONE", Store()));
    }

    [Theory]
    [InlineData("first", "is not here")]
    [InlineData("other", "makes no text vectors")]
    [InlineData("nothing", "no model 'nothing'")]
    public void Find_SettingThatCannotBe_SaysWhy(string wanted, string words) =>
        Assert.Contains(words, Assert.Throws<UserException>(() => InstalledTextModel.Find(wanted, Store())).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_Installed_EmbedsAndBrokenVocabularyIsNamed()
    {
        Runtime.Need();
        Install("first");
        var model = InstalledTextModel.Find(null, Store())!;
        using (var network = model.Load())
            Assert.Equal(TinyBert.Dimensions, network.Embed(["joy"], TestContext.Current.CancellationToken)[0].Length);

        File.WriteAllText(model.VocabularyPath, "[PAD]\n[UNK]");
        Assert.Contains("[CLS]", Assert.Throws<UserException>(() => model.Load()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fingerprint_OtherFilesOrFacts_Differs()
    {
        Install("first");
        var model = InstalledTextModel.Find(null, Store())!;
        var before = model.Fingerprint();
        Assert.Equal(before, model.Fingerprint());

        Assert.NotEqual(before, (model with { Entry = model.Entry with { Vectors = TinyBert.Facts(TextPooling.First) } }).Fingerprint());
        File.WriteAllText(model.ModelPath + ".pulled", "abc\n");
        var marked = model.Fingerprint();
        Assert.NotEqual(before, marked);
        File.AppendAllText(model.VocabularyPath, "\nmore");
        Assert.NotEqual(marked, model.Fingerprint());
    }

    private void Install(string id)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, id)).FullName;
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), TinyBert.Model());
        File.WriteAllText(Path.Combine(folder, "vocab.txt"), string.Join('\n', TinyBert.Pieces) + "\n");
    }

    private DownloadStore Store() => DownloadStore.Of(
        DownloadCatalogue.Of([Entry("other") with { Kind = DownloadKind.Vision, Vectors = null }, Entry("first"), Entry("second")]),
        new DownloadOptions { Folder = _root });

    private static DownloadEntry Entry(string id) => new()
    {
        Id = id, Kind = DownloadKind.TextEmbedding, Purpose = "p", Licence = "MIT", LicenceUrl = "https://example.org/l", AllowedUse = ModelUse.Commercial,
        Page = "https://example.org/p", TrainedOn = "nothing", MemoryGb = 0.1, Rank = 1, Confirmed = DownloadCheck.Page, Vectors = TinyBert.Facts(),
        Files =
        [
            new() { Name = "model.onnx", Url = "https://example.org/m", Bytes = TinyBert.Model().Length },
            new() { Name = "vocab.txt", Url = "https://example.org/v", Bytes = 60 },
        ],
    };
}
