using System.Text;
using AffectAgent.Inference.Models;

namespace AffectAgent.Inference.Tests.Downloads;

public sealed class DownloadCatalogueTests
{
    [Fact]
    public void Parse_SeveralFaults_ListsThemAll()
    {
        const string Json = """
            {"schema":"affect-downloads/9","models":[
              {"id":"Bad Id","kind":"languageModel","purpose":" ","licence":"MIT","licenceUrl":"http://example.org","allowedUse":"commercial","page":"ftp://x","trainedOn":"x","fitsGb":5,"memoryGb":7,"rank":1,"confirmed":"page",
               "files":[{"name":"../x","url":"http://example.org/x","bytes":0,"sha256":"ABC","sha1":"abc"}]},
              {"id":"tiny","kind":"speech","purpose":"p","licence":"MIT","licenceUrl":"https://x.org","allowedUse":"commercial","page":"https://x.org","trainedOn":"x","memoryGb":1,"rank":1,"confirmed":"page","files":[]},
              {"id":"tiny","kind":"speech","purpose":"p","licence":"MIT","licenceUrl":"https://x.org","allowedUse":"commercial","page":"https://x.org","trainedOn":"x","fitsGb":4,"memoryGb":1,"rank":1,"confirmed":"page","files":[]}]}
            """;

        var error = Assert.Throws<UserException>(() => DownloadCatalogue.Parse(Encoding.UTF8.GetBytes(Json), "downloads.json"));

        string[] faults =
        [
            "its schema is 'affect-downloads/9'", "an id is lower-case", "purpose is empty", "licenceUrl 'http://example.org' is not an https address", "page 'ftp://x'",
            "fitsGb is 4, 8, 16, 24, 80", "needs 7 GB and is said to fit 5", "'../x' is not a plain file name", "url 'http://example.org/x'", "cannot have 0 bytes",
            "sha256 of '../x'", "sha1 of '../x'", "it has no files", "the id 'tiny' occurs twice",
        ];
        Assert.All(faults, fault => Assert.Contains(fault, error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"schema":"affect-downloads/1","models":[{"id":"x"}]}""")]
    [InlineData("""{"schema":"affect-downloads/1","models":[],"more":1}""")]
    public void Parse_Malformed_IsAUserFaultInOneLine(string json)
    {
        var error = Assert.Throws<UserException>(() => DownloadCatalogue.Parse(Encoding.UTF8.GetBytes(json), "downloads.json"));
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Catalogue_OfTheRepository_HasEverySizeClassTwice()
    {
        var entries = DownloadStore.Open().Catalogue.Entries;

        Assert.All([4, 8, 16, 24, 80], size => Assert.True(entries.Count(e => e.FitsGb == size) >= 2, $"{size} GB"));
        Assert.Equal(["whisper-tiny", "whisper-base", "whisper-small", "whisper-medium", "whisper-large-v3", "whisper-large-v3-turbo"], entries.Where(e => e.Kind == DownloadKind.Speech).Select(e => e.Id));
        Assert.Equal(["all-minilm-l6-v2", "bge-small-en-v1.5"], entries.Where(e => e.Kind == DownloadKind.TextEmbedding).Select(e => e.Id));
        Assert.All(entries.Where(e => e.Vectors is not null), e => Assert.Contains(e.Files, file => file.Name == "vocab.txt"));
        Assert.Contains(entries, e => e.Kind == DownloadKind.Vision);
        Assert.All(entries, e => Assert.True(e.Bytes < e.MemoryGb * 1e9, e.Id));
    }

    [Fact]
    public void Find_Unknown_ListsTheKnown() =>
        Assert.Contains("whisper-tiny", Assert.Throws<UserException>(() => DownloadStore.Open().Catalogue.Find("x")).Fix, StringComparison.Ordinal);
}
