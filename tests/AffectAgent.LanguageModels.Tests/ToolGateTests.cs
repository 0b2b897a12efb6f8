using System.ComponentModel;
using AffectAgent.Contracts;
using AffectAgent.Reasoning;

namespace AffectAgent.LanguageModels.Tests;

/// <summary>The gate between a model and the tools.</summary>
public sealed class ToolGateTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private static AnalysisContext Context() => new(new AnalysisRequest { MediaPath = "x" }, new ContractMedia());

    [Fact]
    public async Task CallAsync_ChainCalledAtOnce_RunsInItsOrder()
    {
        var slow = new Chain();
        using var context = Context();
        var gate = new ToolGate(context, new ToolCatalog([slow]), new PlannerBudget());

        var calls = new[] { "a_find", "b_measure", "c_judge" }.Select(name => gate.CallAsync(name, cancellationToken: Token)).ToList();
        Assert.DoesNotContain(calls, call => call.IsCompleted);
        slow.Go.SetResult();
        var answers = await Task.WhenAll(calls);

        Assert.All(answers, answer => Assert.Contains("has run", answer, StringComparison.Ordinal));
        Assert.Equal(["a_find", "b_measure", "c_judge"], gate.Runs.Select(run => run.Call.Tool));
    }

    [Fact]
    public async Task CallAsync_GiverFails_TellsThoseWhoWait()
    {
        var slow = new Chain();
        using var context = Context();
        var gate = new ToolGate(context, new ToolCatalog([slow]), new PlannerBudget());

        var calls = new[] { "a_find", "b_measure", "c_judge" }.Select(name => gate.CallAsync(name, cancellationToken: Token)).ToList();
        slow.Go.SetException(new InvalidDataException("secret"));
        var answers = await Task.WhenAll(calls);

        Assert.Contains("failed", answers[0], StringComparison.Ordinal);
        Assert.DoesNotContain("secret", answers[0], StringComparison.Ordinal);
        Assert.Contains("nothing here can give that", answers[1], StringComparison.Ordinal);
        Assert.Equal(["a_find"], gate.Taken.Order());
    }

    [Fact]
    public async Task CallAsync_Arguments_PassOnlyWhereTheyAreAllowed()
    {
        using var context = Context();
        var catalog = new ToolCatalog([new ContractTools([])]);
        var arguments = new Dictionary<string, object?> { ["smallest"] = 77 };

        var strict = await new ToolGate(context, catalog, new PlannerBudget()).CallAsync("find_faces", arguments, cancellationToken: Token);
        var free = await new ToolGate(context, catalog, new PlannerBudget { Arguments = true }).CallAsync("find_faces", arguments, cancellationToken: Token);

        Assert.Contains("takes no arguments", strict, StringComparison.Ordinal);
        Assert.Contains("has run", free, StringComparison.Ordinal);
        Assert.Equal("From 77 px on.", Assert.Single(context.Ledger.All).Note);
    }

    [Fact]
    public async Task CallAsync_BudgetSpent_LetsNothingThrough()
    {
        using var context = Context();
        var gate = new ToolGate(context, new ToolCatalog([new ContractTools([])]), new PlannerBudget { Calls = 2 });

        await gate.CallAsync("no_such", cancellationToken: Token);
        await gate.CallAsync("listen", cancellationToken: Token);

        Assert.Contains("budget of 2 calls is spent", await gate.CallAsync("find_faces", cancellationToken: Token), StringComparison.Ordinal);
        Assert.True(gate.IsSpent);
        Assert.Equal(2, gate.Refused);
    }

    [Fact]
    public async Task CallAsync_MoreCallsThanPlaces_WaitForTheirTurn()
    {
        var tools = new Crowd();
        using var context = Context();
        var gate = new ToolGate(context, new ToolCatalog([tools]), new PlannerBudget(), parallel: 2);

        var calls = new[] { "one", "two", "three" }.Select(name => gate.CallAsync(name, cancellationToken: Token)).ToList();
        await tools.TwoBegan.Task.WaitAsync(Token);
        tools.Go.SetResult();
        await Task.WhenAll(calls);

        Assert.Equal(3, gate.Runs.Count);
        Assert.Equal(2, tools.Most);
    }

    [Fact]
    public async Task CallAsync_Cancelled_FreesThoseWhoWait()
    {
        var slow = new Chain();
        using var context = Context();
        using var stop = new CancellationTokenSource();
        var gate = new ToolGate(context, new ToolCatalog([slow]), new PlannerBudget());

        var first = gate.CallAsync("a_find", cancellationToken: Token);
        var second = gate.CallAsync("b_measure", cancellationToken: stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        slow.Go.SetResult();
        Assert.Contains("has run", await first, StringComparison.Ordinal);
    }

    /// <summary>Three tools that need nothing of each other, and how many of them ran at once.</summary>
    public sealed class Crowd : IAffectPlugin
    {
        private int _now;
        private int _most;

        public TaskCompletionSource TwoBegan { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Most => _most;

        [AffectTool("one", Needs = [Artifacts.Frames], Gives = ["first"])]
        [Description("Works.")]
        public Task<ToolReport> OneAsync(AnalysisContext context, CancellationToken cancellationToken = default) => WorkAsync();

        [AffectTool("two", Needs = [Artifacts.Frames], Gives = ["second"])]
        [Description("Works.")]
        public Task<ToolReport> TwoAsync(AnalysisContext context, CancellationToken cancellationToken = default) => WorkAsync();

        [AffectTool("three", Needs = [Artifacts.Frames], Gives = ["third"])]
        [Description("Works.")]
        public Task<ToolReport> ThreeAsync(AnalysisContext context, CancellationToken cancellationToken = default) => WorkAsync();

        private async Task<ToolReport> WorkAsync()
        {
            var now = Interlocked.Increment(ref _now);
            InterlockedMax(now);
            if (now >= 2)
                TwoBegan.TrySetResult();
            await Go.Task;
            Interlocked.Decrement(ref _now);
            return new ToolReport("Done.", []);
        }

        private void InterlockedMax(int value)
        {
            for (var seen = _most; value > seen; seen = _most)
                Interlocked.CompareExchange(ref _most, value, seen);
        }
    }

    /// <summary>Three tools, each of which needs what the one before gives; the first waits for a sign.</summary>
    public sealed class Chain : IAffectPlugin
    {
        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        [AffectTool("a_find", Needs = [Artifacts.Frames], Gives = [Artifacts.Faces])]
        [Description("Finds.")]
        public async Task<ToolReport> FindAsync(AnalysisContext context, CancellationToken cancellationToken = default)
        {
            await Go.Task;
            return new ToolReport("Found.", []);
        }

        [AffectTool("b_measure", Needs = [Artifacts.Faces], Gives = [Artifacts.ActionUnits])]
        [Description("Measures.")]
        public static Task<ToolReport> MeasureAsync(AnalysisContext context, CancellationToken cancellationToken = default) => Task.FromResult(new ToolReport("Measured.", []));

        [AffectTool("c_judge", Needs = [Artifacts.Faces, Artifacts.ActionUnits], Gives = [Artifacts.FaceSigns])]
        [Description("Judges.")]
        public static Task<ToolReport> JudgeAsync(AnalysisContext context, CancellationToken cancellationToken = default) => Task.FromResult(new ToolReport("Judged.", []));
    }
}
