using AffectAgent.Knowledge;

namespace AffectAgent.Reasoning.Tests;

/// <summary>Compounds and mixtures, on constructed Action Units: no labelled compounds of people are at hand.</summary>
public sealed class CompoundTests
{
    private static readonly IKnowledgeBase Cards = KnowledgeBase.LoadBuiltIn();

    private static List<Evidence> Shows(params (int Unit, double Value)[] units) =>
        [.. units.Select((u, i) => new Evidence { Id = $"E{i + 1}", Kind = EvidenceKinds.ActionUnit, Modality = Modality.Face, ActionUnit = u.Unit, Value = u.Value, Unit = "0-5", Source = new("t") })];

    private static IReadOnlyList<CompoundReading> Rank(List<Evidence> units, params (Emotion Emotion, double Share)[] shares) =>
        CompoundScorer.Rank(EmotionDistribution.FromWeights(e => shares.FirstOrDefault(s => s.Emotion == e).Share + 0.01), units, PatternFits.Of(units, Cards), Cards);

    [Fact]
    public void Rank_RaisedBrowsAndStretchedOpenMouth_IsFearfulSurprise()
    {
        var units = Shows((1, 3), (2, 3), (5, 3), (20, 2.5), (25, 3), (26, 1.5));

        var ranked = Rank(units, (Emotion.Fear, 0.45), (Emotion.Surprise, 0.45));

        Assert.Equal([Emotion.Fear, Emotion.Surprise], new[] { ranked[0].First, ranked[0].Second }.Order());
        Assert.InRange(ranked[0].Score, 0.5, 1);
        Assert.Contains("E4", ranked[0].EvidenceIds);
        Assert.Equal(ranked.OrderByDescending(c => c.Score), ranked);
    }

    [Fact]
    public void Rank_OneEmotionImprobable_IsNoCompound() =>
        Assert.Empty(Rank(Shows((1, 3), (2, 3), (5, 3), (20, 2.5), (25, 3), (26, 1.5)), (Emotion.Surprise, 0.95)));

    [Fact]
    public void Rank_UnitsOfOneEmotionOnly_AreNoCompound() =>
        Assert.Empty(Rank(Shows((6, 3), (12, 4)), (Emotion.Happiness, 0.5), (Emotion.Surprise, 0.45)));

    [Fact]
    public void Rank_CardsOfTwoEmotionsThatAreNoCompounds_AreNotTaken() =>
        Assert.All(Rank(Shows((6, 1.5), (12, 2.5)), (Emotion.Happiness, 0.5), (Emotion.Neutral, 0.45)).Concat(Rank(Shows((12, 2), (14, 2)), (Emotion.Happiness, 0.5), (Emotion.Contempt, 0.45))),
            compound => Assert.StartsWith("compound/", compound.Card.Id, StringComparison.Ordinal));

    [Fact]
    public void Rank_NothingMeasured_IsNoCompound() =>
        Assert.Empty(Rank([], (Emotion.Fear, 0.5), (Emotion.Surprise, 0.5)));

    [Theory]
    [InlineData(Emotion.Sadness, 0.35, true)]
    [InlineData(Emotion.Sadness, 0.15, false)]
    [InlineData(Emotion.Neutral, 0.35, false)]
    public void Mixture_SecondEmotion_StandsWhereItIsProbableAndNotNeutral(Emotion second, double share, bool stands)
    {
        var mixture = CompoundScorer.Mixture(EmotionDistribution.FromWeights(e => e == Emotion.Anger ? 0.5 : e == second ? share : 0.01));

        Assert.Equal(stands, mixture is not null);
        if (mixture is not null)
            Assert.Equal((Emotion.Anger, second), (mixture.First, mixture.Second));
    }
}
