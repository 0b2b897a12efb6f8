using System.Text.Json;
using AffectAgent.Contracts;
using AffectAgent.Reasoning;

namespace AffectAgent.LanguageModels.Tests;

/// <summary>A model's explanation weighs the reading against the next where the composer did, and tells no observation twice.</summary>
public sealed class DiscriminatorTests
{
    [Fact]
    public async Task AnalyzeAsync_ModelWeighsNothing_IsAskedOnceMoreAndTheComposersWeighingStands()
    {
        var composed = await Analyses.RunAsync(new SmallInput());
        var asked = new List<string>();
        var model = Writer(composed, asked, weigh: _ => false);

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

        var result = await Analyses.RunAsync(new SmallInput(), Writer(composed, asked, weigh: round => round > 0), plan: false);

        Assert.Equal(2, asked.Count);
        Assert.Single(result.Explanations[0].Claims, claim => claim.Citations.Any(IsPair));
    }

    [Fact]
    public void Mark_SameMovementTwice_FaultsTheSecondUnlessTimesTellThemApart()
    {
        JudgedClaim Said(string text, string id) => new(new WrittenClaim("observations", new Claim(ReasoningStage.Observation, text, [id])), null, Guarded: false);

        var marked = Repetition.Mark(
        [
            Said("AU45 is at 2.1 of 5.", "E3"), Said("AU45 is at 2.1 of 5 here.", "E4"), Said("AU12 is at 3.4 of 5.", "E5"),
            Said("AU12 is active from 0.4 s to 2.1 s.", "E6"), Said("The face reads as happiness with 90 %.", "E2"), Said("As a whole, the face reads as happiness with 90%.", "E2"),
        ]);

        Assert.Equal([false, true, false, false, false, true], marked.Select(claim => claim.Fault is not null));
    }

    private static bool IsPair(string id) => id.StartsWith("pair/", StringComparison.Ordinal);

    // Writes what the composer wrote, with or without its weighing.
    private static FunctionModel Writer(AnalysisResult composed, List<string> asked, Func<int, bool> weigh) => new((messages, _) =>
    {
        asked.Add(messages[^1].Text);
        var round = asked.Count - 1;
        var claims = composed.Explanations[0].Claims.Where(claim => weigh(round) || !claim.Citations.Any(IsPair)).ToList();
        var weighing = Part(claims, ReasoningStage.Interpretation);
        return ScriptedTurn.Say(JsonSerializer.Serialize(new
        {
            answer = Array.Empty<Written>(),
            observations = Part(claims, ReasoningStage.Observation),
            interpretation = weighing.Where(w => !w.Citations.Any(IsPair)).Concat(weighing.Where(w => w.Citations.Any(IsPair)).Take(1)),
            conclusion = Part(claims, ReasoningStage.Conclusion).Where(w => !w.Citations.Any(IsPair)).Take(1),
            limits = Part(claims, ReasoningStage.Limit),
        }, Options));
    });

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private static List<Written> Part(IEnumerable<Claim> claims, ReasoningStage stage) => [.. claims.Where(claim => claim.Stage == stage).Select(claim => new Written(claim.Text, claim.Citations))];

    private sealed record Written(string Text, IReadOnlyList<string> Citations);
}
