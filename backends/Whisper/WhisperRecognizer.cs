using System.Runtime.CompilerServices;
using AffectAgent.Plugins.Speech;

namespace AffectAgent.Backends.Whisper;

/// <summary>
/// Recognises speech window by window, in bounded memory: silence is skipped, lines come as each window is heard, made-up
/// ones are marked. Thread-safe; windows of several media take turns.
/// </summary>
/// <param name="model">Hears a window.</param>
/// <param name="language">Two-letter code where the settings name one.</param>
internal sealed class WhisperRecognizer(IWindowModel model, string? language) : ISpeechRecognizer, IDisposable
{
    /// <inheritdoc/>
    public string? Model => model.Name;

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecognizedLine> RecognizeAsync(
        IAsyncEnumerable<AudioChunk> audio, RecognitionHints? hints = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ISpeechGate gate = hints?.Speech is { } speech ? new MeasuredGate(speech) : new EnergyGate();
        var windows = new SpeechWindows(gate);
        var doubts = new Doubts();
        await foreach (var window in windows.CutAsync(audio, cancellationToken).ConfigureAwait(false))
        {
            foreach (var heard in await model.HearAsync(window.Samples, hints?.Language ?? language, cancellationToken).ConfigureAwait(false))
            {
                if (LineBuilder.Build(window, heard) is { } line)
                    yield return line with { Doubt = doubts.Of(line, heard, window) };
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => (model as IDisposable)?.Dispose();
}
