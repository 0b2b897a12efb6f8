namespace AffectAgent.Reports.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("affect-atomic").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Write_ContentThatFailsHalfWay_LeavesTheOldFileAndNothingElse()
    {
        var path = Path.Combine(_folder, "a.json");
        File.WriteAllText(path, "old");

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, w =>
        {
            w.Write("half");
            throw new InvalidOperationException();
        }));

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Write_MissingFolder_IsMade()
    {
        var path = Path.Combine(_folder, "new", "a.txt");

        AtomicFile.Write(path, w => w.Write("x"));

        Assert.Equal("x", File.ReadAllText(path));
    }

    [Fact]
    public void Write_TargetIsAFolder_SaysSoInOneLine()
    {
        var fault = Assert.Throws<UserException>(() => AtomicFile.Write(_folder, w => w.Write("x")));

        Assert.DoesNotContain('\n', fault.Message);
    }
}
