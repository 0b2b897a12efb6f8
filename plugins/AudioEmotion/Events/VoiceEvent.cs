namespace AffectAgent.Plugins.AudioEmotion;

/// <summary>What may happen in a voice besides words.</summary>
public enum VoiceEventKind
{
    /// <summary>Silence of 0.3 to 3 s between two stretches of speech.</summary>
    Pause,
    /// <summary>A series of like, evenly spaced, breathy bursts of voice. Shown to work on synthetic laughter only.</summary>
    Laughter,
    /// <summary>A single swell of breath noise of 0.4 to 2.5 s. Shown to work on synthetic sighs only.</summary>
    Sigh,
}

/// <summary>Something that happened in a voice.</summary>
/// <param name="Kind">What.</param>
/// <param name="Interval">When, seconds from the first sample.</param>
public readonly record struct VoiceEvent(VoiceEventKind Kind, TimeRange Interval);
