using AffectAgent.Backends;
using AffectAgent.Cli.Knowledge;
using AffectAgent.Cli.Terminal;
using AffectAgent.Reasoning;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli;

/// <summary>The parts of the program, wired once a run.</summary>
internal static class Services
{
    /// <summary>Registers the agent with the settings of <c>appsettings.json</c> and the folders named on the command line.</summary>
    /// <param name="pluginFolders">Folders with plugins of the user's own.</param>
    /// <param name="warn">Tell on standard error of backends that can't be used.</param>
    /// <param name="configure">Changes the settings last, or null.</param>
    /// <param name="first">Registers what takes the place of built-in parts, or null.</param>
    public static ServiceProvider Build(IReadOnlyList<string> pluginFolders, bool warn = true, Action<AffectAgentOptions>? configure = null, Action<IServiceCollection>? first = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(provider => UserKnowledge.Load(provider.GetRequiredService<AffectAgentOptions>().KnowledgeFolders));
        services.AddSingleton(provider => provider.GetRequiredService<UserKnowledge>().Cards);
        services.AddSingleton(provider => provider.GetRequiredService<UserKnowledge>().LeftOut);
        services.AddSingleton<IModelWait>(ModelWaitLine.OnStandardError());
        first?.Invoke(services);
        services.AddAffectAgent(options =>
        {
            Settings.Apply(options);
            foreach (var folder in pluginFolders)
                options.PluginFolders.Add(folder);
            configure?.Invoke(options);
        });
        var provider = services.BuildServiceProvider();
        foreach (var fault in warn ? provider.GetRequiredService<LoadedBackends>().Faults : [])
            Console.Error.WriteLine(PlainText.Of($"affect: the backend {fault.Name} is not used: {fault.Reason}"));
        return provider;
    }
}
