using AffectAgent.Plugins.AudioEmotion;

namespace AffectAgent.Plugins.TalkingHead.Tests.Speech;

public sealed class ProsodyMappingTests
{
    private const string Text = "The people in the village were waiting for the evening train, and nobody knew when it would arrive.";

    private static readonly (string Name, Vad Vad)[] Points =
    [
        ("neutral", Vad.Zero), ("joy", new(0.8, 0.5, 0.4)), ("elation", new(0.9, 0.9, 0.5)), ("calm", new(0.5, -0.6, 0.2)),
        ("sadness", new(-0.7, -0.4, -0.4)), ("fear", new(-0.6, 0.7, -0.6)), ("anger", new(-0.6, 0.7, 0.5)), ("boredom", new(-0.3, -0.8, -0.1)),
    ];

    [Fact]
    public void From_NoStrengthOrNoEmotion_IsTheNeutralManner()
    {
        Assert.Equal(new Prosody(), ProsodyMapping.From(new(0.8, -0.5, 0.3), 0));
        Assert.Equal(new Prosody(), ProsodyMapping.From(Vad.Zero));
    }

    [Fact]
    public void From_WholeCube_IsBoundedAndSmooth()
    {
        const double Small = 0.02;
        for (var v = -1.0; v <= 1.01; v += 0.25)
        {
            for (var a = -1.0; a <= 1.01; a += 0.25)
            {
                for (var d = -1.0; d <= 1.01; d += 0.5)
                {
                    var here = ProsodyMapping.From(new(v, a, d));
                    var near = ProsodyMapping.From(new(v + Small, a + Small, d + Small));
                    Assert.InRange(here.Rate, 0.55, 1.5);
                    Assert.InRange(here.PitchSemitones, -6, 6);
                    Assert.InRange(here.Range, 0.4, 2);
                    Assert.InRange(here.VolumeDecibels, -8, 6);
                    Assert.InRange(here.Pauses, 0.5, 3);
                    Assert.InRange(Math.Abs(here.Rate - near.Rate), 0, 0.02);
                    Assert.InRange(Math.Abs(here.PitchSemitones - near.PitchSemitones), 0, 0.15);
                    Assert.InRange(Math.Abs(here.Pauses - near.Pauses), 0, 0.1);
                }
            }
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => ProsodyMapping.From(new(double.NaN, 0, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProsodyMapping.From(Vad.Zero, double.PositiveInfinity));
    }

    [Fact]
    public async Task From_EightPoints_AreHeardInTheSound()
    {
        var heard = new Dictionary<string, Heard>();
        foreach (var (name, vad) in Points)
        {
            var track = await Voice.SpeakAsync(Text, prosody: ProsodyMapping.From(vad));
            heard[name] = Measure(track);
            TestContext.Current.SendDiagnosticMessage("{0} {1}", name, heard[name]);
        }

        var neutral = heard["neutral"];
        foreach (var aroused in new[] { "joy", "elation", "fear", "anger" })
        {
            Assert.True(heard[aroused].Hertz > neutral.Hertz * 1.05, aroused);
            Assert.True(heard[aroused].WordsPerSecond > neutral.WordsPerSecond * 1.05, aroused);
            Assert.True(heard[aroused].Decibels > neutral.Decibels + 0.5, aroused);
        }

        Assert.True(heard["sadness"].Hertz < neutral.Hertz && heard["sadness"].WordsPerSecond < neutral.WordsPerSecond * 0.9);
        Assert.True(heard["sadness"].Semitones < neutral.Semitones && heard["elation"].Semitones > neutral.Semitones);
        Assert.True(heard["sadness"].Pause > neutral.Pause * 1.2 && heard["elation"].Pause < neutral.Pause);
        Assert.True(heard["fear"].Hertz > heard["anger"].Hertz, "Dominance lowers the pitch.");
    }

    private static Heard Measure(SpeechTrack track)
    {
        var analyzer = new VoiceAnalyzer();
        analyzer.Push(Resampler.Convert(track.Samples.Span, track.SampleRate, AudioChunk.SampleRate));
        analyzer.Complete();
        var f0 = analyzer.Frames.Where(frame => frame.Speech && float.IsFinite(frame.F0) && frame.F0 > 0).Select(frame => 12 * Math.Log2(frame.F0)).Order().ToArray();
        var loud = analyzer.Frames.Where(frame => frame.Speech).Average(frame => Math.Pow(10, frame.LevelDb / 10));
        var pause = track.Visemes.Where(cue => cue.Viseme == Viseme.Sil && cue.Interval.Start > 0 && cue.Interval.End < track.Duration).Sum(cue => cue.Interval.Duration);
        return new(Math.Pow(2, f0.Average() / 12), f0[(int)(f0.Length * 0.9)] - f0[f0.Length / 10], track.Words.Count / (track.Phrases[^1].End - track.Phrases[0].Start), 10 * Math.Log10(loud), pause);
    }

    private sealed record Heard(double Hertz, double Semitones, double WordsPerSecond, double Decibels, double Pause)
    {
        public override string ToString() => FormattableString.Invariant($"F0 {Hertz:0} Hz, p10-p90 {Semitones:0.0} semitones, {WordsPerSecond:0.00} words/s, {Decibels:0.0} dB, pause {Pause * 1000:0} ms");
    }
}
