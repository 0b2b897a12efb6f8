using System.Text;
using AffectAgent.Cli.Batch.Words;

namespace AffectAgent.Cli.Tests.Batch.Words;

/// <summary>Lines of any content come one by one, none lost and none added.</summary>
public sealed class LineFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("affect-lines").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a\nb\n", "a|b")]
    [InlineData("a\nb", "a|b")]
    [InlineData("a\r\nb\r\n", "a|b")]
    [InlineData("\n\na\n\n", "||a|")]
    [InlineData("\n", "")]
    [InlineData("say \"no\tx\n'y", "say \"no\tx|'y")]
    [InlineData("one\rstill one\u2028and still\u0085so\n", "one\rstill one\u2028and still\u0085so")]
    [InlineData("\ufeffa\nb", "a|b")]
    [InlineData("a\0b\nc", "a\0b|c")]
    public void Read_SmallFile_GivesItsLines(string content, string expected)
    {
        Assert.Equal(expected, string.Join('|', Lines(Encoding.UTF8.GetBytes(content)).Select(l => l.Text)));
    }

    [Fact]
    public void Read_ManyLinesOfAllLengths_GivesThemInOrder()
    {
        var random = new Random(7);
        var lines = Enumerable.Range(0, 4321).Select(i => $"{i} " + new string((char)('a' + (i % 26)), random.Next(i % 50 == 0 ? 60_000 : 80))).ToList();
        var file = Open(Encoding.UTF8.GetBytes(string.Join('\n', lines)));

        Assert.Equal(lines, file.Stretches.SelectMany(file.Read).Select(l => l.Text));
        Assert.True(file.Stretches.Count > 4);
        Assert.Equal(lines.Count, file.Stretches.Sum(s => s.Count));
        Assert.Equal(1, file.Stretches[0].First);
        Assert.All(file.Stretches.Zip(file.Stretches.Skip(1)), pair => Assert.Equal(pair.First.First + pair.First.Count, pair.Second.First));
    }

    [Fact]
    public void Read_LineOfAMegabyte_KeepsItsBeginningAndSaysHowMuch()
    {
        var lines = Lines(Encoding.UTF8.GetBytes("short\nx" + new string('ä', 600_000) + "\nlast"));

        Assert.Equal(3, lines.Count);
        Assert.Equal("last", lines[2].Text);
        Assert.Equal('x' + new string('ä', (LineFile.MostBytes - 1) / 2), lines[1].Text);
        Assert.Equal((double)LineFile.MostBytes / 1_200_001, lines[1].Share, 1e-9);
    }

    [Fact]
    public void Read_InvalidUtf8_KeepsTheLinesAndMarksWhatIsWrong()
    {
        var lines = Lines([0x61, 0xFF, 0xC3, 0x0A, 0x62, 0x0A]);

        Assert.Equal(2, lines.Count);
        Assert.StartsWith("a\ufffd", lines[0].Text, StringComparison.Ordinal);
        Assert.Equal("b", lines[1].Text);
    }

    [Fact]
    public void Open_SameLinesElsewhere_HaveTheSameHash()
    {
        string lines = string.Concat(Enumerable.Range(0, 1500).Select(i => $"line {i}\n"));
        var one = Open(Encoding.UTF8.GetBytes(lines));
        var other = Open(Encoding.UTF8.GetBytes(lines + "more\n"));

        Assert.Equal(one.Stretches[0], other.Stretches[0]);
        Assert.NotEqual(one.Stretches[1].Sha256, other.Stretches[1].Sha256);
    }

    [Fact]
    public void Open_MissingEmptyOrUtf16_SaysSo()
    {
        Assert.Contains("does not exist", Assert.Throws<UserException>(() => LineFile.Open(Path.Combine(_folder, "none"), TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Contains("empty", Assert.Throws<UserException>(() => Open([])).Message, StringComparison.Ordinal);
        Assert.Contains("UTF-16", Assert.Throws<UserException>(() => Open(Encoding.Unicode.GetPreamble())).Message, StringComparison.Ordinal);
    }

    private LineFile Open(byte[] content)
    {
        string path = Path.Combine(_folder, Path.GetRandomFileName());
        File.WriteAllBytes(path, content);
        return LineFile.Open(path, TestContext.Current.CancellationToken);
    }

    private List<FileLine> Lines(byte[] content)
    {
        var file = Open(content);
        return [.. file.Stretches.SelectMany(file.Read)];
    }
}
