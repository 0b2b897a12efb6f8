using AffectAgent.Backends;
using AffectAgent.Empathy;
using AffectAgent.Inference;
using AffectAgent.Inference.Models;
using AffectAgent.Media;
using AffectAgent.Plugins.ActionUnits;
using AffectAgent.Plugins.AudioEmotion;
using AffectAgent.Plugins.Physiology;
using AffectAgent.Plugins.Speech;
using AffectAgent.Plugins.TalkingHead;
using AffectAgent.Plugins.TextEmotion;
using AffectAgent.Plugins.Vision;
using AffectAgent.Reasoning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AffectAgent;

/// <summary>Registration of the whole agent.</summary>
public static class AffectAgentServices
{
    /// <summary>
    /// Registers an <see cref="IAffectAgent"/> with all built-in tools. Parts registered before (an
    /// <see cref="IPlanner"/>, <see cref="IReasoner"/>, <see cref="IKnowledgeBase"/> of one's own) are kept, and so are those that an installed backend
    /// (<see cref="IAffectBackend"/>) brings, except that a planner named in the settings comes before one that was registered; <see cref="LoadedBackends"/> in the container tells which were loaded.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the settings, or null for the defaults.</param>
    /// <returns>A builder that takes plugins of one's own.</returns>
    /// <exception cref="UserException">Settings are out of range (all of them are listed), or a plugin folder does not exist.</exception>
    public static AffectAgentBuilder AddAffectAgent(this IServiceCollection services, Action<AffectAgentOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new AffectAgentOptions();
        configure?.Invoke(options);
        options.Validate();
        services.TryAddSingleton(options);
        // Before the defaults, which are only added where nothing stands yet.
        services.AddSingleton(BackendLoader.Load(services, options.BackendsFolder ?? AffectPaths.Backends, options.Backends));
        services.TryAddSingleton<IMediaOpener>(_ => new MediaOpener());
        services.TryAddSingleton(_ => ModelStore.Open());
        services.TryAddSingleton<IModelRegister, CatalogueRegister>();
        KnowledgeServices.AddKnowledge(services, options);
        services.TryAddSingleton(provider => new ToolCatalog(provider.GetServices<IAffectPlugin>()));
        services.TryAddSingleton<ISpeechSynthesizer>(_ => new EspeakVoice());
        services.TryAddSingleton<TalkMaker>();
        services.AddLanguageModels(options.Planner);
        EmpathyServices.AddEmpathy(services);
        services.TryAddSingleton<IAffectAgent, AffectAgentEngine>();
        AddFromFolders(services, options);
        return new AffectAgentBuilder(services)
            .AddPlugin<VisionPlugin>()
            .AddPlugin<ActionUnitsPlugin>()
            .AddPlugin<ExpressionPlugin>()
            .AddPlugin<PhysiologyPlugin>()
            .AddPlugin<AudioEmotionPlugin>()
            .AddPlugin<SpeechPlugin>()
            .AddPlugin<TextEmotionPlugin>()
            .AddPlugin<TalkingHeadPlugin>()
            .AddPlugin<EmpathyPlugin>();
    }

    private static void AddFromFolders(IServiceCollection services, AffectAgentOptions options)
    {
        var loaded = PluginLoader.Load(options.PluginFolders);
        services.TryAddSingleton(loaded);
        foreach (var type in loaded.Types)
            services.TryAddEnumerable(ServiceDescriptor.Singleton(typeof(IAffectPlugin), type));
    }
}
