namespace AffectAgent.Plugins.Physiology.Tests;

public sealed class HeartRateTests
{
    [Theory]
    [InlineData(50, 25, 12)]
    [InlineData(72, 30, 20)]
    [InlineData(118, 25, 30)]
    [InlineData(165, 30, 12)]
    public void Read_PulseInNoise_IsWithinThreeBeats(double bpm, double rate, double seconds)
    {
        var track = new HeartRateReader().Read(1, Skin.Samples(seconds, rate, bpm, size: 0.006));
        Assert.NotNull(track.BeatsPerMinute);
        Assert.InRange(track.BeatsPerMinute.Value, bpm - 3, bpm + 3);
        Assert.InRange(track.Quality, 0.5, 1);
        Assert.All(track.Windows, window => Assert.InRange(window.End - window.Start, 7.9, 12));
    }

    [Fact]
    public void Read_NoPulse_HardlyEverReads()
    {
        var read = Enumerable.Range(0, 40).Count(seed => new HeartRateReader().Read(1, Skin.Samples(14, 25, 0, 0, seed: seed)).BeatsPerMinute is not null);
        Assert.InRange(read, 0, 3);
    }

    [Fact]
    public void Read_PulseOfOneRegionOnly_IsNotRead() =>
        Assert.Null(new HeartRateReader().Read(1, Skin.Samples(14, 25, 80, 0.006, regions: 1)).BeatsPerMinute);

    [Fact]
    public void Read_LightFlickersAtTheRate_SaysSo()
    {
        var track = new HeartRateReader().Read(1, Skin.Samples(14, 25, 80, 0.01, surround: true));
        Assert.Null(track.BeatsPerMinute);
        Assert.Contains("light", track.WhyNot, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 25, 120, 0, "less than 8 s")]
    [InlineData(14, 6, 120, 0, "frames a second")]
    [InlineData(14, 25, 20, 0, "dark")]
    [InlineData(14, 25, 120, 8, "moves too much")]
    public void Read_UnfitClip_SaysWhy(double seconds, double rate, double green, double motion, string why)
    {
        var track = new HeartRateReader().Read(1, Skin.Samples(seconds, rate, 70, 0.01, green: green, motion: motion));
        Assert.Null(track.BeatsPerMinute);
        Assert.Contains(why, track.WhyNot, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FaceLostForAWhile_ReadsTheStretchesOnly()
    {
        var samples = Skin.Samples(40, 25, 66, 0.008).Where(s => s.Time is < 15 or > 22).ToList();
        var track = new HeartRateReader().Read(1, samples);
        Assert.InRange(track.BeatsPerMinute ?? 0, 63, 69);
        Assert.DoesNotContain(track.Windows, window => window.Start < 15 && window.End > 22);
    }

    [Fact]
    public void Read_UnevenFrames_KeepsTheTrueTimes()
    {
        var samples = Skin.Samples(16, 30, 90, 0.008).Where((_, i) => i % 5 != 3).ToList();
        Assert.InRange(new HeartRateReader().Read(1, samples).BeatsPerMinute ?? 0, 87, 93);
    }
}

/// <summary>Skin colours made by code.</summary>
internal static class Skin
{
    public static List<SkinSample> Samples(
        double seconds, double rate, double bpm, double size, int seed = 5, double green = 120, double motion = 0, int regions = 3, bool surround = false)
    {
        var random = new Random(seed);
        double Noise() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var samples = new List<SkinSample>();
        for (var i = 0; i < seconds * rate; i++)
        {
            var t = i / rate;
            var wave = size / 2 * Math.Sin(2 * Math.PI * bpm / 60 * t);
            var drift = 1 + (0.01 * Math.Sin(0.5 * t));
            ColorPatch Patch(bool beats) => new(
                (float)((1.3 * green * drift * (1 + (beats ? 0.43 * wave : 0))) + (0.08 * Noise())), (float)((green * drift * (1 + (beats ? wave : 0))) + (0.08 * Noise())),
                (float)((0.8 * green * drift * (1 + (beats ? 0.69 * wave : 0))) + (0.08 * Noise())), 0, 900);
            samples.Add(new SkinSample(t, new FaceSkin(Patch(true), Patch(regions > 1), Patch(regions > 2), Patch(surround)),
                200 + (motion * 20 * Math.Sin(9 * t)) + (0.2 * Noise()), 150 + (0.2 * Noise()), 90 + (0.1 * Noise())));
        }

        return samples;
    }
}
