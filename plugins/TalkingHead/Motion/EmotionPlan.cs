namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Which side of the face moves; the subject's own sides.</summary>
public enum FaceSide
{
    /// <summary>Both alike.</summary>
    Both,
    /// <summary>The left one.</summary>
    Left,
    /// <summary>The right one.</summary>
    Right,
}

/// <summary>An emotion with its strength.</summary>
/// <param name="Emotion">Which.</param>
/// <param name="Strength">0 to 1; 1 is the full expression.</param>
public readonly record struct EmotionShare(Emotion Emotion, double Strength);

/// <summary>One muscle movement that a face is to make, and the card that says why.</summary>
/// <param name="Unit">FACS number, one of <see cref="FaceUnits.All"/>.</param>
/// <param name="Intensity">0 to 5, at the apex.</param>
/// <param name="Side">Which side moves.</param>
/// <param name="Onset">Seconds from the start of the expression to the apex.</param>
/// <param name="Offset">Seconds from the apex's end back to rest.</param>
/// <param name="CardId">The knowledge card that names the movement for the emotion.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record PlannedMovement(int Unit, double Intensity, FaceSide Side, double Onset, double Offset, string CardId, string Reason);

/// <summary>What a face is to express over a stretch of time.</summary>
/// <param name="Interval">From the beginning of the onset to the end of the offset, seconds.</param>
/// <param name="Mixture">One emotion or several at once; empty for a neutral face.</param>
/// <param name="Movements">The movements that make it.</param>
public sealed record PlannedExpression(TimeRange Interval, IReadOnlyList<EmotionShare> Mixture, IReadOnlyList<PlannedMovement> Movements);

/// <summary>What a face is to express over time; stretches may follow each other within a sentence.</summary>
/// <param name="Expressions">In the order of time.</param>
public sealed record EmotionPlan(IReadOnlyList<PlannedExpression> Expressions)
{
    /// <summary>A face at rest.</summary>
    public static EmotionPlan Neutral { get; } = new([]);
}
