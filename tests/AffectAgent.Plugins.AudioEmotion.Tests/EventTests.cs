using static AffectAgent.Plugins.AudioEmotion.Tests.Sounds;

namespace AffectAgent.Plugins.AudioEmotion.Tests;

public class EventTests
{
    [Theory]
    [InlineData(4, 180)]
    [InlineData(5, 300)]
    [InlineData(6, 240)]
    public void Events_SyntheticLaughter_IsFoundWhereItIs(double bursts, double f0)
    {
        var heard = Analyze(Concat(Silence(1.5), Laughter(1.6, bursts, f0), Silence(1.5)));
        var laugh = Assert.Single(heard.Events, e => e.Kind == VoiceEventKind.Laughter);
        Assert.InRange(laugh.Interval.Start, 1.3, 1.8);
        Assert.InRange(laugh.Interval.End, 2.6, 3.3);
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(1.2)]
    [InlineData(1.8)]
    public void Events_SyntheticSigh_IsFoundWhereItIs(double seconds)
    {
        var heard = Analyze(Add(Concat(Silence(1.5), Sigh(seconds), Silence(1.5)), White(3 + seconds, 1e-4)));
        var sigh = Assert.Single(heard.Events, e => e.Kind == VoiceEventKind.Sigh);
        Assert.InRange(sigh.Interval.Start, 1.4, 1.5 + (seconds * 0.4));
        Assert.InRange(sigh.Interval.End, 1.5 + (seconds * 0.6), 1.6 + seconds);
    }

    [Fact]
    public void Events_PauseBetweenPhrases_HasItsTimes()
    {
        var heard = Analyze(Concat(Voice(new Speaker(150, 2)), Silence(0.8), Voice(new Speaker(150, 2)), Silence(6), Voice(new Speaker(150, 2))));
        var pause = Assert.Single(heard.Events, e => e.Kind == VoiceEventKind.Pause);
        Assert.InRange(pause.Interval.Start, 1.9, 2.1);
        Assert.InRange(pause.Interval.End, 2.7, 2.95);
    }

    [Theory]
    [InlineData("voice")]
    [InlineData("white")]
    [InlineData("pink")]
    [InlineData("chords")]
    [InlineData("silence")]
    public void Events_SoundWithoutThem_HasNeitherLaughterNorSigh(string kind)
    {
        float[] sound = kind switch
        {
            "voice" => Voice(new Speaker(150, 8)),
            "white" => White(8, 0.1),
            "pink" => Noise(8, 1, 0.1),
            "chords" => Chords(8),
            _ => Silence(8),
        };
        Assert.DoesNotContain(Analyze(sound).Events, e => e.Kind is VoiceEventKind.Laughter or VoiceEventKind.Sigh);
    }

    /// <summary>Like bursts of a high voice with breath between.</summary>
    private static float[] Laughter(double seconds, double bursts, double f0)
    {
        var voice = Voice(new Speaker(f0, seconds, Semitones: 1, Syllables: 0));
        var breath = White(seconds, 0.02);
        return [.. voice.Select((x, i) =>
        {
            var phase = i * bursts / AudioChunk.SampleRate % 1;
            return (float)((phase < 0.45 ? x * Math.Sin(Math.PI * phase / 0.45) : 0) + (breath[i] * 0.5));
        })];
    }

    private static float[] Sigh(double seconds) =>
        [.. White(seconds, 0.1).Select((x, i) => (float)(x * Math.Pow(Math.Sin(Math.PI * i / (seconds * AudioChunk.SampleRate)), 2)))];
}
