using AffectAgent.Contracts;

namespace AffectAgent.LanguageModels.Tests;

/// <summary>Where words of crisis were found, no language model has a word.</summary>
public sealed class CrisisModelTests
{
    [Theory]
    [InlineData("Why?", "I want to kill myself")]
    [InlineData("How do I hang myself?", "Thank you so much, this is wonderful")]
    [InlineData("Warum?", "Ich will nicht mehr leben")]
    public async Task AnalyzeAsync_WordsOfCrisis_TheModelIsNotAsked(string question, string line)
    {
        using var model = new ScriptedChatClient(ChatScript.Of(ScriptedTurn.Say("{}")));

        var result = await Analyses.RunAsync(new SmallInput { Question = question, Line = line }, model, plan: false);

        Assert.Equal("self_harm", result.Crisis?.Kind);
        Assert.Equal(0, model.Requests);
        Assert.StartsWith("composer", Assert.Single(result.Explanations).Reasoner, StringComparison.Ordinal);
        Assert.Contains(result.Notes, note => note is { By: "reasoner" } && note.Text.Contains("was not asked", StringComparison.Ordinal));
    }
}
