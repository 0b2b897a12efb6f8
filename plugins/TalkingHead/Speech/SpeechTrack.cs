namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Where the mouth shapes of a <see cref="SpeechTrack"/> come from, the surest first.</summary>
public enum VisemeSource
{
    /// <summary>The voice said which phoneme sounds when.</summary>
    Phonemes,
    /// <summary>A recording and its transcript, aligned.</summary>
    Transcript,
    /// <summary>A recording alone.</summary>
    Sound,
}

/// <summary>A spoken word and when it sounds.</summary>
/// <param name="Text">The word.</param>
/// <param name="Interval">When it sounds, seconds.</param>
public sealed record SpokenWord(string Text, TimeRange Interval);

/// <summary>Speech with all that a face needs to speak it. Immutable.</summary>
/// <param name="Samples">Mono sound, -1 to 1.</param>
/// <param name="SampleRate">Samples a second.</param>
/// <param name="Visemes">Mouth shapes in the order of time, without gaps longer than silence.</param>
/// <param name="Words">Words in the order of time; none where they are not known.</param>
/// <param name="Phrases">Stretches between pauses, seconds; blinks and nods fall at their ends.</param>
/// <param name="Source">Where the visemes come from.</param>
public sealed record SpeechTrack(
    ReadOnlyMemory<float> Samples,
    int SampleRate,
    IReadOnlyList<VisemeCue> Visemes,
    IReadOnlyList<SpokenWord> Words,
    IReadOnlyList<TimeRange> Phrases,
    VisemeSource Source)
{
    /// <summary>Length in seconds.</summary>
    public double Duration => (double)Samples.Length / SampleRate;

    /// <summary>What a user should know about it in one line, such as that the recording is silent; null if nothing.</summary>
    public string? Note { get; init; }
}
