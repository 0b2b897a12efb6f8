namespace AffectAgent.Backends.Whisper;

/// <summary>What a model writes for a piece of sound: a sentence or a part of one.</summary>
/// <param name="Text">The words.</param>
/// <param name="Start">Seconds from the window's begin.</param>
/// <param name="End">Seconds from the window's begin.</param>
/// <param name="NoSpeech">How likely the model thinks that nothing is said, 0 to 1.</param>
/// <param name="Language">Two-letter code, or null.</param>
/// <param name="Tokens">The pieces of words, without the model's own marks.</param>
internal sealed record HeardSegment(string Text, double Start, double End, double NoSpeech, string? Language, IReadOnlyList<HeardToken> Tokens);

/// <summary>A word or a part of one.</summary>
/// <param name="Text">As written; a new word begins with a space.</param>
/// <param name="Start">Seconds from the window's begin.</param>
/// <param name="End">Seconds from the window's begin.</param>
/// <param name="Probability">0 to 1.</param>
internal sealed record HeardToken(string Text, double Start, double End, double Probability);

/// <summary>A model that hears one window at a time.</summary>
internal interface IWindowModel
{
    /// <summary>The model's name for the evidence: a catalogue id or a file's name.</summary>
    string Name { get; }

    /// <summary>Recognises one window.</summary>
    /// <param name="samples">16 kHz mono, at most 30 s.</param>
    /// <param name="language">Two-letter code, or null to find out.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UserException">The model or its natives are missing or damaged.</exception>
    Task<IReadOnlyList<HeardSegment>> HearAsync(ReadOnlyMemory<float> samples, string? language, CancellationToken cancellationToken);
}
