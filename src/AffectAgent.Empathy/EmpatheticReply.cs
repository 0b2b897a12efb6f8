using AffectAgent.Empathy.Care;

namespace AffectAgent.Empathy;

/// <summary>What is to be answered.</summary>
public sealed record RespondRequest
{
    /// <summary>Path of a picture, video or sound file, or null.</summary>
    public string? MediaPath { get; init; }

    /// <summary>Path of a transcript of the medium, or null.</summary>
    public string? TranscriptPath { get; init; }

    /// <summary>The person's words, or null.</summary>
    public string? Text { get; init; }

    /// <summary>Who answers.</summary>
    public Persona Persona { get; init; } = Persona.Default;

    /// <summary>The conversation before.</summary>
    public Conversation Past { get; init; } = Conversation.Empty;

    /// <summary>Where the person is, for help lines: a country code or a tag with one; null where that isn't known.</summary>
    public string? Region { get; init; }

    /// <summary>For variety: the same seed gives the same words. Default 1.</summary>
    public int Seed { get; init; } = 1;
}

/// <summary>What care found in the words.</summary>
/// <param name="IsCrisis">The answer is a fixed one with help lines; nothing was generated.</param>
/// <param name="Kind">"self_harm", "boundary.attachment"…, or null where nothing was found.</param>
/// <param name="Severity">How urgent the answer is.</param>
/// <param name="Earlier">True where a crisis was met earlier in the conversation.</param>
/// <param name="Lines">The help lines shown.</param>
/// <param name="Region">The region of the lines, or null.</param>
public sealed record CareOutcome(bool IsCrisis, string? Kind, CareSeverity Severity, bool Earlier, IReadOnlyList<HelpLine> Lines, string? Region)
{
    /// <summary>Says that words were spoken in the medium's sound that were not heard, so that nothing was checked; null where there was no sound or the words are known.</summary>
    public string? NotHeard { get; init; }
}

/// <summary>A reply with everything that led to it.</summary>
public sealed record EmpatheticReply
{
    /// <summary>Name and version of this record's JSON form.</summary>
    public const string SchemaId = "affectagent.reply/1";

    /// <summary>Always <see cref="SchemaId"/>.</summary>
    public string Schema { get; init; } = SchemaId;

    /// <summary>Version of AffectAgent.</summary>
    public required string Version { get; init; }

    /// <summary>Who answers.</summary>
    public required Persona Persona { get; init; }

    /// <summary>What care found.</summary>
    public required CareOutcome Care { get; init; }

    /// <summary>What was perceived; null for the fixed answers of care, before which nothing is read.</summary>
    public PerceivedUser? Perceived { get; init; }

    /// <summary>The chain of empathy and the strategies.</summary>
    public required EmpathyChain Chain { get; init; }

    /// <summary>How the reply's own emotion was reached.</summary>
    public required EmotionTransition Transition { get; init; }

    /// <summary>Words, voice and face.</summary>
    public required ReplyPlan Plan { get; init; }

    /// <summary>The turn, to be kept with the conversation.</summary>
    public required ConversationTurn Turn { get; init; }

    /// <summary>How it was made, where a reader should know it; empty mostly.</summary>
    public IReadOnlyList<AnalysisNote> Notes { get; init; } = [];

    /// <summary>The evidence that the chain cites.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];
}
