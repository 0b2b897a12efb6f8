namespace AffectAgent.Plugins.TalkingHead;

/// <summary>How a voice speaks, relative to its neutral manner.</summary>
/// <param name="Rate">Speed: 1 is the voice's own, 0.5 to 2.</param>
/// <param name="PitchSemitones">Mean pitch, semitones above (below) the voice's own, -12 to 12.</param>
/// <param name="Range">Width of the melody: 1 is the voice's own, 0 monotone, up to 2.</param>
/// <param name="VolumeDecibels">Loudness, -12 to 6 dB.</param>
/// <param name="Pauses">Length of pauses: 1 is the voice's own, 0.5 to 3.</param>
public sealed record Prosody(double Rate = 1, double PitchSemitones = 0, double Range = 1, double VolumeDecibels = 0, double Pauses = 1);

/// <summary>What to speak with.</summary>
/// <param name="Language">Language as BCP 47 (<c>en</c>, <c>de</c>, <c>fr-CA</c>).</param>
/// <param name="Prosody">The manner of speaking.</param>
/// <param name="Voice">A voice of the synthesizer's own naming; null for its default of the language.</param>
/// <param name="Continues">True where the sentence goes on after the text, spoken in another manner: no final fall and no pause.</param>
public sealed record SpeechStyle(string Language = "en", Prosody? Prosody = null, string? Voice = null, bool Continues = false);

/// <summary>A voice. espeak-ng is built in; a neural voice is registered by a plugin or backend and then takes its place.</summary>
public interface ISpeechSynthesizer
{
    /// <summary>The voice's name, for the record of what was made with what.</summary>
    string Name { get; }

    /// <summary>Speaks a text.</summary>
    /// <param name="text">Plain text, not empty.</param>
    /// <param name="style">Language and manner.</param>
    /// <param name="cancellationToken">Stops the speaking.</param>
    /// <exception cref="UserException">The voice is not installed, doesn't know the language, or can't speak the text.</exception>
    Task<SpeechTrack> SpeakAsync(string text, SpeechStyle style, CancellationToken cancellationToken = default);
}
