namespace AffectAgent.Reasoning;

/// <summary>
/// The built-in planner: runs every tool whose needs the input or an earlier tool meets, those that do not wait for each
/// other at the same time. A tool waits until all tools that could still give what it needs have ended, so that it sees
/// all of it.
/// </summary>
/// <param name="parallel">Tools at the same time; 1 or more.</param>
/// <param name="clock">Measures how long tools take; null for the system's.</param>
public sealed class StagedPlanner(int parallel, TimeProvider? clock = null) : IPlanner
{
    /// <summary>How long a cancelled analysis waits for tools that do not stop at once, before it leaves them behind.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly ToolCaller _caller = new(clock ?? TimeProvider.System);

    /// <summary>Tools at the same time.</summary>
    internal int Parallel { get; } = parallel;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ToolRun>> RunAsync(AnalysisContext context, ToolCatalog tools, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(tools);
        ArgumentOutOfRangeException.ThrowIfLessThan(Parallel, 1);
        return RunAsync(context, tools.All, cancellationToken);
    }

    internal Task<IReadOnlyList<ToolRun>> RunAsync(AnalysisContext context, IReadOnlyList<AffectTool> tools, CancellationToken cancellationToken) =>
        RunAsync(context, tools, InputArtifacts.Of(context), cancellationToken);

    /// <summary>Runs the tools of a part of a plan, of which the rest has run already.</summary>
    /// <param name="context">The analysis.</param>
    /// <param name="tools">The tools that have not run.</param>
    /// <param name="held">What there is by now.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<IReadOnlyList<ToolRun>> RunAsync(AnalysisContext context, IReadOnlyList<AffectTool> tools, IReadOnlySet<string> held, CancellationToken cancellationToken)
    {
        var plan = new Plan(tools, held);
        var running = new Dictionary<Task<ToolRun>, AffectTool>();
        var done = new List<ToolRun>();
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                while (running.Count < Parallel && plan.TakeReady(running.Count == 0) is { } tool)
                    running.Add(Task.Run(() => _caller.CallAsync(tool, context, null, cancellationToken), CancellationToken.None), tool);
                if (running.Count == 0)
                    break;
                var ended = await Task.WhenAny(running.Keys).WaitAsync(cancellationToken).ConfigureAwait(false);
                running.Remove(ended, out var of);
                var run = await ended.ConfigureAwait(false);
                done.Add(run);
                plan.End(of!, succeeded: !run.Call.Failed);
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAny(Task.WhenAll(running.Keys), Task.Delay(Grace, CancellationToken.None)).ConfigureAwait(false);
            throw;
        }

        foreach (var (tool, need) in plan.Unmet())
            context.Ledger.Add(new Unscored(ToolCaller.WhatItGives(tool), InputArtifacts.WhyMissing(need, context), tool.Name));
        return done;
    }
}
