namespace AffectAgent.Reasoning;

/// <summary>A tool that was called, and its fault if it had one.</summary>
/// <param name="Call">The record that goes into the result.</param>
/// <param name="Error">What it threw, or null.</param>
public sealed record ToolRun(ToolCall Call, Exception? Error = null);

/// <summary>Chooses the tools of one analysis and runs them. What they measure is in the ledger.</summary>
public interface IPlanner
{
    /// <summary>Runs the tools that the input allows.</summary>
    /// <param name="context">The analysis.</param>
    /// <param name="tools">All tools there are.</param>
    /// <param name="cancellationToken">Stops the analysis.</param>
    /// <returns>The calls, in the order in which they ended. A tool that fails does not end the analysis.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Task<IReadOnlyList<ToolRun>> RunAsync(AnalysisContext context, ToolCatalog tools, CancellationToken cancellationToken = default);
}
