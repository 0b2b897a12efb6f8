using System.Text.Json;

namespace AffectAgent.Tests;

public sealed class EmotionDistributionTests
{
    [Fact]
    public void FromWeights_AnyPositiveWeights_AddUpToOne()
    {
        var distribution = EmotionDistribution.FromWeights(e => (int)e + 0.5);

        Assert.Equal(1, EmotionNames.All.Sum(e => distribution[e]), 12);
        Assert.Equal(Emotion.Surprise, distribution.Top);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(0)]
    public void FromWeights_ImpossibleWeights_Throws(double weight) =>
        Assert.Throws<ArgumentException>(() => EmotionDistribution.FromWeights(_ => weight));

    [Fact]
    public void Mix_HalfAndHalf_IsTheMean()
    {
        var anger = EmotionDistribution.FromWeights(e => e == Emotion.Anger ? 1 : 0);
        var fear = EmotionDistribution.FromWeights(e => e == Emotion.Fear ? 1 : 0);

        var mixed = anger.Mix(fear, 0.25);

        Assert.Equal(0.75, mixed[Emotion.Anger], 12);
        Assert.Equal(0.25, mixed[Emotion.Fear], 12);
    }

    [Fact]
    public void Json_RoundTrip_KeepsProbabilitiesToFourDecimals()
    {
        var before = EmotionDistribution.FromWeights(e => e == Emotion.Happiness ? 7 : 1);

        var json = JsonSerializer.Serialize(before);
        var after = JsonSerializer.Deserialize<EmotionDistribution>(json)!;

        Assert.Contains("\"happiness\":0.5", json, StringComparison.Ordinal);
        Assert.All(EmotionNames.All, e => Assert.Equal(before[e], after[e], 3));
    }

    [Fact]
    public void Json_SourceWithoutContempt_HasNoContempt()
    {
        var before = EmotionDistribution.FromWeights(new Dictionary<Emotion, double> { [Emotion.Anger] = 3, [Emotion.Neutral] = 1, [Emotion.Fear] = 0 });

        var json = JsonSerializer.Serialize(before);
        var after = JsonSerializer.Deserialize<EmotionDistribution>(json)!;

        Assert.Equal("{\"anger\":0.75,\"fear\":0,\"neutral\":0.25}", json);
        Assert.Equal(before, after);
        Assert.False(after.Has(Emotion.Contempt));
        Assert.Equal(0, after[Emotion.Contempt]);
    }

    [Fact]
    public void Pool_SourcesOfOtherEmotions_HasThoseOfAny()
    {
        var face = EmotionDistribution.FromWeights(new Dictionary<Emotion, double> { [Emotion.Anger] = 1, [Emotion.Neutral] = 1 });
        var words = EmotionDistribution.FromWeights(new Dictionary<Emotion, double> { [Emotion.Contempt] = 1 });

        var pooled = EmotionDistribution.Pool([(face, 3), (words, 1)]);

        Assert.Equal([Emotion.Anger, Emotion.Contempt, Emotion.Neutral], EmotionNames.All.Where(pooled.Has));
        Assert.Equal(0.25, pooled[Emotion.Contempt], 12);
        Assert.Equal(0.375, pooled[Emotion.Anger], 12);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"joy\":1}")]
    [InlineData("{\"anger\":-1}")]
    [InlineData("{}")]
    public void Json_NotADistribution_Throws(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<EmotionDistribution>(json));
}
