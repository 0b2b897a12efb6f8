namespace AffectAgent.Plugins.Vision;

/// <summary>
/// How far each reading of the network has been shown to work on photographs that it was not trained on: the table in
/// <c>models/expression.md</c>.
/// </summary>
internal static class ExpressionReliability
{
    /// <summary>The reliability of one reading.</summary>
    public static Reliability Of(Emotion emotion) => emotion switch
    {
        Emotion.Happiness or Emotion.Surprise or Emotion.Anger or Emotion.Neutral or Emotion.Sadness => Reliability.Verified,
        Emotion.Fear or Emotion.Disgust => Reliability.Weak,
        _ => Reliability.Unverified,
    };
}
