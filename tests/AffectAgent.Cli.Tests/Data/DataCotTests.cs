using System.Text.Json;

namespace AffectAgent.Cli.Tests.Data;

/// <summary>The program as a user starts it.</summary>
public sealed class DataCotTests : IDisposable
{
    private const string Rows = """
        text,label,speaker
        I am so happy for you!,joy,A
        I AM so happy for you,happy,A
        This makes me furious.,anger,B
        Thank you so much for your help!,gratitude,C
        The train leaves at nine.,disgust,C
        I'm bored.,boredom,D
        """;

    private readonly TestMedia _media = new();

    public void Dispose() => _media.Dispose();

    [Fact]
    public async Task Cot_Words_KeepsWhatAgreesAndCountsTheRest()
    {
        var table = _media.Write("words.csv", Rows);
        var map = _media.Write("map.csv", "boredom,-\n");

        var outcome = await Affect.RunAsync("data", "cot", "--in", table, "--out", _media.At("out.jsonl"), "--labels", map);

        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("3 of 6 samples kept", outcome.Errors, StringComparison.Ordinal);
        var samples = (await LinesAsync("out.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["row 1", "row 3", "row 4"], samples.Select(s => s.GetProperty("id").GetString()));
        Assert.Equal(["row 2 same-text", "row 5 disagrees", "row 6 label-left-out"], (await LinesAsync("out.rejected.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).Select(r => $"{r.GetProperty("input")} {r.GetProperty("reason")}"));
        using var sidecar = JsonDocument.Parse(await File.ReadAllTextAsync(_media.At("out.jsonl.json"), TestContext.Current.CancellationToken));
        Assert.Equal((6, 3), (sidecar.RootElement.GetProperty("inputs").GetInt32(), sidecar.RootElement.GetProperty("kept").GetInt32()));
        Assert.All(Directory.EnumerateFiles(_media.Folder, "out*"), file => Assert.DoesNotContain(_media.Folder, File.ReadAllText(file), StringComparison.Ordinal));

        var again = await Affect.RunAsync("data", "cot", "--in", table, "--out", _media.At("out.jsonl"), "--labels", map, "--format", "plain", "--keep-disagreeing", "--split", "0.5", "--by", "person");
        Assert.True(again.ExitCode == 0, again.Errors);
        Assert.Contains("4 of 6 samples kept", again.Errors, StringComparison.Ordinal);
        Assert.Equal(4, (await LinesAsync("out.jsonl")).Length + (await LinesAsync("out.validation.jsonl")).Length);
    }

    [Fact]
    public async Task Cot_BadRows_AreCountedAndNamedAndTheRestGoesOn()
    {
        var table = _media.Write("rows.jsonl", """
            {"text":"I am so happy for you!","label":"joy"}
            {"text":"","label":"joy"}
            {"text":"I'm bored.","label":"boredom"}
            not json
            {"label":"joy"}
            {"text":"This makes me furious.","label":"anger"}
            """);

        var outcome = await Affect.RunAsync("data", "cot", "--in", table, "--out", _media.At("out.jsonl"));

        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("2 of 6 samples kept", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(["2", "4", "5"], outcome.ErrorLines.Where(line => line.StartsWith("affect: rows.jsonl line ", StringComparison.Ordinal)).Select(line => line.Split(' ', ':')[4]));
        Assert.Contains("and 1 more that can't be used", outcome.Errors, StringComparison.Ordinal);
        using var sidecar = JsonDocument.Parse(await File.ReadAllTextAsync(_media.At("out.jsonl.json"), TestContext.Current.CancellationToken));
        var rejected = sidecar.RootElement.GetProperty("rejected");
        Assert.Equal((2, 1, 1), (rejected.GetProperty("no-text").GetInt32(), rejected.GetProperty("not-json").GetInt32(), rejected.GetProperty("unknown-label").GetInt32()));
        Assert.Contains("rows.jsonl line 3: the label 'boredom' is not known", sidecar.RootElement.GetProperty("unusable").EnumerateArray().Last().GetString(), StringComparison.Ordinal);
        Assert.Equal(4, (await LinesAsync("out.rejected.jsonl")).Length);
    }

    [Fact]
    public async Task Cot_FolderWithUnreadableAndFaceless_SaysWhyAndEndsWith2()
    {
        Directory.CreateDirectory(_media.At("set/happy"));
        _media.Landscape("set/happy/hills.png");
        _media.Write("set/happy/broken.jpg", "no picture");

        var outcome = await Affect.RunAsync("data", "cot", "--in", _media.At("set"), "--out", _media.At("out.jsonl"));

        Assert.Equal(2, outcome.ExitCode);
        var rejected = await File.ReadAllTextAsync(_media.At("out.rejected.jsonl"), TestContext.Current.CancellationToken);
        Assert.Contains("\"reason\":\"unreadable\"", rejected, StringComparison.Ordinal);
        Assert.Contains("\"reason\":\"no-reading\"", rejected, StringComparison.Ordinal);
        Assert.DoesNotContain(_media.Folder, rejected, StringComparison.Ordinal);
        Assert.Contains("no sample was kept", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cot_TextOfTwoMegabytes_IsRejectedAndTheRestGoesOn()
    {
        var table = _media.Write("t.csv", $"text,label\nI am so happy for you!,joy\n{new string('x', 2 << 20)},joy\n");

        var outcome = await Affect.RunAsync("data", "cot", "--in", table, "--out", _media.At("out.jsonl"));

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("1 of 2 samples kept", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("text-too-long", outcome.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no", "--in", "nowhere", "--out", "o.jsonl")]
    [InlineData("holds no file", "--in", "empty", "--out", "o.jsonl")]
    [InlineData("does not end in .jsonl", "--in", "words.csv", "--out", "o.csv")]
    [InlineData("lies inside the labelled folder", "--in", "empty", "--out", "empty/o.jsonl")]
    [InlineData("These labels are not known: boredom (1)", "--in", "bored.csv", "--out", "o.jsonl")]
    [InlineData("--split must be", "--in", "words.csv", "--out", "o.jsonl", "--split", "1.5")]
    [InlineData("--by person needs --split", "--in", "words.csv", "--out", "o.jsonl", "--by", "person")]
    [InlineData("--by must be person", "--in", "words.csv", "--out", "o.jsonl", "--by", "label")]
    [InlineData("samples name no person", "--in", "nobody.csv", "--out", "o.jsonl", "--by", "person", "--split", "0.1")]
    [InlineData("is an input or written twice", "--in", "words.jsonl", "--out", "words.jsonl")]
    public async Task Cot_BadInput_IsOneLineExitCode2AndNoFile(string words, params string[] arguments)
    {
        Directory.CreateDirectory(_media.At("empty"));
        _media.Write("words.csv", Rows);
        _media.Write("nobody.csv", "text,label\nhello,joy\n");
        _media.Write("bored.csv", "text,label\nI'm bored.,boredom\n");
        _media.Write("words.jsonl", """{"text":"hello","label":"joy"}""");
        var before = Directory.EnumerateFileSystemEntries(_media.Folder, "*", SearchOption.AllDirectories).Count();

        var outcome = await Affect.RunAsync(["data", "cot", .. arguments.Select((a, i) => i > 0 && arguments[i - 1] is "--in" or "--out" ? _media.At(a) : a)]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(words, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(before, Directory.EnumerateFileSystemEntries(_media.Folder, "*", SearchOption.AllDirectories).Count());
    }

    private Task<string[]> LinesAsync(string name) => File.ReadAllLinesAsync(_media.At(name), TestContext.Current.CancellationToken);
}
