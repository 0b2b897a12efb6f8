using System.ComponentModel;
using AffectAgent.Reasoning;
using Microsoft.Extensions.AI;

namespace AffectAgent.Contracts;

/// <summary>
/// What every planner that asks a language model must do. A test class derives from it and says how to make the planner
/// over a model. The tools are those of <see cref="ContractTools"/>.
/// </summary>
public abstract class PlannerContract
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes the planner with the default budget.</summary>
    protected abstract IPlanner Create(IChatClient model);

    [Fact]
    public async Task RunAsync_ModelCallsInOrder_RunsThem()
    {
        var run = await Run(ScriptedTurn.Call(new ScriptedCall("find_faces")), ScriptedTurn.Call(new ScriptedCall("read_faces")), ScriptedTurn.Say("Done."));

        Assert.Equal(["find_faces", "read_faces"], run.Order.Take(2));
        Assert.Contains(run.Context.Ledger.All, e => e.Kind == EvidenceKinds.Expression);
        Assert.Equal(run.Order.Count, run.Runs.Count(r => r.Error is null));
    }

    [Fact]
    public async Task RunAsync_CallsAtOnce_RunsAll()
    {
        var run = await Run(ScriptedTurn.Call(new("find_faces"), new("listen")), ScriptedTurn.Say("Done."));

        Assert.Contains("find_faces", run.Order);
        Assert.Contains("listen", run.Order);
    }

    [Fact]
    public async Task RunAsync_SameCallAgain_RunsItOnce()
    {
        var again = ScriptedTurn.Call(new ScriptedCall("find_faces"));

        var run = await Run(again, again, again, ScriptedTurn.Call(new("listen"), new("listen")), ScriptedTurn.Say("Done."));

        Assert.Single(run.Order, name => name == "find_faces");
        Assert.Single(run.Order, name => name == "listen");
    }

    [Fact]
    public async Task RunAsync_NeedNotMet_TellsTheModelAndRunsItLater()
    {
        var run = await Run(
            ScriptedTurn.Call(new ScriptedCall("read_faces")), ScriptedTurn.Call(new ScriptedCall("find_faces")),
            ScriptedTurn.Call(new ScriptedCall("read_faces")), ScriptedTurn.Say("Done."));

        Assert.True(run.Order.IndexOf("find_faces") < run.Order.IndexOf("read_faces"));
        Assert.Contains(run.Answers, answer => answer.Contains("find_faces", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_UnknownToolAndBrokenArguments_AreAnswered()
    {
        var run = await Run(
            ScriptedTurn.Call(new("delete_everything"), new("listen", """{"a": """), new("find_faces", """{"no_such":1}""")), ScriptedTurn.Say("Done."));

        Assert.True(run.Answers.Count >= 3);
        Assert.DoesNotContain("delete_everything", run.Order);
        Assert.Contains(run.Context.Ledger.All, e => e.Kind == EvidenceKinds.FaceTrack);
    }

    [Fact]
    public async Task RunAsync_ToolThrows_TellsTheModelAndGoesOn()
    {
        var run = await Run(ScriptedTurn.Call(new("break_down"), new("find_faces")), ScriptedTurn.Say("Done."));

        var broken = Assert.Single(run.Runs, r => r.Call.Tool == "break_down");
        Assert.True(broken.Call.Failed);
        Assert.NotNull(broken.Error);
        Assert.Contains("find_faces", run.Order);
        Assert.DoesNotContain(run.Answers, answer => answer.Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_ModelNeverStops_Ends()
    {
        var number = 0;
        var model = new ScriptedChatClient(new ChatScript(_ => ScriptedTurn.Call(new ScriptedCall("listen", $$"""{"x":{{Interlocked.Increment(ref number)}}}"""))));

        var run = await Run(model);

        Assert.InRange(model.Requests, 1, 100);
        Assert.Single(run.Order, name => name == "listen");
    }

    [Fact]
    public async Task RunAsync_ModelCallsNothing_ToolsRunAllTheSame()
    {
        var run = await Run(ScriptedTurn.Say("I would rather not."));

        Assert.Contains("find_faces", run.Order);
        Assert.Contains(run.Context.Ledger.All, e => e.Kind == EvidenceKinds.Expression);
    }

    [Fact]
    public async Task RunAsync_ModelFails_ToolsRunAllTheSame()
    {
        var run = await Run(new ScriptedChatClient(new ChatScript(_ => throw new HttpRequestException("gone"))));

        Assert.Contains("find_faces", run.Order);
        Assert.Contains(run.Context.Ledger.All, e => e.Kind == EvidenceKinds.Expression);
    }

    [Fact]
    public async Task RunAsync_Cancelled_Stops()
    {
        using var stop = new CancellationTokenSource();
        var model = new ScriptedChatClient(new ChatScript(_ =>
        {
            stop.Cancel();
            return ScriptedTurn.Call(new ScriptedCall("find_faces"));
        }));
        using var context = Context();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Create(model).RunAsync(context, new ToolCatalog([new ContractTools([])]), stop.Token));
    }

    private static AnalysisContext Context() => new(new AnalysisRequest { MediaPath = "x", Question = "Why?" }, new ContractMedia());

    private Task<PlannerRun> Run(params ScriptedTurn[] turns) => Run(new ScriptedChatClient(ChatScript.Of(turns)));

    private async Task<PlannerRun> Run(ScriptedChatClient model)
    {
        var order = new List<string>();
        var context = Context();
        var runs = await Create(model).RunAsync(context, new ToolCatalog([new ContractTools(order)]), Token);
        var answers = model.Seen.Count == 0 ? [] : model.Seen[^1].SelectMany(m => m.Contents).OfType<FunctionResultContent>().Select(r => r.Result?.ToString() ?? "").ToList();
        return new PlannerRun(order, runs, context, answers);
    }

    private sealed record PlannerRun(List<string> Order, IReadOnlyList<ToolRun> Runs, AnalysisContext Context, IReadOnlyList<string> Answers);
}

/// <summary>Four small tools: faces, what they express, the voice, and one that always fails.</summary>
public sealed class ContractTools(List<string> order) : IAffectPlugin
{
    [AffectTool("find_faces", Needs = [Artifacts.Frames], Gives = [Artifacts.Faces])]
    [Description("Finds faces.")]
    public Task<ToolReport> FindAsync(AnalysisContext context, [Description("Smallest face, pixels.")] int smallest = 40, CancellationToken cancellationToken = default) =>
        Ran("find_faces", context, new Evidence { Kind = EvidenceKinds.FaceTrack, Modality = Modality.Face, Person = 1, Value = 1, Unit = "0-1", Source = new("find_faces"), Note = $"From {smallest} px on." });

    [AffectTool("read_faces", Needs = [Artifacts.Faces], Gives = [Artifacts.Expressions])]
    [Description("Reads what faces express.")]
    public Task<ToolReport> ReadAsync(AnalysisContext context, CancellationToken cancellationToken = default) => Ran("read_faces", context, new Evidence
    {
        Kind = EvidenceKinds.Expression, Modality = Modality.Face, Person = 1, Label = "happiness", Value = 0.9, Unit = "probability",
        Distribution = new Dictionary<string, double> { ["happiness"] = 0.9, ["neutral"] = 0.1 }, Source = new("read_faces"),
    });

    [AffectTool("listen", Needs = [Artifacts.Audio], Gives = [Artifacts.Voice])]
    [Description("Listens to the voice.")]
    public Task<ToolReport> ListenAsync(AnalysisContext context, CancellationToken cancellationToken = default) =>
        Ran("listen", context, new Evidence { Kind = EvidenceKinds.VoiceActivity, Modality = Modality.Voice, Value = 2, Unit = "s", Source = new("listen") });

    [AffectTool("break_down", Needs = [Artifacts.Frames], Gives = ["nothing"])]
    [Description("Fails.")]
    public static Task<ToolReport> BreakAsync(AnalysisContext context, CancellationToken cancellationToken = default) => throw new InvalidDataException("secret detail");

    private Task<ToolReport> Ran(string name, AnalysisContext context, Evidence evidence)
    {
        lock (order)
            order.Add(name);
        return Task.FromResult(ToolReport.Of($"{name} is done.", [context.Ledger.Add(evidence)]));
    }
}

/// <summary>A clip with pictures and sound, of which nothing can be read.</summary>
public sealed class ContractMedia : IMediaSource
{
    public MediaInfo Info { get; } = new() { Name = "clip.mp4", Kind = MediaKind.Video, Duration = 4, Video = new VideoInfo(640, 480, 25, "h264"), Audio = new AudioInfo(44100, 2, "aac") };

    public IAsyncEnumerable<VideoFrame> ReadFramesAsync(FrameOptions options, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<VideoFrame>();

    public IAsyncEnumerable<AudioChunk> ReadAudioAsync(double? from = null, double? to = null, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<AudioChunk>();

    public Task<Transcript?> ReadSubtitlesAsync(CancellationToken cancellationToken = default) => Task.FromResult<Transcript?>(null);
}
