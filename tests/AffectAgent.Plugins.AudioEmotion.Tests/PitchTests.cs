using static AffectAgent.Plugins.AudioEmotion.Tests.Sounds;

namespace AffectAgent.Plugins.AudioEmotion.Tests;

public class PitchTests
{
    [Theory]
    [InlineData(75, 100)]
    [InlineData(110, 100)]
    [InlineData(165, 100)]
    [InlineData(240, 100)]
    [InlineData(340, 100)]
    [InlineData(440, 100)]
    [InlineData(110, 10)]
    [InlineData(240, 10)]
    public void Track_GlidingVoice_IsWithinOnePercent(double f0, double signalToNoise)
    {
        var voice = new Speaker(f0, 3);
        var clean = Voice(voice);
        var heard = Analyze(Add(clean, White(3, Level(clean) * Math.Pow(10, -signalToNoise / 20))));

        var errors = heard.Frames.Select((frame, t) => (frame.F0, True: F0At(voice, t * VoiceAnalyzer.Step)))
            .Where(pair => float.IsFinite(pair.F0)).Select(pair => Math.Abs((pair.F0 / pair.True) - 1)).Order().ToArray();
        Assert.True(errors.Length > 100, $"only {errors.Length} voiced frames");
        Assert.InRange(errors[errors.Length / 2], 0, 0.01);
        Assert.InRange((double)errors.Count(e => e > 0.2) / errors.Length, 0, 0.02);
    }

    [Fact]
    public void Measure_UnsteadyPeriods_GivesTheirJitter()
    {
        double Jitter(double wanted) => Analyze(Voice(new Speaker(120, 3, Semitones: 0.5, Jitter: wanted))).Stretches[0].Features[VoiceFeatures.Jitter];
        Assert.InRange(Jitter(0), 0, 0.5);
        Assert.InRange(Jitter(0.01), 0.7, 1.3);
        Assert.InRange(Jitter(0.03), 2.2, 3.8);
    }

    [Fact]
    public void Measure_UnsteadyPulses_GivesTheirShimmer()
    {
        double Shimmer(double wanted) => Analyze(Voice(new Speaker(120, 3, Semitones: 1, Syllables: 0.4, Shimmer: wanted))).Stretches[0].Features[VoiceFeatures.Shimmer];
        Assert.InRange(Shimmer(0.8), 0.6, 1.0);
        Assert.InRange(Shimmer(1.6), 1.2, 2.0);
    }

    [Fact]
    public void Measure_MoreNoise_LowersHnr()
    {
        var voice = Voice(new Speaker(150, 3));
        double Hnr(double snr) => Analyze(Add(voice, White(3, Level(voice) * Math.Pow(10, -snr / 20)))).Stretches[0].Features[VoiceFeatures.Hnr];
        var (high, middle, low) = (Hnr(40), Hnr(15), Hnr(5));
        Assert.True(high > middle && middle > low, $"{high} {middle} {low}");
        Assert.InRange(low, 0, 10);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    public void Measure_KnownSyllables_GivesTheRate(double rate)
    {
        var features = Analyze(Voice(new Speaker(140, 4, Syllables: rate))).Stretches;
        var nuclei = features.Sum(s => s.Features[VoiceFeatures.SpeakingRate] * s.Interval.Duration);
        Assert.InRange(nuclei / 4, rate * 0.85, rate * 1.15);
    }

    [Fact]
    public void Measure_LouderCopy_ChangesOnlyTheLevel()
    {
        var voice = Voice(new Speaker(180, 3));
        var soft = Analyze([.. voice.Select(x => x * 0.1f)]).Stretches[0];
        var loud = Analyze(voice).Stretches[0];
        Assert.Equal(20, loud.Features[VoiceFeatures.Level] - soft.Features[VoiceFeatures.Level], 0.5);
        foreach (var feature in new[] { VoiceFeatures.F0Mean, VoiceFeatures.AlphaRatio, VoiceFeatures.Hnr, VoiceFeatures.SpeakingRate })
            Assert.Equal(loud.Features[feature], soft.Features[feature], 0.5);
    }
}
