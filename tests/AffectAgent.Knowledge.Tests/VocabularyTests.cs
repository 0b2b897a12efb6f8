namespace AffectAgent.Knowledge.Tests;

public sealed class VocabularyTests
{
    private static readonly EmotionVocabulary Built = EmotionVocabulary.LoadBuiltIn();

    [Fact]
    public void Words_BuiltIn_AreUniqueAndCoverEveryEmotion()
    {
        Assert.True(Built.Words.Count >= 150);
        Assert.Equal(Built.Words.Count, Built.Words.Select(word => word.Word).Distinct().Count());
        Assert.All(Built.Words, word => Assert.True(word.Vad.IsValid, word.Word));
        Assert.Equal(EmotionNames.All, Built.Words.Select(word => word.Emotion).Distinct().Order());
    }

    [Fact]
    public void VadOf_Emotions_LieOnTheSideThatTheirCardsName()
    {
        Assert.True(Built.VadOf(Emotion.Happiness).Valence > 0.5);
        Assert.True(Built.VadOf(Emotion.Sadness) is { Valence: < 0, Arousal: < 0, Dominance: < 0 });
        Assert.True(Built.VadOf(Emotion.Anger) is { Valence: < 0, Arousal: > 0, Dominance: > 0 });
        Assert.True(Built.VadOf(Emotion.Fear) is { Valence: < 0, Arousal: > 0, Dominance: < 0 });
        Assert.True(Built.VadOf(Emotion.Surprise).Arousal > 0.5);
        Assert.True(Built.VadOf(Emotion.Neutral).DistanceTo(Vad.Zero) < 0.1);
    }

    [Fact]
    public void SpreadOf_Distribution_HasTheMeanAndSpreadsMoreTheLessIsKnown()
    {
        var sure = EmotionDistribution.FromWeights(e => e == Emotion.Happiness ? 1 : 0);
        var unsure = EmotionDistribution.FromWeights(e => e is Emotion.Happiness or Emotion.Sadness ? 1 : 0);

        Assert.Equal(0, Built.SpreadOf(unsure).Mean.DistanceTo(Built.VadOf(unsure)), 1e-9);
        Assert.InRange(Built.SpreadOf(sure).Deviation.Valence, 0.05, 0.5);
        Assert.True(Built.SpreadOf(unsure).Deviation.Valence > 2 * Built.SpreadOf(sure).Deviation.Valence);
    }

    [Fact]
    public void VadOf_Distribution_IsTheMean()
    {
        var half = EmotionDistribution.FromWeights(e => e is Emotion.Anger or Emotion.Fear ? 1 : 0);
        var mean = Built.VadOf(half);
        Assert.Equal((Built.VadOf(Emotion.Anger).Dominance + Built.VadOf(Emotion.Fear).Dominance) / 2, mean.Dominance, 9);
    }

    [Theory]
    [InlineData(Emotion.Anger)]
    [InlineData(Emotion.Contempt)]
    [InlineData(Emotion.Disgust)]
    [InlineData(Emotion.Fear)]
    [InlineData(Emotion.Happiness)]
    [InlineData(Emotion.Neutral)]
    [InlineData(Emotion.Sadness)]
    [InlineData(Emotion.Surprise)]
    public void Nearest_SureReading_NamesAWordOfThatEmotion(Emotion emotion)
    {
        var sure = EmotionDistribution.FromWeights(e => e == emotion ? 0.9 : 0.1 / 7);
        var words = Built.Nearest(Built.VadOf(sure), sure);
        Assert.Equal(5, words.Count);
        Assert.Equal(emotion, Built.Words.Single(word => word.Word == words[0].Word).Emotion);
        Assert.All(words, word => Assert.InRange(word.Weight, 0.05, 1));
        Assert.Equal(words.OrderByDescending(word => word.Weight), words);
    }

    [Fact]
    public void Nearest_HigherArousal_NamesAStrongerWord()
    {
        var happy = EmotionDistribution.FromWeights(e => e == Emotion.Happiness ? 1 : 0);
        Assert.Equal("serene", Built.Nearest(new Vad(0.6, -0.5, 0.3), happy)[0].Word);
        Assert.Equal("euphoric", Built.Nearest(new Vad(0.9, 0.9, 0.5), happy)[0].Word);
    }

    [Fact]
    public void Nearest_PointOutsideTheSpace_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Built.Nearest(new Vad(2, 0, 0)));

    [Fact]
    public void LoadFile_FaultyVocabulary_ListsEachFault()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "emotions: {anger: [0, 0, 0]}\nwords:\n  - {word: glad, emotion: joy, vad: [0, 2, 0]}\n");
            var faults = Assert.Throws<KnowledgeException>(() => EmotionVocabulary.LoadFile(file)).Faults;
            Assert.Contains(faults, fault => fault.Line == 3 && fault.Message.Contains("'joy' is not an emotion", StringComparison.Ordinal));
            Assert.Contains(faults, fault => fault.Line == 3 && fault.Message.Contains("arousal", StringComparison.Ordinal));
            Assert.Contains(faults, fault => fault.Message.Contains("no place for fear", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
