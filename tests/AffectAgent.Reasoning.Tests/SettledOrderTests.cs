using System.ComponentModel;
using System.Text.Json;

namespace AffectAgent.Reasoning.Tests;

public sealed class SettledOrderTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnalyzeAsync_ToolsEndInAnyOrder_GivesTheSameResult()
    {
        var random = new Random(7);
        var results = new List<string>();
        for (var run = 0; run < 20; run++)
        {
            var plugin = new InTurnPlugin([.. Enumerable.Range(0, 4).OrderBy(_ => random.Next())]);
            using var knowledge = new KnowledgeHolder();
            var engine = new AffectAgentEngine(new FakeOpener(FakeMedia.Clip), new ToolCatalog([plugin]), new StagedPlanner(4), new GroundedComposer(knowledge.Cards, new AffectAgentOptions()), knowledge.Cards, AffectAgent.Empathy.Care.CareCrisisCheck.Default, [new NoModels()], new AffectAgentOptions());
            var told = new List<string>();
            AnalysisResult? result = null;
            await foreach (var happened in engine.AnalyzeAsync(new AnalysisRequest { MediaPath = "x.mp4", Text = "I am so angry." }, Token))
            {
                if (happened is EvidenceEvent { Evidence: var evidence })
                    told.Add(evidence.Id);
                if (happened is CompletedEvent completed)
                    result = completed.Result;
            }

            Assert.Equal(result!.Evidence.Select(e => e.Id), told);
            results.Add(JsonSerializer.Serialize(result with { Tools = [.. result.Tools.Select(call => call with { Seconds = 0 })] }));
        }

        Assert.Contains("E8", results[0], StringComparison.Ordinal);
        Assert.Single(results.Distinct());
    }

    [Fact]
    public void Settle_EvidenceOfTwoTools_OrdersItAndKeepsWhatPointsAtIt()
    {
        var ledger = new EvidenceLedger();
        var late = ledger.Add(new Evidence { Kind = "k", Modality = Modality.Words, Source = new("b") });
        ledger.Add(new Evidence { Kind = "k", Modality = Modality.Words, Source = new("b"), DerivedFrom = [late.Id] });
        ledger.Add(new Evidence { Kind = "k", Modality = Modality.Face, Source = new("a") });
        ledger.Add(new Unscored("x", "why", "b"));
        ledger.Add(new Unscored("y", "why", "a"));

        ledger.Settle(["a", "b"]);

        Assert.Equal([("E1", "a"), ("E2", "b"), ("E3", "b")], ledger.All.Select(e => (e.Id, e.Source.Tool)));
        Assert.Equal(["E2"], ledger.Find("E3")!.DerivedFrom!);
        Assert.Equal(["a", "b"], ledger.Unscored.Select(u => u.Tool));
    }

    private sealed class KnowledgeHolder : IDisposable
    {
        public IKnowledgeBase Cards { get; } = AffectAgent.Knowledge.KnowledgeBase.LoadBuiltIn();

        public void Dispose() => (Cards as IDisposable)?.Dispose();
    }
}

/// <summary>Four tools that run at the same time and end in the order given.</summary>
public sealed class InTurnPlugin(IReadOnlyList<int> order) : IAffectPlugin
{
    private readonly TaskCompletionSource[] _ended = [.. Enumerable.Range(0, order.Count).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];

    [AffectTool("a_face", Needs = [Artifacts.Frames], Gives = [Artifacts.Expressions])]
    [Description("Reads a face.")]
    public Task<ToolReport> FaceAsync(AnalysisContext context, CancellationToken cancellationToken = default) => InTurn(0, context, cancellationToken,
        new Evidence { Kind = EvidenceKinds.Expression, Modality = Modality.Face, Person = 1, Label = "sadness", Value = 0.62, Unit = "probability", Confidence = 0.7, Distribution = new Dictionary<string, double> { ["sadness"] = 0.62, ["anger"] = 0.3, ["neutral"] = 0.08 }, Source = new("a_face") });

    [AffectTool("b_units", Needs = [Artifacts.Frames], Gives = [Artifacts.ActionUnits])]
    [Description("Measures units.")]
    public Task<ToolReport> UnitsAsync(AnalysisContext context, CancellationToken cancellationToken = default) => InTurn(1, context, cancellationToken,
        new Evidence { Kind = EvidenceKinds.ActionUnit, Modality = Modality.Face, Person = 1, ActionUnit = 4, Value = 3.1, Unit = "0-5", Source = new("b_units") },
        new Evidence { Kind = EvidenceKinds.ActionUnit, Modality = Modality.Face, Person = 1, ActionUnit = 15, Value = 1.4, Unit = "0-5", Source = new("b_units") });

    [AffectTool("c_voice", Needs = [Artifacts.Audio], Gives = [Artifacts.Voice])]
    [Description("Measures a voice.")]
    public Task<ToolReport> VoiceAsync(AnalysisContext context, CancellationToken cancellationToken = default) => InTurn(2, context, cancellationToken,
        new Evidence { Kind = EvidenceKinds.VoiceEmotion, Modality = Modality.Voice, Label = "anger", Value = 0.8, Unit = "probability", Confidence = 0.8, Distribution = new Dictionary<string, double> { ["anger"] = 0.8, ["sadness"] = 0.1, ["neutral"] = 0.1 }, Source = new("c_voice") });

    [AffectTool("d_words", Needs = [Artifacts.Frames], Gives = [Artifacts.TextEmotions])]
    [Description("Reads words.")]
    public Task<ToolReport> WordsAsync(AnalysisContext context, CancellationToken cancellationToken = default) => InTurn(3, context, cancellationToken,
        new Evidence { Kind = EvidenceKinds.TextEmotion, Modality = Modality.Words, Label = "anger", Value = 0.75, Unit = "probability", Quote = "I am so angry.", Distribution = new Dictionary<string, double> { ["anger"] = 0.8, ["neutral"] = 0.2 }, Source = new("d_words") },
        new Evidence { Kind = EvidenceKinds.TextEmotion, Modality = Modality.Words, Label = "sadness", Value = 0.2, Unit = "probability", Quote = "I am so angry.", Source = new("d_words") });

    private async Task<ToolReport> InTurn(int tool, AnalysisContext context, CancellationToken cancellationToken, params Evidence[] found)
    {
        var turn = order.ToList().IndexOf(tool);
        if (turn > 0)
            await _ended[turn - 1].Task.WaitAsync(cancellationToken);
        var added = found.Select(context.Ledger.Add).ToList();
        context.Ledger.Add(new Unscored($"part of {tool}", "Left out.", added[0].Source.Tool));
        _ended[turn].SetResult();
        return ToolReport.Of($"Tool {tool}.", added);
    }
}
