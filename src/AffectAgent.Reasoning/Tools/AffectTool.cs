using Microsoft.Extensions.AI;

namespace AffectAgent.Reasoning;

/// <summary>
/// One tool of a plugin: what it needs and gives, and the function that runs it. The same function serves the built-in
/// planner, any function-calling model, Semantic Kernel and MCP.
/// </summary>
public sealed class AffectTool
{
    private readonly Lazy<AIFunction> _function;

    internal AffectTool(AffectToolAttribute mark, Type plugin, Func<AIFunction> create)
    {
        Name = mark.Name;
        Needs = mark.Needs;
        Prefers = mark.Prefers;
        Gives = mark.Gives;
        Plugin = plugin;
        _function = new Lazy<AIFunction>(create);
    }

    /// <summary>Unique, snake_case.</summary>
    public string Name { get; }

    /// <summary>What must be there before it can run; see <see cref="Artifacts"/>.</summary>
    public IReadOnlyList<string> Needs { get; }

    /// <summary>What it uses where there is some, and does without.</summary>
    public IReadOnlyList<string> Prefers { get; }

    /// <summary>What is there after it ran.</summary>
    public IReadOnlyList<string> Gives { get; }

    /// <summary>The plugin's class.</summary>
    public Type Plugin { get; }

    /// <summary>
    /// The tool as a function of a language model. Its JSON schema holds neither the <see cref="AnalysisContext"/> nor the
    /// cancellation token; the caller puts the context into the arguments with <see cref="ToolArguments.For"/>.
    /// </summary>
    public AIFunction Function => _function.Value;

    /// <summary>Runs the tool with its default arguments.</summary>
    /// <param name="context">The analysis.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UserException">What the user can mend, as the tool throws it.</exception>
    public async Task<ToolReport> RunAsync(AnalysisContext context, CancellationToken cancellationToken = default) =>
        await Function.InvokeAsync(ToolArguments.For(context), cancellationToken).ConfigureAwait(false) as ToolReport
        ?? throw new InvalidOperationException($"The tool {Name} answered nothing.");
}
