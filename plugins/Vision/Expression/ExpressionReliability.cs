namespace AffectAgent.Plugins.Vision;

/// <summary>
/// How far each reading of the network has been shown to work on photographs that it was not trained on: the table in
/// <c>models/expression.md</c>. Verified are those that are right in four of five photographs of new persons when they are read.
/// </summary>
internal static class ExpressionReliability
{
    /// <summary>The reliability of one reading.</summary>
    public static Reliability Of(Emotion emotion) => emotion switch
    {
        Emotion.Happiness or Emotion.Surprise or Emotion.Neutral => Reliability.Verified,
        Emotion.Anger or Emotion.Disgust or Emotion.Fear or Emotion.Sadness => Reliability.Weak,
        _ => Reliability.Unverified,
    };
}
