namespace AffectAgent.Reasoning.Tests;

public sealed class StagedPlannerTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_Still_RunsFaceToolsAndNotesTheMissingSound()
    {
        using var context = Plans.Context(FakeMedia.Still);
        var tools = new ToolCatalog([new VoicePlugin(), new FacePlugin()]);

        var runs = await new StagedPlanner(2).RunAsync(context, tools, Token);

        Assert.Equal(["find_faces", "read_expression"], runs.Select(run => run.Call.Tool));
        var missing = Assert.Single(context.Ledger.Unscored);
        Assert.Equal((Artifacts.Voice, "A still picture has no sound.", "measure_voice"), (missing.What, missing.Reason, missing.Tool));
    }

    [Fact]
    public async Task RunAsync_IndependentTools_RunAtTheSameTime()
    {
        using var context = Plans.Context(FakeMedia.Clip);
        var both = new CountdownEvent(2);
        Task<ToolReport> Meet(AnalysisContext analysis, CancellationToken token)
        {
            both.Signal();
            both.Wait(token);
            return Task.FromResult(new ToolReport("Met.", []));
        }

        var plan = new[] { Plans.Tool("a", [Artifacts.Frames], ["x"], Meet), Plans.Tool("b", [Artifacts.Audio], ["y"], Meet) };

        var runs = await new StagedPlanner(2).RunAsync(context, plan, Token);

        Assert.Equal(2, runs.Count);
    }

    [Fact]
    public async Task RunAsync_TwoGiversOfOneThing_TheTakerWaitsForBoth()
    {
        using var context = Plans.Context(FakeMedia.Clip, new AnalysisRequest { MediaPath = "x", Text = "hi" });
        var order = new List<string>();
        var plan = new[]
        {
            Plans.Simple("a_taker", [Artifacts.Transcript], [], order),
            Plans.Simple("giver_one", [Artifacts.Subtitles], [Artifacts.Transcript], order),
            Plans.Simple("giver_two", ["late"], [Artifacts.Transcript], order),
            Plans.Simple("late", [Artifacts.Audio], ["late"], order),
        };

        await new StagedPlanner(1).RunAsync(context, plan, Token);

        Assert.Equal("a_taker", order[^1]);
        Assert.Equal(4, order.Count);
    }

    [Fact]
    public async Task RunAsync_PreferredThing_IsWaitedForWhereSomeToolGivesIt()
    {
        var order = new List<string>();
        var taker = Plans.Tool("a_taker", [Artifacts.Audio], [], (_, _) => Add("a_taker"), prefers: [Artifacts.Voice, "nobody's"]);
        var giver = Plans.Simple("giver", [Artifacts.Audio], [Artifacts.Voice], order);
        Task<ToolReport> Add(string name)
        {
            order.Add(name);
            return Task.FromResult(new ToolReport("Done.", []));
        }

        using var context = Plans.Context(FakeMedia.Clip);
        await new StagedPlanner(1).RunAsync(context, [taker, giver], Token);
        await new StagedPlanner(1).RunAsync(context, [taker], Token);

        Assert.Equal(["giver", "a_taker", "a_taker"], order);
    }

    [Fact]
    public async Task RunAsync_ToolsThatRefineEachOther_DoNotWaitForEver()
    {
        using var context = Plans.Context(FakeMedia.Clip);
        var order = new List<string>();
        var plan = new[]
        {
            Plans.Simple("refine_a", [Artifacts.Frames], [Artifacts.Frames], order),
            Plans.Simple("refine_b", [Artifacts.Frames], [Artifacts.Frames], order),
        };

        await new StagedPlanner(2).RunAsync(context, plan, Token);

        Assert.Equal(2, order.Count);
    }

    [Fact]
    public async Task RunAsync_AToolFails_OthersGoOnAndTheFaultIsNoted()
    {
        using var context = Plans.Context(FakeMedia.Clip);
        var order = new List<string>();
        var plan = new[]
        {
            Plans.Tool("breaks", [Artifacts.Frames], [Artifacts.Faces], (_, _) => throw new UserException("The picture is upside down.", "Turn it.")),
            Plans.Simple("needs_faces", [Artifacts.Faces], ["z"], order),
            Plans.Tool("crashes", [Artifacts.Audio], ["y"], (_, _) => throw new InvalidDataException("secret path")),
            Plans.Simple("hears", [Artifacts.Audio], [Artifacts.Voice], order),
        };

        var runs = await new StagedPlanner(2).RunAsync(context, plan, Token);

        Assert.Equal(["hears"], order);
        Assert.Equal(2, runs.Count(run => run.Call.Failed));
        Assert.Contains(context.Ledger.Unscored, u => u is { Tool: "breaks", Reason: "The picture is upside down. Turn it." });
        Assert.Contains(context.Ledger.Unscored, u => u.Tool == "crashes" && !u.Reason.Contains("secret", StringComparison.Ordinal));
        Assert.Contains(context.Ledger.Unscored, u => u is { Tool: "needs_faces", Reason: "It needs faces, and no tool could give that." });
    }

    [Fact]
    public async Task RunAsync_AChainThatLacksItsBeginning_NamesTheBeginning()
    {
        using var context = Plans.Context(FakeMedia.Still);
        var order = new List<string>();
        var plan = new[]
        {
            Plans.Simple("reads_words", [Artifacts.Transcript], [Artifacts.TextEmotions], order),
            Plans.Simple("recognises", [Artifacts.Audio], [Artifacts.Transcript], order),
        };

        await new StagedPlanner(2).RunAsync(context, plan, Token);

        Assert.All(context.Ledger.Unscored, missing => Assert.Equal("A still picture has no sound.", missing.Reason));
        Assert.Equal(2, context.Ledger.Unscored.Count);
    }

    [Fact]
    public async Task RunAsync_Cancelled_StopsTheToolsAndThrows()
    {
        using var context = Plans.Context(FakeMedia.Clip);
        using var stop = new CancellationTokenSource();
        var stopped = new TaskCompletionSource();
        var plan = new[]
        {
            Plans.Tool("endless", [Artifacts.Frames], ["x"], async (_, token) =>
            {
                await stop.CancelAsync();
                token.Register(stopped.SetResult);
                await Task.Delay(Timeout.Infinite, token);
                throw new InvalidOperationException("It never gets here.");
            }),
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new StagedPlanner(2).RunAsync(context, plan, stop.Token));

        Assert.True(stopped.Task.IsCompleted);
    }
}
