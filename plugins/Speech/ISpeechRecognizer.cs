namespace AffectAgent.Plugins.Speech;

/// <summary>
/// Turns sound into words. No recogniser is built in; a backend registers one in the service container, and
/// <see cref="SpeechPlugin"/> then asks it where no transcript is given. Implementations are thread-safe.
/// </summary>
public interface ISpeechRecognizer
{
    /// <summary>The model's catalogue id, or null where there is none.</summary>
    string? Model { get; }

    /// <summary>Recognises speech; lines come as they are ready, in order of time, each with its interval in media time.</summary>
    /// <param name="audio">16 kHz mono, in order of time; may have holes.</param>
    /// <param name="language">Two-letter code of the language spoken, or null to find out.</param>
    /// <param name="cancellationToken">Stops the recognition.</param>
    /// <exception cref="UserException">The model is missing or damaged.</exception>
    IAsyncEnumerable<RecognizedLine> RecognizeAsync(IAsyncEnumerable<AudioChunk> audio, string? language = null, CancellationToken cancellationToken = default);
}

/// <summary>A line that was recognised.</summary>
/// <param name="Line">Words and interval.</param>
/// <param name="Confidence">How sure the recogniser is, 0 to 1.</param>
public readonly record struct RecognizedLine(TranscriptLine Line, double Confidence);
