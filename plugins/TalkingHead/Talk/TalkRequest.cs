namespace AffectAgent.Plugins.TalkingHead;

/// <summary>What a face is to say and express. One of <see cref="Text"/> and <see cref="AudioPath"/> is given, or neither for a silent face.</summary>
public sealed record TalkRequest
{
    /// <summary>Words to speak, or null.</summary>
    public string? Text { get; init; }

    /// <summary>A recording whose lips are to be shown, or null.</summary>
    public string? AudioPath { get; init; }

    /// <summary>What the recording says, or null where nobody knows.</summary>
    public string? Transcript { get; init; }

    /// <summary>What is expressed, as <see cref="EmotionScript"/> reads it.</summary>
    public string Emotion { get; init; } = "neutral";

    /// <summary>Language as BCP 47.</summary>
    public string Language { get; init; } = "en";

    /// <summary>A voice by the synthesizer's own naming; null for its default.</summary>
    public string? Voice { get; init; }

    /// <summary>The manner of speaking; null to take it from what is expressed.</summary>
    public Prosody? Prosody { get; init; }

    /// <summary>Length of a silent face's motion, seconds.</summary>
    public double Silence { get; init; } = 4;

    /// <summary>Rate, seed and amounts of motion.</summary>
    public MotionOptions Motion { get; init; } = new();
}

/// <summary>Speech and motion, ready to be drawn or exported.</summary>
/// <param name="Speech">What sounds; null for a silent face. As long as the motion.</param>
/// <param name="Motion">How the face moves, and the plan behind it.</param>
/// <param name="Voice">Who speaks: the synthesizer's name, "recording", or null for nobody.</param>
public sealed record TalkTake(SpeechTrack? Speech, FaceMotion Motion, string? Voice);
