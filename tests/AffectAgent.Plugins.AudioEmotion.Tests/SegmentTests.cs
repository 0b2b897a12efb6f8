using AffectAgent.Plugins.AudioEmotion.Descriptors;
using AffectAgent.Plugins.AudioEmotion.Segments;
using AffectAgent.Plugins.AudioEmotion.Signal;
using static AffectAgent.Plugins.AudioEmotion.Tests.Sounds;

namespace AffectAgent.Plugins.AudioEmotion.Tests;

public class SegmentTests
{
    [Fact]
    public void SegmentMeasured_Wanted_GetsTheSameSegmentsAndKeepsNothing()
    {
        var sound = Concat([.. Enumerable.Range(0, 5).SelectMany(i => new[] { Voice(new Speaker(140 + (10 * i), 2)), Silence(2) })]);
        var whole = new VoiceAnalyzer();
        var taken = new List<SpeechSegment>();
        var lean = new VoiceAnalyzer { SegmentMeasured = taken.Add };
        foreach (var analyzer in (VoiceAnalyzer[])[whole, lean])
        {
            analyzer.Push(sound);
            analyzer.Complete();
        }

        Assert.Equal(whole.Segments.Select(s => (s.Interval, s.VoicedSeconds, s.Features.Count)), taken.Select(s => (s.Interval, s.VoicedSeconds, s.Features.Count)));
        Assert.Equal(whole.Events, lean.Events);
        Assert.Equal(whole.Stretches.Select(s => s.Interval), lean.Stretches.Select(s => s.Interval));
        Assert.Empty(lean.Segments);
        Assert.Empty(lean.Frames);
        Assert.All(lean.Stretches, stretch => Assert.Empty(stretch.Features));
        Assert.False(lean.IsSilent);
    }

    [Fact]
    public void Segments_PhrasesWithShortPauses_AreOne()
    {
        var heard = Analyze(Concat(Voice(new Speaker(150, 2)), Silence(0.9), Voice(new Speaker(150, 2)), Silence(0.9), Voice(new Speaker(150, 2))));
        var segment = Assert.Single(heard.Segments);
        Assert.InRange(segment.Interval.End, 7.6, 7.9);
        Assert.InRange(segment.Features["pauseShare"], 0.15, 0.27);
    }

    [Fact]
    public void Segments_LongPause_Parts()
    {
        var heard = Analyze(Concat(Voice(new Speaker(150, 3)), Silence(2), Voice(new Speaker(150, 3))));
        Assert.Equal(2, heard.Segments.Count);
    }

    [Fact]
    public void Segments_LongTalk_IsCutToFewSecondsAndLosesNothing()
    {
        var heard = Analyze(Voice(new Speaker(160, 60)));
        Assert.True(heard.Segments.Count >= 6);
        Assert.All(heard.Segments, s => Assert.InRange(s.Interval.Duration, 0.5, 10.01));
        Assert.Equal(heard.Stretches.Sum(s => s.Features[VoiceFeatures.VoicedSeconds]), heard.Segments.Sum(s => s.VoicedSeconds), 6);
    }

    [Fact]
    public void Segments_LouderRecording_HasTheSameFeatures()
    {
        var sound = Add(Concat(Silence(1), Voice(new Speaker(180, 3)), Silence(1)), White(5, 1e-3));
        var soft = Assert.Single(Analyze(sound).Segments).Features;
        var loud = Assert.Single(Analyze([.. sound.Select(x => x * 2)]).Segments).Features;
        Assert.NotEmpty(soft);
        foreach (var (name, value) in soft.Where(f => !f.Key.Contains("UV", StringComparison.Ordinal)))
            Assert.True(Math.Abs(loud[name] - value) <= 0.03 * (Math.Abs(value) + 1), $"{name}: {value} became {loud[name]}");
    }

