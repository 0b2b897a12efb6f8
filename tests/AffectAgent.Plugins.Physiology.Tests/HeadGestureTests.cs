namespace AffectAgent.Plugins.Physiology.Tests;

public sealed class HeadGestureTests
{
    [Theory]
    [InlineData(false, 1.0, 2, 0.08)]
    [InlineData(false, 2.5, 3, 0.06)]
    [InlineData(true, 1.4, 2, 0.1)]
    [InlineData(true, 3.0, 4, 0.08)]
    public void Find_OneGesture_TellsWhenHowOftenAndHowFar(bool shake, double frequency, double cycles, double amplitude)
    {
        var found = Assert.Single(Search(shake, 3, frequency, cycles, amplitude));
        Assert.Equal(shake, found.IsShake);
        Assert.InRange(found.Cycles, cycles - 0.5, cycles + 0.5);
        Assert.InRange(found.Frequency, frequency * 0.75, frequency * 1.3);
        Assert.InRange(found.Amplitude, amplitude * 0.7, amplitude * 1.2);
        Assert.InRange(found.Onset, 2.8, 3.3);
        Assert.InRange(found.Offset, 2.7 + (cycles / frequency), 3.3 + (cycles / frequency));
        Assert.InRange(found.Apex, found.Onset, found.Offset);
    }

    [Theory]
    [InlineData(0.25, 2, 0.2)] // a slow look
    [InlineData(1.5, 2, 0.02)] // too small
    [InlineData(1.5, 0.5, 0.1)] // one way only
    public void Find_NoGesture_FindsNone(double frequency, double cycles, double amplitude) =>
        Assert.Empty(Search(true, 3, frequency, cycles, amplitude));

    [Fact]
    public void Find_PitchAndYawAlike_IsNeither()
    {
        var times = Times();
        var angle = times.Select(t => 0.1 * Math.Sin(2 * Math.PI * 1.5 * t)).ToList();
        Assert.Empty(new HeadGestureFinder().Find(1, times, angle, angle));
    }

    [Fact]
    public void Find_MirroredYaw_IsTheSameShake()
    {
        var times = Times();
        var yaw = times.Select(t => t is > 2 and < 4 ? 0.1 * Math.Sin(2 * Math.PI * 1.5 * t) : 0).ToList();
        var rest = times.ConvertAll(_ => 0.0);
        var one = new HeadGestureFinder().Find(1, times, rest, yaw);
        var other = new HeadGestureFinder().Find(1, times, rest, yaw.ConvertAll(y => -y));
        Assert.Equal(Assert.Single(one), Assert.Single(other));
    }

    [Fact]
    public void Find_NoiseAndSway_FindsAlmostNone()
    {
        var random = new Random(3);
        var times = Enumerable.Range(0, 25 * 120).Select(i => i / 25.0).ToList();
        double Jitter() => 0.004 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);
        var pitch = times.ConvertAll(t => (0.06 * Math.Sin(0.9 * t)) + (0.03 * Math.Sin(2.1 * t)) + Jitter());
        var yaw = times.ConvertAll(t => (0.1 * Math.Sin(0.7 * t)) + (0.03 * Math.Sin(1.9 * t)) + Jitter());
        Assert.InRange(new HeadGestureFinder().Find(1, times, pitch, yaw).Count, 0, 1);
    }

    [Fact]
    public void Unfit_FewFrames_SaysSo()
    {
        Assert.Contains("frames a second", new HeadGestureFinder().Unfit([0, 0.5, 1, 1.5]), StringComparison.Ordinal);
        Assert.Contains("less than 1 s", new HeadGestureFinder().Unfit([0, 0.04]), StringComparison.Ordinal);
    }

    private static List<double> Times() => [.. Enumerable.Range(0, 25 * 9).Select(i => i / 25.0)];

    private static IReadOnlyList<HeadGesture> Search(bool shake, double start, double frequency, double cycles, double amplitude)
    {
        var random = new Random(1);
        var times = Times();
        var still = times.ConvertAll(_ => 0.001 * random.NextDouble());
        var moved = times.ConvertAll(t => t > start && t < start + (cycles / frequency)
            ? (0.001 * random.NextDouble()) + (shake ? amplitude * Math.Sin(2 * Math.PI * frequency * (t - start)) : amplitude * (1 - Math.Cos(2 * Math.PI * frequency * (t - start))))
            : 0.001 * random.NextDouble());
        return shake ? new HeadGestureFinder().Find(1, times, still, moved) : new HeadGestureFinder().Find(1, times, moved, still);
    }
}
