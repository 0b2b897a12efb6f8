using System.Text.Json;
using AffectAgent.Contracts;

namespace AffectAgent.LanguageModels.Tests;

/// <summary>A model's explanation weighs the reading against the next where the composer did, and tells no observation twice.</summary>
public sealed class DiscriminatorTests
{
    [Fact]
    public async Task AnalyzeAsync_ModelWeighsNothing_IsAskedOnceMoreAndTheComposersWeighingStands()
    {
        var composed = await Analyses.RunAsync(new SmallInput());
        var asked = new List<string>();
        var model = Writer(composed, asked, weigh: _ => false, twice: false);

        var result = await Analyses.RunAsync(new SmallInput(), model, plan: false);

        Assert.Equal(2, asked.Count);
        Assert.Contains("pair/", asked[1], StringComparison.Ordinal);
        Assert.Contains(result.Explanations[0].Claims, claim => claim.Citations.Any(IsPair));
        Assert.Contains(result.Notes, note => note.Text.Contains("The composer added", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnalyzeAsync_ModelWeighsWhenTold_ItsOwnWeighingStands()
    {
        var composed = await Analyses.RunAsync(new SmallInput());
        var asked = new List<string>();

        var result = await Analyses.RunAsync(new SmallInput(), Writer(composed, asked, weigh: round => round > 0, twice: false), plan: false);

        Assert.Equal(2, asked.Count);
        Assert.Single(result.Explanations[0].Claims, claim => claim.Citations.Any(IsPair));
    }

    [Fact]
    public async Task AnalyzeAsync_ObservationToldTwice_GoesBackAndStaysCounted()
    {
        var composed = await Analyses.RunAsync(new SmallInput());
        var asked = new List<string>();

        var result = await Analyses.RunAsync(new SmallInput(), Writer(composed, asked, weigh: _ => true, twice: true), plan: false);

        Assert.Equal(2, asked.Count);
        Assert.Contains("an earlier observation says this already", asked[1], StringComparison.Ordinal);
        var explanation = result.Explanations[0];
        Assert.Single(explanation.Claims, claim => claim.Text.Contains("happiness with 90 %", StringComparison.Ordinal) && claim.Stage == ReasoningStage.Observation);
        Assert.NotEmpty(explanation.Faithfulness.Rejected);
    }

    private static bool IsPair(string id) => id.StartsWith("pair/", StringComparison.Ordinal);

    // Writes what the composer wrote, with or without its weighing; at first with an observation once more.
    private static FunctionModel Writer(AnalysisResult composed, List<string> asked, Func<int, bool> weigh, bool twice) => new((messages, _) =>
    {
        asked.Add(messages[^1].Text);
        var round = asked.Count - 1;
        var claims = composed.Explanations[0].Claims.Where(claim => weigh(round) || !claim.Citations.Any(IsPair)).ToList();
        var observations = Part(claims, ReasoningStage.Observation);
        if (twice && round == 0)
            observations.Add(observations[0] with { Text = "Once more, " + char.ToLowerInvariant(observations[0].Text[0]) + observations[0].Text[1..] });
        var weighing = Part(claims, ReasoningStage.Interpretation);
        return ScriptedTurn.Say(JsonSerializer.Serialize(new
        {
            answer = Array.Empty<Written>(),
            observations,
            interpretation = weighing.Where(w => !w.Citations.Any(IsPair)).Concat(weighing.Where(w => w.Citations.Any(IsPair)).Take(1)),
            conclusion = Part(claims, ReasoningStage.Conclusion).Where(w => !w.Citations.Any(IsPair)).Take(1),
            limits = Part(claims, ReasoningStage.Limit),
        }, Options));
    });

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private static List<Written> Part(IEnumerable<Claim> claims, ReasoningStage stage) => [.. claims.Where(claim => claim.Stage == stage).Select(claim => new Written(claim.Text, claim.Citations))];

    private sealed record Written(string Text, IReadOnlyList<string> Citations);
}
