using System.Text.Json;
using AffectAgent.Cli.Batch;
using AffectAgent.Reports.Tables;

namespace AffectAgent.Cli.Tests.Batch;

/// <summary>The frame of all tables: order, failures, resume.</summary>
public sealed class TableRunTests : IDisposable
{
    private static readonly CancellationToken None = TestContext.Current.CancellationToken;

    private readonly string _folder = Directory.CreateTempSubdirectory("affect-run").FullName;

    private string Target => Path.Combine(_folder, "words.csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task RunAsync_ManyInputs_WritesRowsInTheirOrder(int batch)
    {
        var words = Words(40);

        var outcome = await RunAsync(new WordJob { Batch = batch }, words);

        Assert.Equal(new TableOutcome(40, 40, 0, 0, 0, 80), outcome);
        string[] expected = ["name,letter,code,reason", .. Rows(words)];
        Assert.Equal(expected, await LinesAsync());
        Assert.Equal(["words.csv", "words.csv.json"], Files());
    }

    [Fact]
    public async Task RunAsync_InputThatCannotBeRead_GetsARowWithTheReasonAndTheOthersTheirs()
    {
        var outcome = await RunAsync(new WordJob { Batch = 3 }, [new("1", "a"), new("2", "bad"), new("3", "odd"), new("4", "b")]);

        Assert.Equal((2, 1, 4), (outcome.Failed, outcome.Faults, outcome.Rows));
        Assert.Equal(["1,a,97,", "2,,,This word is bad. Take another.", "3,,,\"something went wrong here, not with the input: an odd word\"", "4,b,98,"], (await LinesAsync())[1..]);
    }

    [Fact]
    public async Task RunAsync_StoppedAndRunAgain_KeepsWhatWasDoneAndRepeatsNothing()
    {
        var words = Words(30);
        using var stop = new CancellationTokenSource();
        var first = new WordJob { Before = w => { if (w.Name == "w20") stop.Cancel(); } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(first, words, stop: stop.Token));
        Assert.Equal(["words.csv.part", "words.csv.part.jsonl"], Files());

        var second = new WordJob();
        var outcome = await RunAsync(second, words);

        Assert.Equal(first.Read.Count, outcome.Kept);
        Assert.Empty(first.Read.Intersect(second.Read));
        Assert.Equal(words.Select(w => w.Name), first.Read.Concat(second.Read).Order(StringComparer.Ordinal));
        Assert.Equal(Rows(words), (await LinesAsync())[1..]);
    }

    [Fact]
    public async Task RunAsync_RowsAndJournalCutInTheMiddleOfALine_LosesOnlyTheLast()
    {
        var words = Words(10);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(new WordJob { Before = w => { if (w.Name == "w09") stop.Cancel(); } }, words, stop: stop.Token));
        await File.AppendAllTextAsync(Target + ".part", "w09,half a ro", None);
        await File.AppendAllTextAsync(Target + ".part.jsonl", "{\"name\":\"w09\",\"ha", None);

        var outcome = await RunAsync(new WordJob(), words);

        Assert.InRange(outcome.Kept, 8, 9);
        Assert.Equal(Rows(words), (await LinesAsync())[1..]);
    }

    [Fact]
    public async Task RunAsync_FinishedTable_ReadsOnlyWhatChangedOrWasAdded()
    {
        var words = Words(5);
        await RunAsync(new WordJob(), words);
        var same = await RunAsync(new WordJob(), words);
        words[1] = words[1] with { Content = "new" };
        words.Insert(0, new Word("first", "x"));
        var job = new WordJob();

        var outcome = await RunAsync(job, words);

        Assert.Equal((0, 5), (same.Done, same.Kept));
        Assert.Equal(["first", "w01"], job.Read.Order(StringComparer.Ordinal));
        Assert.Equal(4, outcome.Kept);
        Assert.Equal(Rows(words), (await LinesAsync())[1..]);
    }

    [Fact]
    public async Task RunAsync_OtherOptionOrAgainOrEditedTable_ReadsEverythingAnew()
    {
        var words = Words(5);
        await RunAsync(new WordJob(), words);

        Assert.Equal(5, (await RunAsync(new WordJob { Option = "b" }, words)).Done);
        Assert.Equal(5, (await RunAsync(new WordJob { Option = "b" }, words, again: true)).Done);
        await File.AppendAllTextAsync(Target, "a note\n", None);
        Assert.Equal(5, (await RunAsync(new WordJob { Option = "b" }, words)).Done);
        Assert.Equal(11, (await LinesAsync()).Length);
    }

