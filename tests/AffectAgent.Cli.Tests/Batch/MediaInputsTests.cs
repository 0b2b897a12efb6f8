using AffectAgent.Cli.Batch;

namespace AffectAgent.Cli.Tests.Batch;

/// <summary>Files and folders as inputs.</summary>
public sealed class MediaInputsTests(TestMedia media) : IClassFixture<TestMedia>
{
    [Fact]
    public void Expand_FolderAndFiles_TakesEachFileOnceInOrder()
    {
        Directory.CreateDirectory(media.At("in/sub"));
        foreach (var name in new[] { "in/b.JPG", "in/a.png", "in/sub/c.jpeg", "in/labels.csv", "in/.hidden.png" })
            media.Write(name, "x");

        var inputs = MediaInputs.Expand([media.At("in/sub/c.jpeg"), media.At("in"), media.At("missing.png")], MediaInputs.Pictures);

        Assert.Equal(["in/sub/c.jpeg", "in/a.png", "in/b.JPG", "missing.png"], inputs.Select(i => Path.GetRelativePath(media.Folder, i.Name)));
    }

    [Fact]
    public void Under_Folder_NamesFilesByTheirPathInside()
    {
        Directory.CreateDirectory(media.At("crops/happy"));
        media.Write("crops/happy/1.png", "x");

        Assert.Equal(["happy/1.png"], MediaInputs.Under(media.At("crops"), MediaInputs.Pictures).Select(i => i.Name));
    }

    [Fact]
    public void Expand_FolderWithALinkToItself_TakesEachFileOnce()
    {
        Directory.CreateDirectory(media.At("looped/sub"));
        Directory.CreateDirectory(media.At("elsewhere"));
        media.Write("looped/sub/a.png", "x");
        media.Write("elsewhere/b.png", "x");
        Directory.CreateSymbolicLink(media.At("looped/sub/up"), "..");
        Directory.CreateSymbolicLink(media.At("looped/other"), media.At("elsewhere"));
        File.CreateSymbolicLink(media.At("looped/c.png"), media.At("elsewhere/b.png"));

        var inputs = MediaInputs.Expand([media.At("looped")], MediaInputs.Pictures);

        Assert.Equal(["c.png", "other/b.png", "sub/a.png"], inputs.Select(i => Path.GetRelativePath(media.At("looped"), i.Name)));
    }

    [Theory]
    [InlineData("nowhere.png", "does not exist")]
    [InlineData("M\ufffdller.png", "not UTF-8")]
    public async Task HashAsync_NoSuchFile_SaysWhetherItsNameMayBeToBlame(string name, string says)
    {
        var fault = await Assert.ThrowsAsync<UserException>(() => MediaInputs.HashAsync(media.At(name), TestContext.Current.CancellationToken));

        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Expand_FolderWithoutPictures_SaysSo()
    {
        Directory.CreateDirectory(media.At("empty"));

        Assert.Contains("holds no file", Assert.Throws<UserException>(() => MediaInputs.Expand([media.At("empty")], MediaInputs.Pictures)).Message, StringComparison.Ordinal);
    }
}
