using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli;

/// <summary>The parts of the program, wired once a run.</summary>
internal static class Services
{
    /// <summary>Registers the agent with the settings of <c>appsettings.json</c> and the folders named on the command line.</summary>
    /// <param name="pluginFolders">Folders with plugins of the user's own.</param>
    public static ServiceProvider Build(IReadOnlyList<string> pluginFolders)
    {
        var services = new ServiceCollection();
        services.AddAffectAgent(options =>
        {
            Settings.Apply(options);
            foreach (var folder in pluginFolders)
                options.PluginFolders.Add(folder);
        });
        return services.BuildServiceProvider();
    }
}
