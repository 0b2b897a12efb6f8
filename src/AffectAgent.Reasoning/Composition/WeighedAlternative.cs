namespace AffectAgent.Reasoning;

/// <summary>A reading other than the leading one, weighed against it cue by cue.</summary>
/// <param name="Emotion">The other reading.</param>
/// <param name="Probability">Its probability, 0 to 1.</param>
/// <param name="Card">The discriminator of the two, or null where there is none.</param>
/// <param name="Balance">What its cues say here, or null without a card.</param>
/// <param name="Evidence">Records the balance, or null where no cue was measured, or none well enough.</param>
/// <param name="Moment">The stretch of the clip in which the face reads as this one, apart from the leading reading's; null where there is none.</param>
internal sealed record WeighedAlternative(Emotion Emotion, double Probability, KnowledgeCard? Card, CueBalance? Balance, Evidence? Evidence, Evidence? Moment = null)
{
    /// <summary>True if its probability is far below that of the leading reading, so that it is told briefly and concludes nothing.</summary>
    public bool IsBehind { get; init; }

    /// <summary>True if a cue of the card was measured.</summary>
    public bool IsApplied => Evidence is not null;

    /// <summary>True if the cues speak for the leading reading, false if for this one, null if for neither.</summary>
    public bool? Supported => IsApplied ? Balance?.ForFirst : null;

    /// <summary>As the explanation states it.</summary>
    public Alternative ToAlternative() => new(Emotion, Probability, IsApplied ? Card?.Id : null, Supported);
}
