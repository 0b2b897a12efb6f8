using System.Text.Json;

namespace AffectAgent.Plugins.TalkingHead.Tests.Speech;

public sealed class SoundVisemesTests
{
    private static readonly Viseme[] Open = [Viseme.Aa, Viseme.E, Viseme.O];
    private static readonly Viseme[] Shut = [Viseme.Sil, Viseme.PP, Viseme.FF];

    [Theory]
    [InlineData("en", "en+f4")]
    [InlineData("pt", "pt+m7")]
    [InlineData("tr", "tr+Jacky")]
    public async Task Read_VoiceNotHeardInTraining_OpensAndShutsWithTheSound(string language, string name)
    {
        var truth = await Voice.SpeakAsync(Voice.Texts[language], language, name: name);
        var track = Models.Sound.Read(Wave.WithNoise(truth.Samples, 30), truth.SampleRate, TestContext.Current.CancellationToken);

        var pairs = Wave.Frames(truth).Zip(Wave.Frames(track)).Where(pair => Open.Contains(pair.First) || Shut.Contains(pair.First)).ToArray();
        var right = pairs.Count(pair => (Open.Contains(pair.First) && Open.Contains(pair.Second)) || (Shut.Contains(pair.First) && Shut.Contains(pair.Second)));
        TestContext.Current.SendDiagnosticMessage("{0}: open and shut {1:0.00} of {2} frames, all shapes {3:0.00}, {4} cues for {5}", name, right / (double)pairs.Length, pairs.Length, Wave.Frames(truth).Zip(Wave.Frames(track)).Average(p => p.First == p.Second ? 1.0 : 0), track.Visemes.Count, truth.Visemes.Count);
        Assert.True(right > 0.65 * pairs.Length, $"{right} of {pairs.Length}");
        Assert.Equal(VisemeSource.Sound, track.Source);
        Assert.Equal(0, track.Visemes[0].Interval.Start);
        Assert.Equal(track.Duration, track.Visemes[^1].Interval.End, 6);
        for (var i = 1; i < track.Visemes.Count; i++)
            Assert.Equal(track.Visemes[i - 1].Interval.End, track.Visemes[i].Interval.Start, 9);
        Assert.All(track.Visemes, cue => Assert.InRange(cue.Strength, 0.1f, 1));
    }

    [Fact]
    public void LogProbabilities_MadeSound_AreThoseOfTheTrainingsOwnCode()
    {
        static double Sample(int i)
        {
            var t = i / 16_000.0;
            return ((0.4 * Math.Sin(2 * Math.PI * ((150 * t) + (400 * t * t)))) + (0.1 * Math.Sin(2 * Math.PI * 2500 * t * t))) * (0.2 + Math.Pow(Math.Sin(Math.PI * 3 * t), 2));
        }

        var path = Path.Combine(Shared.Root, "tests", "AffectAgent.Plugins.TalkingHead.Tests", "Speech", "sound-golden.json");
        var golden = JsonSerializer.Deserialize<Golden>(File.ReadAllText(path), JsonSerializerOptions.Web)!;
        var features = SpeechFeatures.Measure(Enumerable.Range(0, 16_000).Select(i => (float)Sample(i)).ToArray(), TestContext.Current.CancellationToken);
        var logs = Models.Sound.LogProbabilities(features, TestContext.Current.CancellationToken);

        for (var g = 0; g < golden.Frames.Length; g++)
        {
            for (var b = 0; b < 26; b++)
                Assert.Equal(golden.Bands[g][b], features.Bands[golden.Frames[g]][b], 0.003);
            for (var s = 0; s < 15; s++)
                Assert.Equal(golden.Logs[g][s], logs[golden.Frames[g]][s], 0.03);
        }
    }