    [Fact]
    public void Segments_EGeMapsNames_AreThere()
    {
        var features = Assert.Single(Analyze(Voice(new Speaker(180, 3, Jitter: 0.01))).Segments).Features;
        string[] names =
        [
            "F0semitoneFrom27.5Hz_sma3nz_amean", "F0semitoneFrom27.5Hz_sma3nz_meanRisingSlope", "loudness_sma3_percentile20.0", "loudnessPeaksPerSec",
            "jitterLocal_sma3nz_amean", "shimmerLocaldB_sma3nz_amean", "F1frequencyV_sma3nz_amean", "alphaRatioV_sma3nz_amean", "mfcc4V_sma3nz_amean",
            "VoicedSegmentsPerSec", "MeanUnvoicedSegmentLength", "hammarbergIndexV_sma3nz_amean", "spectralFluxV_sma3nz_amean",
        ];
        Assert.All(names, name => Assert.True(features.ContainsKey(name), name));
        Assert.All(features.Values, value => Assert.True(double.IsFinite(value)));
        Assert.InRange(features["F0semitoneFrom27.5Hz_sma3nz_percentile50.0"], 12 * Math.Log2(180 / 27.5) - 0.5, 12 * Math.Log2(180 / 27.5) + 0.5);
        Assert.InRange(features["loudnessPeaksPerSec"], 3.2, 4.5);
    }

    [Theory]
    [InlineData(500, 1500, 2500)]
    [InlineData(700, 1200, 2600)]
    [InlineData(300, 2200, 3000)]
    public void Find_KnownResonances_AreFound(double first, double second, double third)
    {
        // A spectrum with exactly those poles, as a whisper has it.
        double[] hertz = [first, second, third, 3800, 4800];
        var power = new float[257];
        for (var k = 0; k < power.Length; k++)
        {
            var z = System.Numerics.Complex.FromPolarCoordinates(1, -Math.PI * k / 176);
            System.Numerics.Complex value = 1;
            foreach (var h in hertz)
            {
                var pole = System.Numerics.Complex.FromPolarCoordinates(Math.Exp(-Math.PI * 100 / 11000), Math.PI * h / 5500);
                value *= (1 - (pole * z)) * (1 - (System.Numerics.Complex.Conjugate(pole) * z));
            }

            var emphasis = 1 + (0.97 * 0.97) - (2 * 0.97 * Math.Cos(2 * Math.PI * k / 512));
            power[k] = (float)(1 / (value.Magnitude * value.Magnitude * emphasis));
        }

        var found = new FormantFinder(512).Find(power);
        Assert.Equal(3, found.Count);
        Assert.Equal(first, found[0].Hertz, 40.0);
        Assert.Equal(second, found[1].Hertz, 40.0);
        Assert.Equal(third, found[2].Hertz, 40.0);
        Assert.All(found, f => Assert.InRange(f.Bandwidth, 50, 200));
    }

    [Fact]
    public void Percentile_AndSlopes_AreAsByHand()
    {
        Assert.Equal(2.5, Contour.Percentile([1, 2, 3, 4], 0.5), 12);
        Assert.Equal(4, Contour.Percentile([1, 2, 3, 4], 1), 12);
        var (rising, falling) = Contour.Slopes([0, 1, 2, 1, double.NaN, 5, 5.5]);
        Assert.Equal([100, 50], rising.Select(x => Math.Round(x, 6)));
        Assert.Equal([-100], falling.Select(x => Math.Round(x, 6)));
        Assert.Equal(100, Contour.Trend([double.NaN, 1, 2, 3]), 9);
        Assert.Equal([1, 1.5, double.NaN, 4], Contour.Smooth([1, 2, double.NaN, 4]).Select((x, i) => i == 0 ? 1 : x));
    }

    [Fact]
    public void Coefficient_ASlopingSpectrum_IsTheCosineTransformOfItsLogarithms()
    {
        var bank = new MelBank(FrameExtractor.SpectrumSize);
        var logs = MelBank.Logs(bank.Powers([.. Enumerable.Range(0, 257).Select(k => (float)Math.Exp(-k / 40.0))]));
        var naive = logs.Select((x, b) => x * Math.Cos(Math.PI * 3 * (b + 0.5) / 26)).Sum() * Math.Sqrt(2 / 26.0);
        Assert.Equal(naive, bank.Coefficient(logs, 3), 9);
    }

    [Fact]
    public void PowerAt_ASine_IsWhereItsFrequencyLies()
    {
        var course = Enumerable.Range(0, 100).Select(t => Math.Sin(2 * Math.PI * 5 * t * 0.01)).ToArray();
        Assert.True(Contour.PowerAt(course, 4, 8) > 20 * Contour.PowerAt(course, 8, 16));
        Assert.True(Contour.PowerAt(course, 4, 8) > 20 * Contour.PowerAt(course, 1, 2));
    }
}
