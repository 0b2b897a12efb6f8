using AffectAgent.Reasoning;

namespace AffectAgent.Backends.SemanticKernel;

/// <summary>Makes <see cref="SemanticKernelPlanner"/>s.</summary>
internal sealed class SemanticKernelPlannerProvider : IModelPlannerProvider
{
    /// <inheritdoc/>
    public string Name => "semantic-kernel";

    /// <inheritdoc/>
    public IPlanner Create(ModelPlannerParts parts) => new SemanticKernelPlanner(parts);
}
