namespace AffectAgent.Tests;

public sealed class TimeRangeTests
{
    [Fact]
    public void Contains_EndOfTheRange_IsOutside()
    {
        var range = TimeRange.Of(1, 2);

        Assert.True(range.Contains(1));
        Assert.False(range.Contains(2));
    }

    [Fact]
    public void Overlaps_TouchingRanges_DoNot() => Assert.False(TimeRange.Of(0, 1).Overlaps(TimeRange.Of(1, 2)));

    [Fact]
    public void OverlapWith_PartlyCovered_GivesTheCommonSeconds() =>
        Assert.Equal(0.5, TimeRange.Of(0, 1).OverlapWith(TimeRange.Of(0.5, 3)), 12);

    [Theory]
    [InlineData(-0.1, 1)]
    [InlineData(2, 1)]
    [InlineData(0, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    public void Of_ImpossibleBounds_Throws(double start, double end) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeRange.Of(start, end));
}
