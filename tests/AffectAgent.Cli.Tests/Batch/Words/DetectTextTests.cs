using System.Text.Json;

namespace AffectAgent.Cli.Tests.Batch.Words;

/// <summary><c>affect detect text</c> on files made here.</summary>
public sealed class DetectTextTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("affect-text").FullName;

    private string Out => Path.Combine(_folder, "out.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Text_LinesOfEveryKind_GiveOneRowEachInOrder()
    {
        string[] lines =
        [
            "Thank you so much!\t15\tabc", "", "\"quoted, and \"\"odd\"\"\"\t27\tdef", "Ich bin heute sehr traurig\t0\tx", "\t\t", "12345", "😂😂",
            "I love you " + new string('z', 1_000_000), "naïve \ud7ff text\0with a nul, which I hate", "今天我非常高兴",
        ];

        var rows = await RunAsync(string.Join('\n', lines) + "\n");

        Assert.Equal(Enumerable.Range(1, lines.Length), rows.Select(r => r.GetProperty("line").GetInt32()));
        Assert.Equal("gratitude", rows[0].GetProperty("label").GetString());
        Assert.True(rows[0].GetProperty("p_gratitude").GetDouble() > 0.5);
        Assert.Equal(28, rows[0].EnumerateObject().Count(p => p.Name.StartsWith("p_", StringComparison.Ordinal)));
        Assert.Contains("no words", Reason(rows[1]), StringComparison.Ordinal);
        Assert.Equal("", Reason(rows[2]));
        Assert.Contains("German", Reason(rows[3]), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, rows[3].GetProperty("p_joy").ValueKind);
        Assert.Contains("no words", Reason(rows[5]), StringComparison.Ordinal);
        Assert.StartsWith("amusement", rows[6].GetProperty("label").GetString(), StringComparison.Ordinal);
        Assert.Equal("love", rows[7].GetProperty("label").GetString());
        Assert.InRange(rows[7].GetProperty("read").GetDouble(), 0.0019, 0.0021);
        Assert.Contains("Chinese", Reason(rows[9]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("in.tsv", "in.tsv")]
    [InlineData("t.csv.json", "t.csv")]
    [InlineData("t.csv.part", "./t.csv")]
    public async Task Text_InputIsTheTableOrLiesWhereItsSidecarGoes_IsRefused(string input, string output)
    {
        string path = Path.Combine(_folder, input);
        await File.WriteAllTextAsync(path, "I love it\n", TestContext.Current.CancellationToken);

        var outcome = await Affect.RunAsync("detect", "text", "--in", path, "--out", Path.Combine(_folder, output));

        Assert.Equal(2, outcome.ExitCode);
        Assert.Single(outcome.ErrorLines);
        Assert.Equal("I love it\n", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("in.tsv", "text\tspeaker\tdialogue\nI \"won\", yes!\tAnn\t7\nOh my God, that's amazing!\tBo\t7\n\tBo\t7\nI hate you, get out!\tAnn\t8\n")]
    [InlineData("in.csv", "No,Utterance,Speaker,Dialogue_ID\r\n1,\"I \"\"won\"\", yes!\",Ann,7\r\n2,\"Oh my God, that's amazing!\",Bo,7\r\n3,,Bo,7\r\n4,\"I hate you, get out!\",Ann,8\r\n")]
    public async Task Dialogue_TabsOrCommas_GiveOneRowALineReadInContext(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);

        var outcome = await Affect.RunAsync("detect", "text", "--dialogue", "--in", path, "--out", Out, "--format", "jsonl");

        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        var rows = await RowsAsync();
        Assert.Equal([1, 2, 3, 4], rows.Select(r => r.GetProperty("line").GetInt32()));
        Assert.Equal(["7", "7", "7", "8"], rows.Select(r => r.GetProperty("dialogue").GetString()!));
        Assert.Equal("anger", rows[3].GetProperty("label").GetString());
        Assert.Contains("no words", Reason(rows[2]), StringComparison.Ordinal);
        Assert.Equal(1, rows[1].EnumerateObject().Where(p => p.Name.StartsWith("p_", StringComparison.Ordinal)).Sum(p => p.Value.GetDouble()), 1e-3);
        Assert.NotEqual(rows[1].GetProperty("p_joy").GetDouble(), rows[1].GetProperty("alone_joy").GetDouble());
    }

    private static string Reason(JsonElement row) => row.GetProperty("reason").GetString() ?? "";

    private async Task<List<JsonElement>> RunAsync(string content, params string[] more)
    {
        string path = Path.Combine(_folder, "in.tsv");
        await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);
        var outcome = await Affect.RunAsync(["detect", "text", "--in", path, "--out", Out, "--format", "jsonl", .. more]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        return await RowsAsync();
    }

    private async Task<List<JsonElement>> RowsAsync() =>
        [.. (await File.ReadAllLinesAsync(Out, TestContext.Current.CancellationToken)).Select(l => JsonDocument.Parse(l).RootElement)];
}
