namespace AffectAgent.Plugins.Speech;

/// <summary>
/// Turns sound into words. No recogniser is built in; a backend registers one in the service container together with
/// <see cref="RecognitionPlugin"/>, whose tool asks it where no transcript is given. Implementations are thread-safe.
/// </summary>
public interface ISpeechRecognizer
{
    /// <summary>The model's catalogue id, or null where there is none.</summary>
    string? Model { get; }

    /// <summary>Recognises speech; lines come as they are ready, in order of time, each with its interval in media time.</summary>
    /// <param name="audio">16 kHz mono, in order of time; may have holes.</param>
    /// <param name="hints">What is known beforehand; null for nothing.</param>
    /// <param name="cancellationToken">Stops the recognition.</param>
    /// <exception cref="UserException">The model is missing or damaged.</exception>
    IAsyncEnumerable<RecognizedLine> RecognizeAsync(IAsyncEnumerable<AudioChunk> audio, RecognitionHints? hints = null, CancellationToken cancellationToken = default);
}

/// <summary>What a recogniser is told beforehand.</summary>
/// <param name="Language">Two-letter code of the language spoken, or null to find out.</param>
/// <param name="Speech">The stretches in which somebody speaks, in order of time; null where that was not measured.</param>
public sealed record RecognitionHints(string? Language = null, IReadOnlyList<TimeRange>? Speech = null);

/// <summary>A line that was recognised.</summary>
/// <param name="Line">Words and interval.</param>
/// <param name="Confidence">How sure the recogniser is, 0 to 1.</param>
public sealed record RecognizedLine(TranscriptLine Line, double Confidence)
{
    /// <summary>The words with their times, in media time; empty where the recogniser gives none.</summary>
    public IReadOnlyList<RecognizedWord> Words { get; init; } = [];

    /// <summary>Two-letter code of the language, or null.</summary>
    public string? Language { get; init; }

    /// <summary>Why the line is not to be believed, one sentence; null where it is. A doubted line is told as not measured.</summary>
    public string? Doubt { get; init; }
}

/// <summary>One recognised word.</summary>
/// <param name="Text">The word.</param>
/// <param name="Interval">When it was said.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record RecognizedWord(string Text, TimeRange Interval, double Confidence);

/// <summary>What was recognised in a medium's sound: an artifact of the analysis.</summary>
/// <param name="Lines">The lines that are believed, in order of time.</param>
/// <param name="Model">The recogniser's model, or null.</param>
public sealed record RecognizedSpeech(IReadOnlyList<RecognizedLine> Lines, string? Model);
