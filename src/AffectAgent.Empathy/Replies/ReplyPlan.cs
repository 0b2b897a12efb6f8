using System.Text.Json.Serialization;

namespace AffectAgent.Empathy;

/// <summary>How the text's own reading and the planned expression agree.</summary>
/// <param name="Agrees">False where they contradict: the one pleasant, the other not; null where the text wasn't read, and <paramref name="Note"/> says why.</param>
/// <param name="TextReading">What the program's reader of words gives for the reply, or null where it can't read it.</param>
/// <param name="TextVad">The same as valence, arousal, dominance, or null.</param>
/// <param name="Note">In a sentence.</param>
public sealed record ReplyAgreement([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] bool? Agrees, Emotion? TextReading, Vad? TextVad, string Note);

/// <summary>Words, voice and face of a reply as one plan.</summary>
public sealed record ReplyPlan
{
    /// <summary>What is said.</summary>
    public required string Text { get; init; }

    /// <summary>Its language, ISO 639-1.</summary>
    public required string Language { get; init; }

    /// <summary>What is shown below and not spoken, such as help lines; empty as a rule.</summary>
    public string Shown { get; init; } = "";

    /// <summary>What the face expresses; empty for a calm, neutral one.</summary>
    public IReadOnlyList<ReplyEmotion> Emotions { get; init; } = [];

    /// <summary>The same as <c>affect talk --emotion</c> takes it: "sadness:0.3"; "neutral" for none.</summary>
    public required string Emotion { get; init; }

    /// <summary>What the voice's prosody expresses.</summary>
    public required Vad Vad { get; init; }

    /// <summary>A voice by its name, or null for the default.</summary>
    public string? Voice { get; init; }

    /// <summary>The avatar's look, or null for the default.</summary>
    public string? Look { get; init; }

    /// <summary>Whether text and expression agree.</summary>
    public required ReplyAgreement Agreement { get; init; }

    /// <summary>Who worded it: "care" (fixed), "composer", or a language model's name.</summary>
    public required string WrittenBy { get; init; }

    /// <summary>Ids of the phrases that were used, for variety; empty where none were.</summary>
    public IReadOnlyList<string> Phrases { get; init; } = [];
}
