namespace AffectAgent.Plugins.TalkingHead.Tests.Speech;

public sealed class TranscriptAlignerTests
{
    private const string Jfk = "And so, my fellow Americans, ask not what your country can do for you, ask what you can do for your country.";

    public static TheoryData<string, string, double, double> Others => new()
    {
        { "en", "en-us+f3", 0.85, 40 }, { "en", "en-gb-x-rp+m7", 1.2, 20 }, { "de", "de+f4", 0.9, 30 }, { "es", "es+klatt2", 1.1, 30 }, { "tr", "tr+Annie", 0.9, 20 },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Align_OtherVoiceAndSpeed_WordsAreWhereTheyAreSpoken(string language, string name, double rate, double noise)
    {
        var truth = await Voice.SpeakAsync(Voice.Texts[language], language, new(Rate: rate, PitchSemitones: 3, Pauses: 1.7), name);
        foreach (var sound in new[] { null, Models.Sound })
        {
            var track = await new TranscriptAligner(Voice.Get(), sound).AlignAsync(Wave.WithNoise(truth.Samples, noise), truth.SampleRate, Voice.Texts[language], language, TestContext.Current.CancellationToken);

            Assert.Equal(truth.Words.Select(word => word.Text), track.Words.Select(word => word.Text));
            var errors = truth.Words.Zip(track.Words).SelectMany(pair => new[] { Math.Abs(pair.First.Interval.Start - pair.Second.Interval.Start), Math.Abs(pair.First.Interval.End - pair.Second.Interval.End) }).Order().ToArray();
            var same = Wave.Frames(truth).Zip(Wave.Frames(track)).Average(pair => pair.First == pair.Second ? 1.0 : 0);
            TestContext.Current.SendDiagnosticMessage("{0} {1} heard {2}: {3} word edges, median {4:0} ms, p90 {5:0} ms, most {6:0} ms; shapes agree {7:0.00}", language, name, sound is not null, errors.Length, errors[errors.Length / 2] * 1000, errors[(int)(errors.Length * 0.9)] * 1000, errors[^1] * 1000, same);
            Assert.True(errors[errors.Length / 2] < 0.04, $"{errors[errors.Length / 2]}");
            Assert.True(errors[(int)(errors.Length * 0.9)] < 0.12, $"{errors[(int)(errors.Length * 0.9)]}");
            Assert.True(same > 0.6, $"{same}");
            Assert.Null(track.Note);
        }
    }

    [Fact]
    public async Task Align_RealRecording_WordsAndPausesAreWhereTheyAreHeard()
    {
        var samples = Wave.Jfk();
        var track = await new TranscriptAligner(Voice.Get(), Models.Sound).AlignAsync(samples, 16_000, Jfk, "en-us", TestContext.Current.CancellationToken);
        TestContext.Current.SendDiagnosticMessage("{0}; {1}; phrases {2}", track.Note ?? "fits", string.Join(" ", track.Words.Select(word => $"{word.Text} {word.Interval}")), string.Join(", ", track.Phrases));

        Assert.Null(track.Note);
        Assert.Equal(22, track.Words.Count);
        Assert.True(track.Words.Zip(track.Words.Skip(1)).All(pair => pair.First.Interval.End <= pair.Second.Interval.Start + 0.02));
        // The recording's own long pauses fall behind these words, and nowhere else.
        foreach (var word in new[] { "Americans", "not" })
        {
            var end = track.Words.First(w => w.Text == word).Interval.End;
            Assert.Contains(track.Phrases, phrase => Math.Abs(phrase.End - end) < 0.1);
        }
    }

    [Fact]
    public async Task Align_Actors_OwnTranscriptFitsBetterThanAnother()
    {
        var texts = ActedSpeech.Texts.ToArray();
        var right = new List<double>();
        var wrong = new List<double>();
        var better = 0;
        var aligner = new TranscriptAligner(Voice.Get(), Models.Sound);
        await foreach (var (name, samples) in ActedSpeech.ReadAsync(every: 60))
        {
            var own = Array.FindIndex(texts, text => text.Key == name[2..5]);
            var other = (own + 1 + (right.Count % 9)) % texts.Length;
            right.Add((await aligner.AlignWithFitAsync(samples, 16_000, texts[own].Value, "de", TestContext.Current.CancellationToken)).Fit);
            wrong.Add((await aligner.AlignWithFitAsync(samples, 16_000, texts[other].Value, "de", TestContext.Current.CancellationToken)).Fit);
            better += right[^1] > wrong[^1] ? 1 : 0;
        }

        right.Sort();
        wrong.Sort();
        TestContext.Current.SendDiagnosticMessage("own transcript fits better: {0} of {1}; fit own median {2:0.00} p5 {3:0.00}, other median {4:0.00} p95 {5:0.00}", better, right.Count, right[right.Count / 2], right[right.Count / 20], wrong[wrong.Count / 2], wrong[(int)(wrong.Count * 0.95)]);
        Assert.True(better > 0.7 * right.Count, $"{better} of {right.Count}");
    }

    [Fact]
    public async Task Align_WrongTranscript_SaysSo()
    {
        var speech = await Voice.SpeakAsync("My garden has seven apple trees, and a very old stone wall beside the river.", name: "en-us+f3");
        var track = await new TranscriptAligner(Voice.Get(), Models.Sound).AlignAsync(speech.Samples, speech.SampleRate, "Six buses stop. Who knows?", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("hardly fits", track.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Align_SilentOrTooLong_IsStated()
    {
        var aligner = new TranscriptAligner(Voice.Get());
        var track = await aligner.AlignAsync(new float[16_000], 16_000, "Hello.", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains("silent", track.Note, StringComparison.Ordinal);
        Assert.Equal(Viseme.Sil, Assert.Single(track.Visemes).Viseme);

        var error = await Assert.ThrowsAsync<UserException>(() => aligner.AlignAsync(new float[16_000 * 130], 16_000, "Hello.", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains("at most 120 s", error.Message, StringComparison.Ordinal);
    }
}
