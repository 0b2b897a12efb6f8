using System.Diagnostics;

namespace AffectAgent.Reasoning;

/// <summary>Runs one tool and records what came of it, whatever it throws.</summary>
/// <param name="clock">Measures how long it takes.</param>
internal sealed class ToolCaller(TimeProvider clock)
{
    /// <summary>Runs a tool.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="context">The analysis.</param>
    /// <param name="arguments">Plain values by parameter name, or null for the defaults.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<ToolRun> CallAsync(AffectTool tool, AnalysisContext context, IDictionary<string, object?>? arguments, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        double Seconds() => clock.GetElapsedTime(start).TotalSeconds;
        try
        {
            var report = await tool.Function.InvokeAsync(ToolArguments.For(context, arguments), cancellationToken).ConfigureAwait(false) as ToolReport
                ?? throw new InvalidOperationException($"The tool {tool.Name} answered nothing.");
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

    /// <summary>What a tool is named by where it could not give anything.</summary>
    public static string WhatItGives(AffectTool tool) => tool.Gives.Count > 0 ? tool.Gives[0] : tool.Name;

    private static ToolRun Failed(AffectTool tool, AnalysisContext context, Exception error, double seconds, string why)
    {
        context.Ledger.Add(new Unscored(WhatItGives(tool), why, tool.Name));
        return new ToolRun(new ToolCall(tool.Name, seconds, why, Failed: true), error);
    }
}
