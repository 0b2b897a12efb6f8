using AffectAgent.Inference;
using AffectAgent.Reasoning;
using Microsoft.Extensions.Configuration;

namespace AffectAgent.Cli;

/// <summary>
/// The program's settings: <c>appsettings.json</c> beside the program, then the user's own in the data folder
/// (<c>$AFFECT_HOME</c> or <c>~/.local/share/affectagent</c>), then environment variables such as
/// <c>AffectAgent__MinConfidence</c>; the later wins. The current folder is not looked at: settings name plugin folders,
/// and a plugin is code.
/// </summary>
internal static class Settings
{
    private const string FileName = "appsettings.json";

    /// <summary>Puts the settings onto the agent's options.</summary>
    /// <exception cref="UserException">A file is not JSON, or a setting is not of its type.</exception>
    public static void Apply(AffectAgentOptions options)
    {
        try
        {
            new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(AppContext.BaseDirectory, FileName), optional: true)
                .AddJsonFile(Path.Combine(AffectPaths.Data, FileName), optional: true)
                .AddEnvironmentVariables()
                .Build()
                .GetSection(AffectAgentOptions.Section)
                .Bind(options);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or FormatException)
        {
            throw new UserException($"The settings can't be read: {e.Message}", $"Check {FileName}.", e);
        }
    }
}
