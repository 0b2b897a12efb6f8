namespace AffectAgent.Plugins.Vision;

/// <summary>
/// How far each reading of the network has been shown to work on photographs that it was not trained on, by the precisions in
/// <c>models/expression.md</c>. Verified are those that are right in four of five photographs of new persons when they are read
/// (LFW: happiness 0.95, neutral 0.89). Weak are those that are not, but are right in more than half of FER2013's PublicTest
/// when they are read (surprise 0.72 there and 0.44 on LFW; the others 0.54 to 0.88 and at most 0.27).
/// </summary>
internal static class ExpressionReliability
{
    /// <summary>The reliability of one reading.</summary>
    public static Reliability Of(Emotion emotion) => emotion switch
    {
        Emotion.Happiness or Emotion.Neutral => Reliability.Verified,
        Emotion.Surprise or Emotion.Anger or Emotion.Disgust or Emotion.Fear or Emotion.Sadness => Reliability.Weak,
        _ => Reliability.Unverified,
    };
}
