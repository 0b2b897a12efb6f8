using AffectAgent.Plugins.Speech;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Backends.Whisper;

/// <summary>Speech recognition with Whisper: the tool <c>transcribe_speech</c>, where no transcript is given.</summary>
public sealed class WhisperBackend : IAffectBackend
{
    /// <inheritdoc/>
    public string Name => "whisper";

    /// <inheritdoc/>
    public string Purpose => "Recognises the words that are spoken, with Whisper.";

    /// <inheritdoc/>
    public void Add(AffectAgentBuilder agent, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(agent);
        var read = WhisperSettings.Read(settings);
        agent.Services.AddSingleton<ISpeechRecognizer>(_ => new WhisperRecognizer(new WhisperModel(read), read.Language));
        agent.AddPlugin<RecognitionPlugin>();
    }
}
