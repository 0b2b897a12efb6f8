namespace AffectAgent.Plugins.Vision.Tests.Expression;

public sealed class ExpressionEpisodesTests
{
    [Fact]
    public void Find_SmileInAClip_GivesItsStretchAndApex()
    {
        var samples = Clip(100, 25, i => i is >= 40 and < 65 ? 0.5 + (0.4 * (1 - (Math.Abs(i - 52) / 13.0))) : 0.05);

        var found = Assert.Single(ExpressionEpisodes.Find(samples, Mean(samples), 5));

        Assert.Equal(Emotion.Happiness, found.Emotion);
        Assert.Equal(1.6, found.Interval.Start, 0.13);
        Assert.Equal(2.6, found.Interval.End, 0.13);
        Assert.Equal(2.08, found.Apex, 0.09);
        Assert.InRange(found.Peak, 0.6, 0.9);
        Assert.Equal(Emotion.Happiness, found.Mean.Top);
    }

    [Fact]
    public void Find_SteadyExpression_GivesNone()
    {
        var samples = Clip(100, 25, _ => 0.9);

        Assert.Empty(ExpressionEpisodes.Find(samples, Mean(samples), 5));
    }

    [Fact]
    public void Find_SingleFrameOfNoise_GivesNone()
    {
        var samples = Clip(100, 25, i => i == 50 ? 1 : 0.05);

        Assert.Empty(ExpressionEpisodes.Find(samples, Mean(samples), 5));
    }

    [Fact]
    public void Find_FaceLostInBetween_DoesNotBridgeTheGap()
    {
        var samples = Clip(100, 25, i => i is >= 20 and < 80 ? 0.9 : 0.02).Where(s => s.Frame is < 40 or >= 60).ToList();

        var found = ExpressionEpisodes.Find(samples, EmotionDistribution.FromWeights(e => e == Emotion.Neutral ? 1 : 0.1), 5);

        var smiles = found.Where(e => e.Emotion == Emotion.Happiness).ToList();
        Assert.Equal(2, smiles.Count);
        Assert.True(smiles[0].Interval.End <= 1.65);
        Assert.True(smiles[1].Interval.Start >= 2.39);
    }

    [Fact]
    public void Find_VariableFrameRate_UsesTrueTimes()
    {
        var samples = Clip(60, 25, i => i is >= 20 and < 40 ? 0.9 : 0.02, i => i < 30 ? i * 0.04 : 1.2 + ((i - 30) * 0.1));

        var found = ExpressionEpisodes.Find(samples, Mean(samples), 5).Single(e => e.Emotion == Emotion.Happiness);

        Assert.Equal(0.8, found.Interval.Start, 0.13);
        Assert.Equal(2.2, found.Interval.End, 0.25);
        Assert.InRange(found.Apex, found.Interval.Start, found.Interval.End);
    }

    [Fact]
    public void Find_ManyChanges_KeepsTheMostAskedFor()
    {
        var samples = Clip(1000, 25, i => i / 20 % 2 == 0 ? 0.02 : 0.9);

        Assert.Equal(3, ExpressionEpisodes.Find(samples, Mean(samples), 3).Count);
    }

    private static List<ExpressionSample> Clip(int count, double rate, Func<int, double> happiness, Func<int, double>? time = null) =>
        [.. Enumerable.Range(0, count).Select(i => new ExpressionSample(i, time?.Invoke(i) ?? i / rate, EmotionDistribution.FromWeights(
            new Dictionary<Emotion, double> { [Emotion.Happiness] = happiness(i), [Emotion.Neutral] = (1 - happiness(i)) * 0.34, [Emotion.Sadness] = (1 - happiness(i)) * 0.33, [Emotion.Anger] = (1 - happiness(i)) * 0.33 })))];

    private static EmotionDistribution Mean(IReadOnlyList<ExpressionSample> samples) =>
        EmotionDistribution.FromWeights(e => samples.Sum(s => s.Distribution[e]));
}
