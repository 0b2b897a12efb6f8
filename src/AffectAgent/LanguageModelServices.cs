using AffectAgent.Reasoning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AffectAgent;

/// <summary>Registers what talks to language models, and the planner and reasoner that the settings ask for.</summary>
internal static class LanguageModelServices
{
    /// <summary>Without a language model in the settings nothing here is ever built but the staged planner and the composer.</summary>
    /// <param name="services">The services.</param>
    /// <param name="planner">Who plans, as the settings say it: a planner that is named comes before one that was registered.</param>
    public static void AddLanguageModels(this IServiceCollection services, string planner)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IChatClientProvider>(provider => new OpenAiProvider(Options(provider).LanguageModels, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IChatClientProvider, ReplayProvider>();
        services.TryAddSingleton<ChatModels>();
        services.TryAddSingleton(Model);
        services.TryAddSingleton(provider => new StagedPlanner(IsRecorded(Options(provider)) ? 1 : Options(provider).ParallelTools));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IModelPlannerProvider, FunctionCallingProvider>());
        if (planner != AffectAgentOptions.AutoPlan)
            services.RemoveAll<IPlanner>();
        services.TryAddSingleton(Planner);
        services.TryAddSingleton(Reasoner);
    }

    // Evidence must get the same numbers in the recording and in the replay, so one tool runs at a time.
    private static bool IsRecorded(AffectAgentOptions options) => options.Trace is not null || options.LanguageModel?.StartsWith("replay:", StringComparison.OrdinalIgnoreCase) is true;

    private static LanguageModel Model(IServiceProvider provider)
    {
        var options = Options(provider);
        var model = provider.GetRequiredService<ChatModels>().Create(options.LanguageModel ?? throw new UserException("No language model is configured.", "Name one with --llm or the setting LanguageModel."));
        return options.Trace is { } path ? model with { Client = new TracingChatClient(model.Client, model.Name, path, provider.GetRequiredService<TimeProvider>()) } : model;
    }

    // Left to itself, a backend that plans with a language model does so where there is one; else all that fits is run.
    private static IPlanner Planner(IServiceProvider provider)
    {
        var (options, staged) = (Options(provider), provider.GetRequiredService<StagedPlanner>());
        var kinds = provider.GetServices<IModelPlannerProvider>().ToList();
        var kind = options.Planner switch
        {
            AffectAgentOptions.StagedPlan => null,
            AffectAgentOptions.AutoPlan => string.IsNullOrWhiteSpace(options.LanguageModel) ? null : kinds.Find(one => one is not FunctionCallingProvider),
            var named => kinds.Find(one => one.Name == named)
                ?? throw new UserException($"There is no planner '{named}'.", $"There are auto, staged, {string.Join(", ", kinds.Select(one => one.Name))}; ./affect backends shows what else can be installed."),
        };
        return kind?.Create(new ModelPlannerParts(
            provider.GetRequiredService<LanguageModel>(), options.LanguageModels.Planner, options.LanguageModels.Limits, staged, provider.GetRequiredService<TimeProvider>())) ?? staged;
    }

    private static IReasoner Reasoner(IServiceProvider provider)
    {
        var options = Options(provider);
        var knowledge = KnowledgeServices.Searched(provider);
        var composer = new GroundedComposer(knowledge, options);
        return string.IsNullOrWhiteSpace(options.LanguageModel)
            ? composer
            : new LanguageModelReasoner(
                provider.GetRequiredService<LanguageModel>(), composer, knowledge, options.LanguageModels.Reasoner, options.LanguageModels.Limits, provider.GetRequiredService<TimeProvider>());
    }

    private static AffectAgentOptions Options(IServiceProvider provider) => provider.GetRequiredService<AffectAgentOptions>();

    private sealed class FunctionCallingProvider : IModelPlannerProvider
    {
        public string Name => AffectAgentOptions.ModelPlan;

        public IPlanner Create(ModelPlannerParts parts) => new FunctionCallingPlanner(parts.Model, parts.Budget, parts.Limits, parts.Staged, parts.Clock);
    }
}
