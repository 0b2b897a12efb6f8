namespace AffectAgent.Plugins.TalkingHead;

/// <summary>
/// How fast an emotion's movements come and go, seconds. Which pace looks natural depends on the emotion (Sato and Yoshikawa, 2004); of
/// rises of 0.2 to 0.9 s sadness is read best from slow ones and disgust from quick ones (Recio, Schacht and Sommer, 2013); surprise is
/// over first, sadness lingers, offsets are longer than onsets (card state/expression-timing). Within those findings the times are our
/// choice.
/// </summary>
/// <param name="Onset">From rest to the apex.</param>
/// <param name="Offset">From the apex to rest.</param>
internal readonly record struct ExpressionTiming(double Onset, double Offset)
{
    /// <summary>An emotion's timing.</summary>
    public static ExpressionTiming Of(Emotion emotion) => emotion switch
    {
        Emotion.Surprise => new(0.24, 0.6),
        Emotion.Fear => new(0.3, 0.75),
        Emotion.Anger => new(0.4, 0.8),
        Emotion.Disgust => new(0.4, 0.75),
        Emotion.Contempt => new(0.45, 0.75),
        Emotion.Happiness => new(0.48, 0.95),
        Emotion.Sadness => new(0.85, 1.5),
        _ => new(0.5, 0.9),
    };

    /// <summary>A mixture's timing: each emotion's by its strength.</summary>
    public static ExpressionTiming Of(IReadOnlyList<EmotionShare> mixture)
    {
        var sum = mixture.Sum(x => x.Strength);
        return sum <= 0
            ? Of(Emotion.Neutral)
            : new(Math.Round(mixture.Sum(x => x.Strength * Of(x.Emotion).Onset) / sum, 3), Math.Round(mixture.Sum(x => x.Strength * Of(x.Emotion).Offset) / sum, 3));
    }
}