    [Fact]
    public async Task RunAsync_FailedInputs_AreTriedAgain()
    {
        await RunAsync(new WordJob(), [new("1", "bad"), new("2", "b")]);

        var outcome = await RunAsync(new WordJob(), [new("1", "bad"), new("2", "b")]);

        Assert.Equal((1, 1, 1), (outcome.Done, outcome.Kept, outcome.Failed));
        Assert.Equal(["1,,,This word is bad. Take another.", "2,b,98,"], (await LinesAsync())[1..]);
    }

    [Fact]
    public async Task RunAsync_InputWithMegabytesOfRows_IsWrittenWhole()
    {
        var outcome = await RunAsync(new WordJob(), [new("1", new string('a', 300_000)), new("2", new string('b', 300_000))]);

        var lines = (await LinesAsync())[1..];
        Assert.Equal(600_000, outcome.Rows);
        Assert.Equal(Enumerable.Repeat("1,a,97,", 300_000), lines[..300_000]);
        Assert.Equal(Enumerable.Repeat("2,b,98,", 300_000), lines[300_000..]);
    }

    [Fact]
    public async Task RunAsync_JsonLines_AreObjectsWithNulls()
    {
        await RunAsync(new WordJob { Format = TableEncoding.Jsonl }, [new("a \"b\"\n", "x"), new("2", "bad")]);

        var lines = (await LinesAsync()).Select(l => JsonDocument.Parse(l).RootElement).ToArray();
        Assert.Equal("a \"b\"\n", lines[0].GetProperty("name").GetString());
        Assert.Equal(120, lines[0].GetProperty("code").GetInt32());
        Assert.Equal(JsonValueKind.Null, lines[0].GetProperty("reason").ValueKind);
        Assert.Equal(JsonValueKind.Null, lines[1].GetProperty("code").ValueKind);
    }

    [Fact]
    public async Task RunAsync_Sidecar_SaysWithWhatAndHowMuch()
    {
        await RunAsync(new WordJob(), [new("1", "ab"), new("2", "bad")]);

        var side = JsonDocument.Parse(await File.ReadAllBytesAsync(Target + ".json", None)).RootElement;
        Assert.Equal("affectagent.table/1", side.GetProperty("schema").GetString());
        Assert.Equal("some-model", side.GetProperty("models")[0].GetProperty("id").GetString());
        Assert.Equal(["affect", "detect"], side.GetProperty("commandLine").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal((2, 1, 3), (side.GetProperty("counts").GetProperty("inputs").GetInt32(), side.GetProperty("counts").GetProperty("failed").GetInt32(), side.GetProperty("counts").GetProperty("rows").GetInt32()));
        Assert.Equal(["text", "text", "1", "text"], side.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("unit").GetString()));
        Assert.Equal(await MediaInputs.HashAsync(Target, None), side.GetProperty("tableSha256").GetString());
    }

    [Fact]
    public async Task RunAsync_TwoInputsOfOneName_IsRefused() =>
        await Assert.ThrowsAsync<UserException>(() => RunAsync(new WordJob(), [new("1", "a"), new("1", "b")]));

    [Fact]
    public async Task RunAsync_AnotherRunOnTheSameTable_IsRefused()
    {
        using var store = TableStore.Open(Target, "key", again: false);

        var fault = await Assert.ThrowsAsync<UserException>(() => RunAsync(new WordJob(), Words(1)));

        Assert.Contains("another run", fault.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Rows(IEnumerable<Word> words) => words.SelectMany(w => w.Content.Select(c => $"{w.Name},{c},{(int)c},"));

    private static List<Word> Words(int count) => [.. Enumerable.Range(0, count).Select(i => new Word($"w{i:00}", $"{(char)('a' + (i % 26))}z"))];

    private async Task<TableOutcome> RunAsync(WordJob job, List<Word> words, bool again = false, CancellationToken? stop = null)
    {
        using var progress = new BatchProgress(TextWriter.Null, false, words.Count, "words");
        var run = new TableRun<Word>(job, words, [new UsedModel("some-model", new string('0', 64), "none")], ["affect", "detect"], progress);
        return await run.RunAsync(Target, again, stop ?? None);
    }

    private Task<string[]> LinesAsync() => File.ReadAllLinesAsync(Target, None);

    private IEnumerable<string?> Files() => Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