    [Fact]
    public async Task Read_LoudnessAndRate_HardlyMatter()
    {
        var speech = await Voice.SpeakAsync("Maybe you should open the window for a moment.");
        var loud = Models.Sound.Read(speech.Samples, speech.SampleRate, TestContext.Current.CancellationToken);
        var quiet = Models.Sound.Read(Array.ConvertAll(Resampler.Convert(speech.Samples.Span, speech.SampleRate, 44_100), x => x * 0.05f), 44_100, TestContext.Current.CancellationToken);

        Assert.True(Wave.Frames(loud).Zip(Wave.Frames(quiet)).Average(pair => pair.First == pair.Second ? 1.0 : 0) > 0.9);
    }

    [Fact]
    public void Read_RealRecording_RestsInItsPausesAndMovesInItsSpeech()
    {
        var track = Models.Sound.Read(Wave.Jfk(), 16_000, TestContext.Current.CancellationToken);
        TestContext.Current.SendDiagnosticMessage("phrases {0}; shapes {1}", string.Join(", ", track.Phrases), string.Join(" ", track.Visemes.Select(cue => $"{cue.Viseme}:{cue.Interval.Duration * 100:0}")));

        Assert.InRange(track.Phrases.Count, 3, 9);
        Assert.InRange(track.Visemes.Count, 60, 200);
    }

    [Fact]
    public async Task Read_Actors_OpensAndShutsWhereTheirTranscriptDoes()
    {
        var (right, told, same, frames, files) = (0, 0, 0, 0, 0);
        var aligner = new TranscriptAligner(Voice.Get());
        await foreach (var (name, samples) in ActedSpeech.ReadAsync(every: 60, skip: 7))
        {
            var known = await aligner.AlignAsync(samples, 16_000, ActedSpeech.Texts[name[2..5]], "de", TestContext.Current.CancellationToken);
            var pairs = Wave.Frames(known).Zip(Wave.Frames(Models.Sound.Read(samples, 16_000, TestContext.Current.CancellationToken))).ToArray();
            files++;
            frames += pairs.Length;
            same += pairs.Count(pair => pair.First == pair.Second);
            told += pairs.Count(pair => Open.Contains(pair.First) || Shut.Contains(pair.First));
            right += pairs.Count(pair => (Open.Contains(pair.First) && Open.Contains(pair.Second)) || (Shut.Contains(pair.First) && Shut.Contains(pair.Second)));
        }

        TestContext.Current.SendDiagnosticMessage("actors: {0} recordings, open and shut {1:0.00} of {2} frames, all shapes {3:0.00} of {4}", files, right / (double)told, told, same / (double)frames, frames);
        Assert.True(right > 0.45 * told, $"{right} of {told}");
    }

    [Fact]
    public void Read_SilentClippingOrBroken_IsStated()
    {
        var token = TestContext.Current.CancellationToken;
        var silent = Models.Sound.Read(new float[32_000], 16_000, token);
        Assert.Contains("silent", silent.Note, StringComparison.Ordinal);
        Assert.Equal(Viseme.Sil, Assert.Single(silent.Visemes).Viseme);
        Assert.Empty(silent.Phrases);

        var clipping = Models.Sound.Read(Array.ConvertAll(Wave.WithNoise(new float[32_000].Select((_, i) => MathF.Sin(i * 0.05f)).ToArray(), 20), x => Math.Clamp(x * 4, -1, 1)), 16_000, token);
        Assert.Contains("clips", clipping.Note, StringComparison.Ordinal);

        Assert.NotNull(Models.Sound.Read(Enumerable.Repeat(float.NaN, 16_000).ToArray(), 16_000, token).Note);
        Assert.Contains("at most 900 s", Assert.Throws<UserException>(() => Models.Sound.Read(new float[8_000 * 901], 8_000, token)).Message, StringComparison.Ordinal);
        Assert.Throws<UserException>(() => Models.Sound.Read(ReadOnlyMemory<float>.Empty, 16_000, token));
        Assert.Throws<UserException>(() => Models.Sound.Read(new float[16_000], 100, token));
        Assert.Throws<InvalidDataException>(() => SoundVisemes.Parse(new byte[100]));
        Assert.Throws<UserException>(() => SoundVisemes.Load("/no/such/model"));
    }

    private sealed record Golden(int[] Frames, double[][] Bands, double[][] Logs);
}
