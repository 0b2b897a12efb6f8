namespace AffectAgent.Core.Tests;

public sealed class VadDistributionTests
{
    [Fact]
    public void Of_TwoPoints_HasTheirMeanAndCovariance()
    {
        var d = VadDistribution.Of([(new Vad(0, 0, 0), 3), (new Vad(0.8, -0.4, 0.2), 1)]);

        Assert.Equal(0.2, d.Mean.Valence, 1e-12);
        Assert.Equal(0.75 * 0.25 * 0.64, d.ValenceVariance, 1e-12);
        Assert.Equal(0.75 * 0.25 * 0.8 * -0.4, d.ValenceArousal, 1e-12);
        Assert.Equal(Math.Sqrt(0.75 * 0.25) * 0.4, d.Deviation.Arousal, 1e-12);
    }

    [Fact]
    public void Mix_OfParts_IsAsIfAllTheirPointsWereOne()
    {
        (Vad, double)[] a = [(new Vad(0.1, 0.2, 0.3), 1), (new Vad(0.3, -0.2, 0.5), 1)], b = [(new Vad(-0.5, 0.9, 0), 1), (new Vad(-0.7, 0.4, -0.2), 1), (new Vad(-0.6, 0.5, -0.1), 2)];
        var all = VadDistribution.Of([.. a.Select(p => (p.Item1, 0.3 * p.Item2 / 2)), .. b.Select(p => (p.Item1, 0.7 * p.Item2 / 4))]);

        var mixed = VadDistribution.Mix([(VadDistribution.Of(a), 0.3), (VadDistribution.Of(b), 0.7)]);

        Assert.Equal(0, all.Mean.DistanceTo(mixed.Mean), 1e-12);
        Assert.Equal(all.ArousalVariance, mixed.ArousalVariance, 1e-12);
        Assert.Equal(all.ValenceDominance, mixed.ValenceDominance, 1e-12);
        Assert.Equal(all.ArousalDominance, mixed.ArousalDominance, 1e-12);
    }

    [Fact]
    public void Of_NoWeight_IsRefused() => Assert.Throws<ArgumentException>(() => VadDistribution.Of([(Vad.Zero, 0)]));
}
