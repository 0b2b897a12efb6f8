using AffectAgent.Contracts;
using AffectAgent.Reasoning;
using AffectAgent.Tests;

namespace AffectAgent.LanguageModels.Tests;

/// <summary>A planner that asks a model stops where its budget ends, and says what it spent.</summary>
public sealed class PlannerBudgetTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private static async Task<(int Requests, string Note, IReadOnlyList<ToolRun> Runs)> Run(PlannerBudget budget, Func<ScriptedTurn> next, TimeProvider? clock = null)
    {
        var model = new ScriptedChatClient(new ChatScript(_ => next()));
        using var context = new AnalysisContext(new AnalysisRequest { MediaPath = "x" }, new ContractMedia());
        var runs = await new FunctionCallingPlanner(new LanguageModel(model, "scripted"), budget, new ChatLimits(), new StagedPlanner(1), clock)
            .RunAsync(context, new ToolCatalog([new ContractTools([])]), Token);
        return (model.Requests, Assert.Single(context.Ledger.Notes).Text, runs);
    }

    [Fact]
    public async Task RunAsync_Turns_AreCounted()
    {
        var run = await Run(new PlannerBudget { Turns = 3 }, () => ScriptedTurn.Call(new ScriptedCall("no_such")));

        Assert.Equal(3, run.Requests);
        Assert.Contains("(turns)", run.Note, StringComparison.Ordinal);
        Assert.Contains(run.Runs, r => r.Call.Tool == "read_faces");
    }

    [Fact]
    public async Task RunAsync_Calls_AreCountedWithRefusedOnes()
    {
        var run = await Run(new PlannerBudget { Calls = 5 }, () => ScriptedTurn.Call(new("no_such"), new("no_such")));

        Assert.Equal(3, run.Requests);
        Assert.Contains("(calls)", run.Note, StringComparison.Ordinal);
        Assert.Contains("Tool calls refused: 6.", run.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Tokens_AreCounted()
    {
        var run = await Run(new PlannerBudget { Tokens = 600 }, () => ScriptedTurn.Call(new ScriptedCall("no_such")));

        Assert.InRange(run.Requests, 1, 3);
        Assert.Contains("(tokens)", run.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Time_IsCounted()
    {
        var clock = new ManualClock();
        var run = await Run(new PlannerBudget { Seconds = 10 }, () =>
        {
            clock.Advance(TimeSpan.FromSeconds(6));
            return ScriptedTurn.Call(new ScriptedCall("no_such"));
        }, clock);

        Assert.Equal(2, run.Requests);
        Assert.Contains("(time)", run.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_RestNotWanted_LeavesTheChoiceToTheModel()
    {
        var asked = 0;
        var run = await Run(new PlannerBudget { RunTheRest = false }, () => asked++ == 0 ? ScriptedTurn.Call(new ScriptedCall("listen")) : ScriptedTurn.Say("done"));

        Assert.Equal(["listen"], run.Runs.Select(r => r.Call.Tool));
    }

    [Fact]
    public void Faults_BudgetOutOfRange_ListsAll() =>
        Assert.Equal(4, new PlannerBudget { Calls = 0, Turns = 0, Tokens = 1, Seconds = double.NaN }.Faults().Count());
}
