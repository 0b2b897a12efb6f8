namespace AffectAgent.Plugins.ActionUnits.Tests;

public sealed class EpisodeFinderTests
{
    private static readonly EpisodeFinder Finder = new();

    [Fact]
    public void Find_OneBump_GivesOnsetApexOffset()
    {
        var times = Steady(30, 4);
        var found = Assert.Single(Finder.Find(12, times, Curve(times, t => Bump(t, 2, 0.4, 4))));
        Assert.Equal(2, found.Apex, 0.035);
        Assert.Equal(4, found.Intensity, 0.2);
        Assert.InRange(found.Onset, 1, 1.6);
        Assert.InRange(found.Offset, 2.4, 3);
        Assert.All(new[] { found.Onset, found.Apex, found.Offset }, t => Assert.Contains(t, times));
    }

    [Fact]
    public void Find_FlatCurve_FindsNothing()
    {
        var times = Steady(30, 4);
        Assert.Empty(Finder.Find(12, times, Curve(times, _ => 0)));
        Assert.Empty(Finder.Find(12, times, Curve(times, _ => 0.8)));
        Assert.Empty(Finder.Find(12, [], []));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Find_NoiseOfALevel_FindsOnlyTheRealActivation(int seed)
    {
        var random = new Random(seed);
        var times = Steady(30, 10);
        var curve = Curve(times, t => Bump(t, 6, 0.7, 4) + (0.5 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5)));
        var found = Assert.Single(Finder.Find(4, times, curve));
        Assert.Equal(6, found.Apex, 0.25);
    }

    [Fact]
    public void Find_VariableFrameRate_DoesNotShiftTheApex()
    {
        // Dense before the apex and sparse after it: a plain moving average would be pulled to the dense side.
        var times = new List<double>();
        for (var t = 0.0; t < 4; t += t < 2 ? 1.0 / 60 : 1.0 / 12)
            times.Add(t);
        var found = Assert.Single(Finder.Find(12, times, Curve(times, t => Bump(t, 2.5, 0.35, 4))));
        Assert.Equal(2.5, found.Apex, 0.05);
        Assert.Contains(found.Apex, times);
    }

    [Fact]
    public void Find_Plateau_PutsTheApexInItsMiddle()
    {
        var times = Steady(25, 6);
        var found = Assert.Single(Finder.Find(12, times, Curve(times, t => 3.5 * Math.Clamp(Math.Min(t - 1, 5 - t), 0, 1))));
        Assert.Equal(3, found.Apex, 0.1);
    }

    [Fact]
    public void Find_TwoPeaks_AreTwoActivationsOnlyWithAValley()
    {
        var times = Steady(30, 6);
        var deep = Finder.Find(12, times, Curve(times, t => Bump(t, 2, 0.3, 4) + Bump(t, 4, 0.3, 3) + (t is > 1.5 and < 4.5 ? 0.6 : 0)));
        Assert.Equal(2, deep.Count);
        Assert.Equal(2, deep[0].Apex, 0.05);
        Assert.Equal(4, deep[1].Apex, 0.05);
        Assert.True(deep[0].Offset <= deep[1].Onset);
        Assert.Single(Finder.Find(12, times, Curve(times, t => Bump(t, 2.6, 0.5, 4) + Bump(t, 3.4, 0.5, 3))));
    }

    [Fact]
    public void Find_ShortBlink_IsFoundWithItsTime()
    {
        var times = Steady(30, 3);
        var found = Assert.Single(Finder.Find(45, times, Curve(times, t => Bump(t, 1.5, 0.05, 4.5))));
        Assert.Equal(1.5, found.Apex, 0.001);
        Assert.True(found.Intensity > 3, $"{found.Intensity}");
        Assert.True(found.Offset - found.Onset < 0.4);
    }

    [Fact]
    public void Find_FaceLostInBetween_EndsTheActivation()
    {
        var times = Steady(30, 6).Where(t => t is < 2 or > 3.5).ToList();
        var found = Finder.Find(12, times, Curve(times, t => t is > 1 and < 5 ? 3 : 0));
        Assert.Equal(2, found.Count);
        Assert.True(found[0].Offset < 2.01);
        Assert.True(found[1].Onset > 3.49);
    }

    [Fact]
    public void Find_ActiveAtTheEnd_EndsWithTheLastFrame()
    {
        var times = Steady(30, 3);
        var found = Assert.Single(Finder.Find(12, times, Curve(times, t => t > 2 ? 3 * (t - 2) : 0)));
        Assert.Equal(times[^1], found.Offset);
        Assert.InRange(found.Apex, found.Onset, found.Offset);
    }

    [Fact]
    public void Find_ManyActivations_KeepsTheStrongest()
    {
        var times = Steady(30, 40);
        var finder = new EpisodeFinder(new EpisodeOptions { Most = 5 });
        var found = finder.Find(12, times, Curve(times, t => (t < 20 ? 2 : 4) * Math.Max(0, Math.Sin(t * Math.PI))));
        Assert.Equal(5, found.Count);
        Assert.All(found, e => Assert.True(e.Onset > 19));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.2, 0.2)]
    [InlineData(0.2, 0.5)]
    [InlineData(0.4, 0)]
    [InlineData(0.4, 0.3)]
    public void Find_NoiseAndLostFrames_ShiftNoApexOnTheAverage(double noise, double lost)
    {
        const int rounds = 40;
        var random = new Random(17);
        var errors = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var middle = 2 + (2 * random.NextDouble());
            var times = Steady(30, 6).Where(_ => random.NextDouble() >= lost).ToList();
            var found = Finder.Find(12, times, Curve(times, t => Bump(t, middle, 0.4, 4) + (noise * Gauss(random))));
            Assert.NotEmpty(found);
            var strongest = found.MaxBy(e => e.Intensity)!;
            errors.Add(strongest.Apex - middle);
            Assert.InRange(strongest.Onset, middle - 1.6, strongest.Apex);
            Assert.InRange(strongest.Offset, strongest.Apex, middle + 1.6);
        }

        Assert.InRange(errors.Average(), -0.04, 0.04);
        Assert.True(errors.Average(Math.Abs) < 0.12, $"mean error {errors.Average(Math.Abs):0.000} s");
    }

    [Fact]
    public void Find_ListsOfDifferentLength_AreRefused() =>
        Assert.Throws<ArgumentException>(() => Finder.Find(12, [0, 1], [0f]));

    private static List<double> Steady(double fps, double seconds) => [.. Enumerable.Range(0, (int)(fps * seconds)).Select(i => i / fps)];

    private static float[] Curve(IReadOnlyList<double> times, Func<double, double> value) => [.. times.Select(t => (float)Math.Clamp(value(t), 0, 5))];

    /// <summary>The sum of twelve evenly distributed numbers: nearly normal, deviation 1.</summary>
    private static double Gauss(Random random) => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;

    private static double Bump(double t, double middle, double width, double height) =>
        height * Math.Exp(-0.5 * (t - middle) * (t - middle) / (width * width));
}
