namespace AffectAgent.Cli.Tests;

/// <summary>What the program does where a language model can't be used.</summary>
public sealed class LanguageModelTests
{
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

    [Fact]
    public async Task Explain_PlannerWithoutModel_SaysWhatItNeeds()
    {
        var outcome = await Affect.RunAsync("explain", "--text", "Thank you so much!", "--planner", "model");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("LanguageModel", Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
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
}
