using Microsoft.Extensions.AI;

namespace AffectAgent.Reasoning;

/// <summary>Carries the analysis beside the arguments that a planner or a model chooses.</summary>
public static class ToolArguments
{
    private const string Key = "affect.analysis";

    /// <summary>The arguments of one call, with the analysis that it works on.</summary>
    /// <param name="context">The analysis.</param>
    /// <param name="arguments">Plain values by parameter name, or null for the defaults.</param>
    public static AIFunctionArguments For(AnalysisContext context, IDictionary<string, object?>? arguments = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new AIFunctionArguments(arguments) { Context = new Dictionary<object, object?> { [Key] = context } };
    }

    internal static AnalysisContext ContextOf(AIFunctionArguments arguments) =>
        arguments.Context?.GetValueOrDefault(Key) as AnalysisContext
        ?? throw new InvalidOperationException("A tool was called without an analysis: make its arguments with ToolArguments.For(context).");

    private static object? GetValueOrDefault(this IDictionary<object, object?> map, object key) =>
        map.TryGetValue(key, out var value) ? value : null;
}
