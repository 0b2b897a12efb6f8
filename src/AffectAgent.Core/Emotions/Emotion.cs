namespace AffectAgent;

/// <summary>The emotions of the conclusion: the six of Ekman, contempt, and neutral. What a face expresses, not what someone feels.</summary>
public enum Emotion
{
    /// <summary>Anger.</summary>
    Anger,
    /// <summary>Contempt.</summary>
    Contempt,
    /// <summary>Disgust.</summary>
    Disgust,
    /// <summary>Fear.</summary>
    Fear,
    /// <summary>Happiness.</summary>
    Happiness,
    /// <summary>No emotion is expressed.</summary>
    Neutral,
    /// <summary>Sadness.</summary>
    Sadness,
    /// <summary>Surprise.</summary>
    Surprise,
}

/// <summary>Names of the emotions as text uses them.</summary>
public static class EmotionNames
{
    /// <summary>All emotions, in the order of the enumeration.</summary>
    public static IReadOnlyList<Emotion> All { get; } = Enum.GetValues<Emotion>();

    /// <summary>The lower-case English name, e.g. "happiness".</summary>
    public static string Name(this Emotion emotion) => emotion switch
    {
        Emotion.Anger => "anger",
        Emotion.Contempt => "contempt",
        Emotion.Disgust => "disgust",
        Emotion.Fear => "fear",
        Emotion.Happiness => "happiness",
        Emotion.Neutral => "neutral",
        Emotion.Sadness => "sadness",
        Emotion.Surprise => "surprise",
        _ => throw new ArgumentOutOfRangeException(nameof(emotion), emotion, "Not an emotion."),
    };

    /// <summary>Reads a name as <see cref="Name"/> writes it, in any case.</summary>
    public static bool TryParse(string? text, out Emotion emotion)
    {
        foreach (var candidate in All)
        {
            if (string.Equals(candidate.Name(), text?.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                emotion = candidate;
                return true;
            }
        }

        emotion = default;
        return false;
    }
}
