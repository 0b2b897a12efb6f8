using AffectAgent.Reasoning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AffectAgent.Backends.SemanticKernel;

/// <summary>Lets Semantic Kernel choose the tools of an analysis: the planner "semantic-kernel".</summary>
public sealed class SemanticKernelBackend : IAffectBackend
{
    /// <inheritdoc/>
    public string Name => "semantic-kernel";

    /// <inheritdoc/>
    public string Purpose => "Lets Semantic Kernel choose the tools, with a language model.";

    /// <inheritdoc/>
    public void Add(AffectAgentBuilder agent, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(agent);
        agent.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IModelPlannerProvider, SemanticKernelPlannerProvider>());
    }
}
