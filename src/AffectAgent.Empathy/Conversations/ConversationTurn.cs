namespace AffectAgent.Empathy;

/// <summary>One turn of a conversation: what came, what was perceived, what was answered. A line of the conversation's file.</summary>
public sealed record ConversationTurn
{
    /// <summary>Name and version of this record's JSON form.</summary>
    public const string SchemaId = "affectagent.turn/1";

    /// <summary>Always <see cref="SchemaId"/>.</summary>
    public string Schema { get; init; } = SchemaId;

    /// <summary>Counts from 1.</summary>
    public required int Turn { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The person's words; empty where there were none.</summary>
    public required string User { get; init; }

    /// <summary>The medium's file name, or null.</summary>
    public string? Media { get; init; }

    /// <summary>The family of the message.</summary>
    public required string Family { get; init; }

    /// <summary>What happened, in the second person, or null.</summary>
    public string? Occasion { get; init; }

    /// <summary>The place perceived, or null.</summary>
    public Vad? Perceived { get; init; }

    /// <summary>How sure that was, 0 to 1.</summary>
    public double Confidence { get; init; }

    /// <summary>The sign of care that was met ("self_harm", "boundary.attachment"), or null.</summary>
    public string? Care { get; init; }

    /// <summary>How urgent it was, or null.</summary>
    public string? Severity { get; init; }

    /// <summary>What was answered.</summary>
    public required string Reply { get; init; }

    /// <summary>The reply's own place.</summary>
    public required Vad ReplyVad { get; init; }

    /// <summary>The moves of the reply.</summary>
    public IReadOnlyList<string> Moves { get; init; } = [];

    /// <summary>Ids of the phrases used.</summary>
    public IReadOnlyList<string> Phrases { get; init; } = [];
}
