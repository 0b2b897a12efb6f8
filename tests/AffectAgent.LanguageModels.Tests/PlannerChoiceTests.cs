using AffectAgent.Reasoning;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.LanguageModels.Tests;

/// <summary>Whose planner is used where one was registered, as a backend may do.</summary>
public sealed class PlannerChoiceTests
{
    [Theory]
    [InlineData(AffectAgentOptions.AutoPlan, typeof(Own))]
    [InlineData(AffectAgentOptions.StagedPlan, typeof(StagedPlanner))]
    [InlineData(AffectAgentOptions.ModelPlan, typeof(FunctionCallingPlanner))]
    public void AddAffectAgent_PlannerRegisteredBefore_GivesWayToOneThatIsNamed(string named, Type expected)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IPlanner, Own>();
        services.AddAffectAgent(options => (options.Planner, options.LanguageModel) = (named, "openai:http://127.0.0.1:9/v1#m"));
        using var provider = services.BuildServiceProvider();

        Assert.IsType(expected, provider.GetRequiredService<IPlanner>());
    }

    private sealed class Own : IPlanner
    {
        public Task<IReadOnlyList<ToolRun>> RunAsync(AnalysisContext context, ToolCatalog tools, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<ToolRun>>([]);
    }
}
