using static AffectAgent.Plugins.AudioEmotion.Tests.Sounds;

namespace AffectAgent.Plugins.AudioEmotion.Tests;

public class SpeechDetectionTests
{
    public static TheoryData<string> NotSpeech => ["silence", "dither", "white", "pink", "brown", "hum", "tone", "siren", "engine", "chords", "beeps"];

    [Theory]
    [MemberData(nameof(NotSpeech))]
    public void Find_SoundThatIsNoVoice_FindsNone(string kind)
    {
        float[] sound = kind switch
        {
            "silence" => Silence(12),
            "dither" => White(12, 1e-4),
            "white" => White(12, 0.1),
            "pink" => Noise(12, 1, 0.1),
            "brown" => Noise(12, 2, 0.1),
            "hum" => Tone(12, _ => 50, 12),
            "tone" => Tone(12, _ => 220, 1),
            "siren" => Tone(12, t => 400 + (100 * Math.Sin(Math.PI * t)), 1),
            "engine" => Tone(12, t => 80 + (20 * Math.Sin(0.6 * t)), 15),
            "chords" => Chords(12),
            _ => [.. Tone(12, _ => 440, 2).Select((x, i) => i % 16000 < 5000 ? x : 0)],
        };
        Assert.Empty(Analyze(sound).Stretches);
    }

    [Theory]
    [InlineData(40, 0.97)]
    [InlineData(20, 0.93)]
    [InlineData(10, 0.85)]
    public void Find_VoiceInNoise_FindsItAndLittleElse(double signalToNoise, double least)
    {
        var voice = Voice(new Speaker(130, 3));
        var sound = Concat(Silence(2), voice, Silence(2), voice, Silence(2));
        var noisy = Add(sound, Noise(12, 1, Level(voice) * Math.Pow(10, -signalToNoise / 20)));
        var frames = Analyze(noisy).Frames;
        bool IsVoice(int t) => t * 0.01 is (>= 2 and < 5) or (>= 7 and < 10);
        Assert.InRange(frames.Where((_, t) => IsVoice(t)).Average(f => f.Speech ? 1 : 0), least, 1);
        Assert.InRange(frames.Where((_, t) => !IsVoice(t)).Average(f => f.Speech ? 1 : 0), 0, 0.1);
    }

    [Fact]
    public void Push_OtherChunkSizes_GiveTheSame()
    {
        var sound = Concat(Silence(1), Voice(new Speaker(200, 4)), Silence(1));
        var whole = Analyze(sound, sound.Length);
        var small = Analyze(sound, 777);
        Assert.Equal(whole.Frames, small.Frames);
        Assert.Equal(whole.Stretches.Select(s => s.Interval), small.Stretches.Select(s => s.Interval));
    }

    [Fact]
    public void Push_LongSound_KeepsTrueTimesAcrossPages()
    {
        var voice = Voice(new Speaker(160, 2));
        var sound = Enumerable.Repeat(Concat(voice, Silence(3)), 20).SelectMany(x => x).ToArray();
        var heard = Analyze(sound);
        Assert.Equal(10_000, heard.Frames.Count);
        Assert.Equal(20, heard.Stretches.Count);
        for (var i = 0; i < 20; i++)
        {
            Assert.InRange(heard.Stretches[i].Interval.Start, (i * 5) - 0.06, (i * 5) + 0.12);
            Assert.InRange(heard.Stretches[i].Interval.End, (i * 5) + 1.85, (i * 5) + 2.1);
        }
    }

    [Fact]
    public void Push_TalkWithoutPause_IsSplitIntoShortStretches()
    {
        var heard = Analyze(Voice(new Speaker(160, 30)));
        Assert.True(heard.Stretches.Count >= 6);
        Assert.All(heard.Stretches, s => Assert.InRange(s.Interval.Duration, 0.1, 5.01));
        Assert.InRange(heard.Stretches.Sum(s => s.Interval.Duration), 28, 30);
    }

    [Fact]
    public void Push_NotFiniteAndTooLoudSamples_AreBorne()
    {
        var voice = Voice(new Speaker(160, 2));
        for (var i = 0; i < voice.Length; i++)
            voice[i] = i % 5000 == 0 ? float.NaN : i % 7001 == 0 ? float.PositiveInfinity : Math.Clamp(voice[i] * 20, -1, 1);
        var heard = Analyze(voice);
        Assert.All(heard.Frames, f => Assert.True(float.IsFinite(f.LevelDb)));
        Assert.All(heard.Stretches, s => Assert.All(s.Features.Values, value => Assert.True(double.IsFinite(value))));
        Assert.NotEmpty(heard.Stretches);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(3000)]
    public void Complete_AlmostNoSamples_GivesAFrameEachTenMilliseconds(int samples)
    {
        var heard = Analyze(new float[samples]);
        Assert.Equal((samples + 159) / 160, heard.Frames.Count);
        Assert.Empty(heard.Stretches);
    }
}
