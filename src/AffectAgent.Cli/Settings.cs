using AffectAgent.Reasoning;
using Microsoft.Extensions.Configuration;

namespace AffectAgent.Cli;

/// <summary>
/// The program's settings: <c>appsettings.json</c> beside the program, then one in the current folder, then environment
/// variables such as <c>AffectAgent__MinConfidence</c>; the later wins.
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
                .AddJsonFile(Path.Combine(Environment.CurrentDirectory, FileName), optional: true)
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
