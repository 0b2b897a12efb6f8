using AffectAgent.Reasoning;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace AffectAgent.Backends.SemanticKernel;

/// <summary>AffectAgent for programs that are built on Semantic Kernel.</summary>
public static class KernelBuilderExtensions
{
    /// <summary>
    /// Adds the plugin "affect" to a kernel: <c>explain_text</c>, <c>search_knowledge</c> and, where a media folder is named,
    /// <c>explain_media</c>. The agent's own services stand apart from the kernel's.
    /// </summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="mediaFolder">
    /// The folder whose files a model may have explained, by their path in it; null, the default, for none. A model chooses
    /// the path, so nothing outside the folder is opened.
    /// </param>
    /// <param name="configure">Changes the agent's settings, or null for the defaults.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="UserException">The folder does not exist, or settings are wrong.</exception>
    public static IKernelBuilder AddAffectAgent(this IKernelBuilder builder, string? mediaFolder = null, Action<AffectAgentOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (mediaFolder is not null && !Directory.Exists(mediaFolder))
            throw new UserException($"There is no media folder '{Path.GetFileName(Path.TrimEndingDirectorySeparator(mediaFolder))}'.", "Name one that exists.");
        var services = new ServiceCollection();
        services.AddAffectAgent(configure);
        builder.Services.AddSingleton(_ => new AffectPlugin(services.BuildServiceProvider(), mediaFolder));
        builder.Services.AddSingleton(provider => provider.GetRequiredService<AffectPlugin>().ToKernelPlugin());
        return builder;
    }

    /// <summary>The tools of an analysis as a plugin "affect": each call measures and adds to the analysis's ledger.</summary>
    /// <param name="tools">The tools.</param>
    /// <param name="context">The analysis that they work on.</param>
    public static KernelPlugin ToKernelPlugin(this ToolCatalog tools, AnalysisContext context)
    {
        ArgumentNullException.ThrowIfNull(tools);
        ArgumentNullException.ThrowIfNull(context);
        return KernelPluginFactory.CreateFromFunctions(SemanticKernelPlanner.Plugin, tools.Functions.Select(tool => new BoundFunction(tool, context).AsKernelFunction()));
    }

    private sealed class BoundFunction(AIFunction tool, AnalysisContext context) : DelegatingAIFunction(tool)
    {
        protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
        {
            var report = await InnerFunction.InvokeAsync(ToolArguments.For(context, arguments), cancellationToken).ConfigureAwait(false);
            return report is ToolReport { Summary: var summary } ? summary : report;
        }
    }
}
