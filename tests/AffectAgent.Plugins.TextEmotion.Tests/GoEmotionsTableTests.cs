namespace AffectAgent.Plugins.TextEmotion.Tests;

public sealed class GoEmotionsTableTests
{
    [Fact]
    public void Table_EveryLabel_HasWeightsThatAddUpToOne()
    {
        Assert.Equal(28, GoEmotionsTable.Labels.Count);
        Assert.All(GoEmotionsTable.Labels, label => Assert.Equal(1, EmotionNames.All.Sum(e => GoEmotionsTable.EmotionsOf(label)[e]), 1e-9));
    }

    [Theory]
    [InlineData("anger", Emotion.Anger)]
    [InlineData("annoyance", Emotion.Anger)]
    [InlineData("gratitude", Emotion.Happiness)]
    [InlineData("grief", Emotion.Sadness)]
    [InlineData("nervousness", Emotion.Fear)]
    [InlineData("surprise", Emotion.Surprise)]
    [InlineData("neutral", Emotion.Neutral)]
    public void EmotionsOf_Label_PutsItsGroupFirst(string label, Emotion emotion)
    {
        Assert.Equal(emotion, GoEmotionsTable.EmotionsOf(label).Top);
    }

    [Fact]
    public void Fold_TwoLabels_WeighsThemByProbability()
    {
        var folded = GoEmotionsTable.Fold(new Dictionary<string, double> { ["joy"] = 0.9, ["sadness"] = 0.3 });

        Assert.Equal(0.75, folded[Emotion.Happiness], 1e-9);
        Assert.Equal(0.25, folded[Emotion.Sadness], 1e-9);
    }
}
