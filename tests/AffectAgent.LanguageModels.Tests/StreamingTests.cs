using System.Runtime.CompilerServices;
using AffectAgent.Empathy.Care;
using AffectAgent.Knowledge;
using AffectAgent.Reasoning;

namespace AffectAgent.LanguageModels.Tests;

/// <summary>A reasoner that takes its time: each explanation's sentences reach the reader when it is written.</summary>
public sealed class StreamingTests
{
    [Fact]
    public async Task AnalyzeAsync_StreamingReasoner_HandsOnTheFirstExplanationBeforeTheSecondIsWritten()
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = new AffectAgentOptions { ParallelTools = 1 };
        var engine = new AffectAgentEngine(new AnyOpener(), new ToolCatalog([new SmallTools(new SmallInput())]), new StagedPlanner(1), new Slow(seen.Task), KnowledgeBase.LoadBuiltIn(), CareCrisisCheck.Default, [], options);

        AnalysisResult? result = null;
        await foreach (var happened in engine.AnalyzeAsync(new AnalysisRequest { MediaPath = "x" }, TestContext.Current.CancellationToken))
        {
            if (happened is ClaimEvent)
                seen.TrySetResult();
            result = happened is CompletedEvent completed ? completed.Result : result;
        }

        Assert.Equal(2, result!.Explanations.Count);
        Assert.All(result.Explanations, explanation => Assert.Equal(1.0, explanation.Faithfulness.Score));
    }

    private sealed class Slow(Task seen) : IStreamingReasoner
    {
        public string Name => "slow";

        public async ValueTask<IReadOnlyList<Explanation>> ExplainAsync(AnalysisContext context, CancellationToken cancellationToken = default) => await StreamAsync(context, cancellationToken).ToListAsync(cancellationToken);

        public async IAsyncEnumerable<Explanation> StreamAsync(AnalysisContext context, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var id = context.Ledger.All.Single(e => e.Kind == EvidenceKinds.Expression).Id;
            var explanation = new Explanation { Person = 1, Claims = [new Claim(ReasoningStage.Observation, "The face reads as happiness with 90 %.", [id])] };
            yield return explanation;
            await seen.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
            yield return explanation;
        }
    }

    private sealed class AnyOpener : IMediaOpener
    {
        public Task<IMediaSource> OpenAsync(string path, CancellationToken cancellationToken = default) => Task.FromResult<IMediaSource>(new Contracts.ContractMedia());
    }
}
