namespace AffectAgent.Plugins.Vision.Tests.Expression;

/// <summary>The grades follow the precisions in <c>models/expression.md</c>.</summary>
public sealed class ExpressionReliabilityTests
{
    // Precision on LFW photographs of new persons, and on FER2013's PublicTest.
    [Theory]
    [InlineData(Emotion.Anger, 0.27, 0.60)]
    [InlineData(Emotion.Disgust, 0.05, 0.88)]
    [InlineData(Emotion.Fear, 0.00, 0.54)]
    [InlineData(Emotion.Happiness, 0.95, 0.87)]
    [InlineData(Emotion.Neutral, 0.89, 0.55)]
    [InlineData(Emotion.Sadness, 0.16, 0.56)]
    [InlineData(Emotion.Surprise, 0.44, 0.72)]
    public void Of_EachClass_IsAsItsFiguresSay(Emotion emotion, double onNewPersons, double onPublicTest)
    {
        var expected = onNewPersons >= 0.8 ? Reliability.Verified : onPublicTest > 0.5 ? Reliability.Weak : Reliability.Unverified;

        Assert.Equal(expected, ExpressionReliability.Of(emotion));
    }

    [Fact]
    public void Of_Contempt_IsUnverified() => Assert.Equal(Reliability.Unverified, ExpressionReliability.Of(Emotion.Contempt));
}
