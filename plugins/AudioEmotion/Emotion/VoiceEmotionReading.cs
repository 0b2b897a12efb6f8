namespace AffectAgent.Plugins.AudioEmotion;

/// <summary>The emotions that a voice may express, in the order of the tables.</summary>
public enum VoiceEmotion
{
    /// <summary>Anger.</summary>
    Anger,
    /// <summary>Boredom.</summary>
    Boredom,
    /// <summary>Disgust.</summary>
    Disgust,
    /// <summary>Fear.</summary>
    Fear,
    /// <summary>Happiness.</summary>
    Happiness,
    /// <summary>Sadness.</summary>
    Sadness,
    /// <summary>None in particular.</summary>
    Neutral,
}

/// <summary>What a segment of speech expresses, or why that can't be told.</summary>
/// <param name="Interval">When, seconds of the medium.</param>
/// <param name="Probabilities">One for each <see cref="VoiceEmotion"/>, summing to 1; calibrated on acted speech of unheard speakers; null where nothing can be told.</param>
/// <param name="Arousal">Calm to excited, -1 to 1; null where it can't be told.</param>
/// <param name="Valence">Unpleasant to pleasant, -1 to 1; null where it can't be told.</param>
/// <param name="Familiarity">1 where the voice is like those that the model knows, 0 where it is like none of them; the probabilities flatten with it.</param>
/// <param name="Reason">Why nothing can be told, or null.</param>
public sealed record VoiceEmotionReading(
    TimeRange Interval, IReadOnlyList<double>? Probabilities, double? Arousal, double? Valence, double Familiarity, string? Reason)
{
    /// <summary>How far the reading may be trusted, 0 to 1: its familiarity, less where little is voiced; the probabilities are drawn towards even by the rest.</summary>
    public double Trust { get; init; }

    /// <summary>The most likely emotion, or null where nothing can be told.</summary>
    public VoiceEmotion? Label => Probabilities is null ? null : (VoiceEmotion)Probabilities.Index().MaxBy(p => p.Item).Index;
}
