using System.Text.Json;
using AffectAgent.StubModel;

namespace AffectAgent.Cli.Tests;

/// <summary>What the program does with a language model, and where it can't be used.</summary>
public sealed class LanguageModelTests : IDisposable
{
    private const string Words = "Thank you so much!";

    private readonly string _folder = Directory.CreateTempSubdirectory("affect-llm-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Explain_TraceThenReplay_GivesTheSameWithoutTheServer()
    {
        var (trace, first, again) = (File("calls.jsonl"), File("first.json"), File("again.json"));
        int asked;
        await using (var server = new StubServer(EvidenceMind.Answer))
        {
            var recorded = await Affect.RunAsync("explain", "--text", Words, "--llm", $"openai:{server.Address}#stub", "--planner", "model", "--trace", trace, "--json", first);

            Assert.True(recorded.ExitCode == 0, recorded.Errors);
            asked = server.Requests.Count;
            Assert.Contains(server.Requests, request => System.Text.Encoding.UTF8.GetString(request.Body).Contains("\"tools\"", StringComparison.Ordinal));
        }

        var replayed = await Affect.RunAsync("explain", "--text", Words, "--replay", trace, "--planner", "model", "--json", again);

        Assert.True(replayed.ExitCode == 0, replayed.Errors);
        Assert.Equal(asked, System.IO.File.ReadAllLines(trace).Length);
        Assert.Empty(Directory.GetFiles(_folder, "*.part"));
        var (one, two) = (Explanation(first), Explanation(again));
        Assert.Contains("openai:", one.GetProperty("reasoner").GetString(), StringComparison.Ordinal);
        Assert.Contains("replay:", two.GetProperty("reasoner").GetString(), StringComparison.Ordinal);
        Assert.Equal(one.GetProperty("claims").GetRawText(), two.GetProperty("claims").GetRawText());
        Assert.Contains("chose", Read(first).GetProperty("notes").GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Explain_ModelThatChoosesNoTool_LeavesThemOutOnlyWhereItIsAllowedTo(bool onlyChosen)
    {
        var json = File("out.json");
        await using var server = new StubServer(request => request.TryGetProperty("tools", out _) && !request.GetRawText().Contains("has run", StringComparison.Ordinal)
            ? new StubTurn(null, new StubCall("read_transcript"))
            : new StubTurn("done"));
        string[] arguments = ["explain", "--text", Words, "--llm", $"openai:{server.Address}#stub", "--planner", "model", "--json", json, .. onlyChosen ? (string[])["--only-chosen"] : []];

        var outcome = await Affect.RunAsync(arguments);

        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        var ran = Read(json).GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("tool").GetString()).ToList();
        Assert.Contains("read_transcript", ran);
        Assert.Equal(onlyChosen, ran.Count == 1);
    }

    [Theory]
    [InlineData("--transcript")]
    [InlineData("--replay")]
    [InlineData("--json")]
    public async Task Explain_TraceOverAnotherFileOfTheRun_IsRefusedAndNothingIsTouched(string other)
    {
        var file = File("words.txt");
        await System.IO.File.WriteAllTextAsync(file, Words, TestContext.Current.CancellationToken);
        string[] model = other == "--replay" ? [] : ["--llm", "openai:http://127.0.0.1:9/v1"];

        var outcome = await Affect.RunAsync(["explain", "--text", Words, other, file, "--trace", file, .. model]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("is an input or written twice", Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(Words, await System.IO.File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Explain_TraceOverAFileThatIsNoTrace_IsRefusedAndItIsKept()
    {
        var file = File("thesis.txt");
        await System.IO.File.WriteAllTextAsync(file, "years of work", TestContext.Current.CancellationToken);

        var outcome = await Affect.RunAsync("explain", "--text", Words, "--llm", "openai:http://127.0.0.1:9/v1", "--trace", file);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("is no trace", Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
        Assert.Equal("years of work", await System.IO.File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Explain_OnlyChosenWithoutAModelThatChooses_SaysWhatItNeeds()
    {
        var outcome = await Affect.RunAsync("explain", "--text", Words, "--llm", "openai:http://127.0.0.1:9/v1", "--only-chosen");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("--planner model", Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gguf:/models/x.gguf", "llamasharp")]
    [InlineData("openai:http://models.example/v1", "unencrypted")]
    [InlineData("openai:nowhere", "no http or https address")]
    [InlineData("replay:no-such.jsonl", "can't be read")]
    public async Task Explain_ModelThatCannotBeConfigured_EndsBeforeAnyWork(string model, string said)
    {
        var outcome = await Affect.RunAsync("explain", "--text", "Thank you so much!", "--llm", model);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(said, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    [Theory]
    [InlineData("model", "needs a LanguageModel (--llm)")]
    [InlineData("banana", "neither auto nor staged, and model and those of backends, such as semantic-kernel, need")]
    public async Task Explain_PlannerWithoutModel_SaysWhatItNeedsAndWhatThereIs(string planner, string said)
    {
        var outcome = await Affect.RunAsync("explain", "--text", "Thank you so much!", "--planner", planner);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(said, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
        Assert.DoesNotContain("Trace", outcome.ErrorLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_NobodyListens_ExplainsAllTheSame()
    {
        var environment = new Dictionary<string, string> { ["AffectAgent__LanguageModels__Limits__Attempts"] = "1" };

        var outcome = await Affect.RunAsync(environment, "explain", "--text", "Thank you so much!", "--llm", "openai:http://127.0.0.1:9/v1");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("Nothing listens at 127.0.0.1:9", outcome.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("by the composer", outcome.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_NobodyListensAndAModelShouldPlan_TellsTheFaultOnce()
    {
        var outcome = await Affect.RunAsync("explain", "--text", Words, "--llm", "openai:http://127.0.0.1:9/v1", "--planner", "model");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(2, outcome.Output.ReplaceLineEndings(" ").Split("Nothing listens at 127.0.0.1:9").Length);
        Assert.Contains("by the composer", outcome.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_JsonToStandardOutput_IsJsonAloneAndNoFile()
    {
        var before = System.IO.File.Exists("-");

        var outcome = await Affect.RunAsync("explain", "--text", Words, "--json", "-");

        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Equal(1, JsonElement.Parse(outcome.Output).GetProperty("explanations").GetArrayLength());
        Assert.Equal(before, System.IO.File.Exists("-"));
        Assert.Contains("several inputs", (await Affect.RunAsync("explain", "a.png", "b.png", "--json", "-")).Errors, StringComparison.Ordinal);
    }

    private string File(string name) => Path.Combine(_folder, name);

    private static JsonElement Read(string json) => JsonElement.Parse(System.IO.File.ReadAllText(json));

    private static JsonElement Explanation(string json) => Read(json).GetProperty("explanations")[0];
}
