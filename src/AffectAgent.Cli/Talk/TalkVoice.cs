using AffectAgent.Plugins.TalkingHead;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli.Talk;

/// <summary>The voice of films.</summary>
internal static class TalkVoice
{
    /// <summary>Refuses to begin where the built-in voice is not installed.</summary>
    /// <param name="services">The parts of the program.</param>
    /// <param name="instead">What can be done without it, in a sentence.</param>
    /// <exception cref="UserException">It is missing.</exception>
    public static void Require(IServiceProvider services, string instead)
    {
        if (services.GetRequiredService<ISpeechSynthesizer>() is EspeakVoice voice && !voice.IsInstalled(out var reason))
            throw new UserException(reason!, instead);
    }
}
