using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AffectAgent.Reasoning;

/// <summary>
/// Stands between a language model and the tools of one analysis: lets through a call that can be made and was not made
/// yet, and answers all others with a line from which the model can learn. For planners of any kind. Thread-safe.
/// </summary>
#pragma warning disable CA1001 // The semaphore's wait handle is never asked for, so it holds nothing that must be freed.
public sealed class ToolGate
#pragma warning restore CA1001
{
    private static readonly PromptTable Answers = PromptTable.Load("planner/answers");

    private readonly Lock _gate = new();
    private readonly AnalysisContext _context;
    private readonly ToolCatalog _tools;
    private readonly PlannerBudget _budget;
    private readonly ToolCaller _caller;
    private readonly HashSet<string> _held;
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    private readonly Dictionary<AffectTool, Task> _running = [];
    private readonly List<ToolRun> _runs = [];
    private readonly SemaphoreSlim _places;
    private int _calls;

    /// <summary>Creates the gate of one analysis.</summary>
    /// <param name="context">The analysis.</param>
    /// <param name="tools">All tools.</param>
    /// <param name="budget">Most calls, and whether the model chooses arguments.</param>
    /// <param name="clock">Measures how long tools take; null for the system's.</param>
    /// <param name="parallel">Tools at the same time, at least 1; calls beyond that wait, in their order.</param>
    public ToolGate(AnalysisContext context, ToolCatalog tools, PlannerBudget budget, TimeProvider? clock = null, int parallel = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfLessThan(parallel, 1);
        _places = new SemaphoreSlim(parallel);
        _context = context;
        _tools = tools;
        _budget = budget;
        _caller = new ToolCaller(clock ?? TimeProvider.System);
        _held = [.. InputArtifacts.Of(context)];
        Reachable = InputArtifacts.Reachable(_held, tools.All);
    }

    /// <summary>The tools that this input can feed, by name: those whose needs it holds, or another such tool gives.</summary>
    public IReadOnlyList<AffectTool> Reachable { get; }

    /// <summary>Those tools as a model should see them: without parameters where it may not choose arguments.</summary>
    public IReadOnlyList<AIFunctionDeclaration> Offered => [.. Reachable.Select(tool => _budget.Arguments ? (AIFunctionDeclaration)tool.Function : new WithoutParameters(tool.Function))];

    /// <summary>The calls that were let through, in the order in which they ended.</summary>
    public IReadOnlyList<ToolRun> Runs
    {
        get
        {
            lock (_gate)
                return [.. _runs];
        }
    }

    /// <summary>How often the model called, refused calls counted.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>How many of its calls were refused.</summary>
    public int Refused => Calls - Runs.Count;

    /// <summary>True if no more calls are let through.</summary>
    public bool IsSpent => Calls >= _budget.Calls;

    /// <summary>What there is by now: what the input brought, and what tools have given.</summary>
    public IReadOnlySet<string> Held
    {
        get
        {
            lock (_gate)
                return _held.ToHashSet(StringComparer.Ordinal);
        }
    }

    /// <summary>The tools that have run, whether or not they failed.</summary>
    public IReadOnlySet<string> Taken
    {
        get
        {
            lock (_gate)
                return _taken.ToHashSet(StringComparer.Ordinal);
        }
    }

    /// <summary>Makes a call, or says why not.</summary>
    /// <param name="name">The tool, as the model named it.</param>
    /// <param name="arguments">What the model gave, or null.</param>
    /// <param name="fault">Why the arguments could not be read, or null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What the model is to be told. Never a stack trace, and nothing that was read from the input.</returns>
    public async Task<string> CallAsync(string name, IDictionary<string, object?>? arguments = null, Exception? fault = null, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Increment(ref _calls) > _budget.Calls)
            return Answers.Fill("spent", ("calls", _budget.Calls.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (tool, refused) = await AdmitAsync(name, arguments ?? new Dictionary<string, object?>(), fault, ended, cancellationToken).ConfigureAwait(false);
        if (refused is not null)
            return refused;
        var run = await RunAsync(tool!, arguments, ended, cancellationToken).ConfigureAwait(false);
        return run.Call.Failed
            ? Answers.Fill("failed", ("tool", name), ("why", DataMark.Inside(run.Error is UserException ? run.Call.Summary : "", 300)))
            : Answers.Fill("done", ("tool", name), ("gives", string.Join(", ", tool!.Gives)));
    }

    // A tool called after those that give what it needs waits until they have ended. Who came later is never waited for.
    private async Task<(AffectTool? Tool, string? Refused)> AdmitAsync(string name, IDictionary<string, object?> arguments, Exception? fault, TaskCompletionSource ended, CancellationToken cancellationToken)
    {
        AffectTool tool;
        List<Task> givers;
        lock (_gate)
        {
            if (Refuse(name, arguments, fault) is { } why)
                return (null, why);
            tool = _tools.Find(name)!;
            givers = [.. _running.Where(running => tool.Needs.Any(running.Key.Gives.Contains)).Select(running => running.Value)];
            if (givers.Count == 0 && WaitsFor(tool) is { } first)
                return (null, first);
            _taken.Add(name);
            _running[tool] = ended.Task;
        }

        if (givers.Count == 0)
            return (tool, null);
        try
        {
            await Task.WhenAll(givers).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            End(tool, null, ended);
            throw;
        }

        lock (_gate)
        {
            if (WaitsFor(tool) is not { } first)
                return (tool, null);
            _taken.Remove(name);
            _running.Remove(tool);
            ended.SetResult();
            return (null, first);
        }
    }

    private async Task<ToolRun> RunAsync(AffectTool tool, IDictionary<string, object?>? arguments, TaskCompletionSource ended, CancellationToken cancellationToken)
    {
        ToolRun? run = null;
        var placed = false;
        try
        {
            await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
            placed = true;
            run = await Task.Run(() => _caller.CallAsync(tool, _context, _budget.Arguments ? arguments : null, cancellationToken), CancellationToken.None).ConfigureAwait(false);
            return run;
        }
        finally
        {
            if (placed)
                _places.Release();
            End(tool, run, ended);
        }
    }

    private void End(AffectTool tool, ToolRun? run, TaskCompletionSource ended)
    {
        lock (_gate)
        {
            _running.Remove(tool);
            if (run is not null)
                _runs.Add(run);
            if (run is { Call.Failed: false })
                _held.UnionWith(tool.Gives);
            else
                _failed.Add(tool.Name);
        }

        ended.SetResult();
    }

    private string? Refuse(string name, IDictionary<string, object?> arguments, Exception? fault)
    {
        if (_tools.Find(name) is not { } tool)
            return Answers.Fill("unknown", ("tools", string.Join(", ", Reachable.Select(t => t.Name))));
        if (fault is not null)
            return Answers.Fill("broken", ("tool", name), ("schema", Schema(tool)));
        if (_taken.Contains(name))
            return Answers.Fill(_failed.Contains(name) ? "again-failed" : "again", ("tool", name));
        var known = _budget.Arguments ? Parameters(tool) : [];
        return arguments.Keys.All(known.Contains) ? null
            : known.Count == 0 ? Answers.Fill("no-arguments", ("tool", name)) : Answers.Fill("extra", ("tool", name), ("known", string.Join(", ", known)));
    }

    // A tool must see all of what it needs: one that could still give more of it goes first, as in the staged plan.
    private string? WaitsFor(AffectTool tool)
    {
        foreach (var need in tool.Needs)
        {
            var givers = Reachable.Where(t => t.Gives.Contains(need) && t != tool && !_taken.Contains(t.Name)).ToList();
            var ready = givers.Where(t => !t.Needs.Contains(need) && t.Needs.All(_held.Contains)).ToList();
            if (!_held.Contains(need) && givers.Count == 0)
                return Answers.Fill("never", ("tool", tool.Name), ("need", need));
            if (!_held.Contains(need) || ready.Count > 0)
                return Answers.Fill("first", ("tool", tool.Name), ("need", need), ("givers", string.Join(", ", (ready.Count > 0 ? ready : givers).Select(t => t.Name))));
        }

        return null;
    }

    private static List<string> Parameters(AffectTool tool) =>
        tool.Function.JsonSchema.TryGetProperty("properties", out var properties) ? [.. properties.EnumerateObject().Select(p => p.Name)] : [];

    private string Schema(AffectTool tool) => _budget.Arguments ? tool.Function.JsonSchema.GetRawText() : "{}";

    private sealed class WithoutParameters(AIFunction tool) : AIFunctionDeclaration
    {
        private static readonly JsonElement Nothing = JsonElement.Parse("""{"type":"object","properties":{},"additionalProperties":false}""");

        public override string Name => tool.Name;

        public override string Description => tool.Description;

        public override JsonElement JsonSchema => Nothing;
    }
}
