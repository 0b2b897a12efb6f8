using System.Diagnostics;

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

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ToolRun>> RunAsync(AnalysisContext context, ToolCatalog tools, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(tools);
        ArgumentOutOfRangeException.ThrowIfLessThan(parallel, 1);
        return RunAsync(context, tools.All, cancellationToken);
    }

    internal async Task<IReadOnlyList<ToolRun>> RunAsync(AnalysisContext context, IReadOnlyList<AffectTool> tools, CancellationToken cancellationToken)
    {
        var plan = new Plan(tools, InputArtifacts.Of(context));
        var running = new Dictionary<Task<ToolRun>, AffectTool>();
        var done = new List<ToolRun>();
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                while (running.Count < parallel && plan.TakeReady(running.Count == 0) is { } tool)
                    running.Add(Task.Run(() => CallAsync(tool, context, cancellationToken), CancellationToken.None), tool);
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
            context.Ledger.Add(new Unscored(WhatItGives(tool), InputArtifacts.WhyMissing(need, context), tool.Name));
        return done;
    }

    private async Task<ToolRun> CallAsync(AffectTool tool, AnalysisContext context, CancellationToken cancellationToken)
    {
        var start = _clock.GetTimestamp();
        double Seconds() => _clock.GetElapsedTime(start).TotalSeconds;
        try
        {
            var report = await tool.RunAsync(context, cancellationToken).ConfigureAwait(false);
            return new ToolRun(new ToolCall(tool.Name, Seconds(), report.Summary));
        }
        catch (UserException e)
        {
            return Failed(tool, context, e, Seconds(), e.Message);
        }
#pragma warning disable CA1031 // A plugin may throw anything; its fault is recorded and the analysis goes on without it.
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Trace.TraceError("{0} failed: {1}", tool.Name, e);
            return Failed(tool, context, e, Seconds(), $"The tool {tool.Name} failed ({e.GetType().Name}).");
        }
    }

    private static ToolRun Failed(AffectTool tool, AnalysisContext context, Exception error, double seconds, string why)
    {
        context.Ledger.Add(new Unscored(WhatItGives(tool), why, tool.Name));
        return new ToolRun(new ToolCall(tool.Name, seconds, why, Failed: true), error);
    }

    private static string WhatItGives(AffectTool tool) => tool.Gives.Count > 0 ? tool.Gives[0] : tool.Name;
}
