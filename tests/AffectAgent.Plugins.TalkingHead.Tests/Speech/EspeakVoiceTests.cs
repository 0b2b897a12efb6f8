namespace AffectAgent.Plugins.TalkingHead.Tests.Speech;

public sealed class EspeakVoiceTests
{
    [Fact]
    public async Task Speak_Sentence_CoversTheSoundWithShapesAndFindsItsWords()
    {
        var track = await Voice.SpeakAsync("Peter picked a pack of paper. Are you there?");

        Assert.Equal(VisemeSource.Phonemes, track.Source);
        Assert.InRange(track.SampleRate, 8_000, 48_000);
        Assert.InRange(track.Duration, 2, 6);
        Assert.Equal(0, track.Visemes[0].Interval.Start);
        Assert.Equal(track.Duration, track.Visemes[^1].Interval.End, 9);
        for (var i = 1; i < track.Visemes.Count; i++)
            Assert.Equal(track.Visemes[i - 1].Interval.End, track.Visemes[i].Interval.Start);
        Assert.Equal(["Peter", "picked", "a", "pack", "of", "paper", "Are", "you", "there"], track.Words.Select(word => word.Text));
        Assert.Equal(2, track.Phrases.Count);
        Assert.All(track.Samples.ToArray(), sample => Assert.InRange(sample, -1, 1));
    }

    [Fact]
    public async Task Speak_NumbersAndCompounds_WordsAreThoseOfTheText()
    {
        var track = await Voice.SpeakAsync("The twenty-five cafés opened in 1999 (really).");

        Assert.Equal(["The", "twenty-five", "cafés", "opened", "in", "1999", "really"], track.Words.Select(word => word.Text));
        Assert.All(track.Words, word => Assert.True(word.Interval.Duration > 0));
    }

    [Fact]
    public async Task Speak_Plosives_BurstWithinTenMillisecondsOfTheirPhoneme()
    {
        var offsets = new List<double>();
        foreach (var (language, text) in Voice.Texts)
        {
            foreach (var rate in new[] { 0.8, 1, 1.3 })
            {
                var track = Voice.Get().Speak(text, new(language, new Prosody(Rate: rate)), TestContext.Current.CancellationToken);
                offsets.AddRange(Onsets.OfStops(track));
            }
        }

        var far = offsets.Select(Math.Abs).Order().ToArray();
        TestContext.Current.SendDiagnosticMessage("{0} onsets, median {1:0.00} ms, p95 {2:0.00} ms, most {3:0.00} ms", far.Length, far[far.Length / 2], far[(int)(far.Length * 0.95)], far[^1]);
        Assert.True(far.Length > 300, $"{far.Length} onsets.");
        Assert.True(far[(int)(far.Length * 0.99)] < 10, $"p99 is {far[(int)(far.Length * 0.99)]:0.0} ms.");
    }

    [Fact]
    public async Task Speak_BilabialStop_LipsAreClosedWhileTheClosureIsSilent()
    {
        var track = await Voice.SpeakAsync("Upper papers.");

        var samples = track.Samples.ToArray();
        var closed = track.Visemes.Where(cue => cue.Viseme == Viseme.PP).ToArray();
        Assert.Equal(3, closed.Length);
        foreach (var cue in closed)
        {
            var quiet = samples[(int)(cue.Interval.Start * track.SampleRate)..(int)(cue.Interval.Start * track.SampleRate + (0.02 * track.SampleRate))];
            Assert.True(cue.Interval.Duration > 0.05, $"{cue}");
            Assert.True(quiet.Max(Math.Abs) < 0.01, $"{cue}");
        }
    }

    [Fact]
    public async Task Speak_ManyAtOnce_EachIsAsIfAlone()
    {
        var voice = Voice.Get();
        string[] texts = ["One house.", "Two trees in the wind.", "Three.", "Vier Fenster.", "Five windows are open."];
        var alone = new List<SpeechTrack>();
        foreach (var text in texts)
            alone.Add(await voice.SpeakAsync(text, new(), TestContext.Current.CancellationToken));

        var together = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => new EspeakVoice().SpeakAsync(texts[i % 5], new(), TestContext.Current.CancellationToken)));

        for (var i = 0; i < together.Length; i++)
        {
            // The library's flutter goes on from call to call: samples differ, and times by up to a period of the voice for each vowel.
            Assert.Equal(alone[i % 5].Visemes.Select(cue => cue.Viseme), together[i].Visemes.Select(cue => cue.Viseme));
            Assert.All(alone[i % 5].Visemes.Zip(together[i].Visemes), pair => Assert.Equal(pair.First.Interval.Start, pair.Second.Interval.Start, 0.06));
            Assert.Equal(alone[i % 5].Words.Select(word => word.Text), together[i].Words.Select(word => word.Text));
        }
    }

    [Fact]
    public async Task Speak_Prosody_ChangesRatePausesAndLevel()
    {
        const string Text = "The weather is fine today. We walk to the river, and back.";
        var plain = await Voice.SpeakAsync(Text);
        var fast = await Voice.SpeakAsync(Text, prosody: new(Rate: 1.5));
        var halting = await Voice.SpeakAsync(Text, prosody: new(Pauses: 2));
        var hurried = await Voice.SpeakAsync(Text, prosody: new(Pauses: 0.5));
        var loud = await Voice.SpeakAsync(Text, prosody: new(VolumeDecibels: 6));

        Assert.InRange(fast.Duration / plain.Duration, 0.55, 0.8);
        Assert.InRange(Silence(halting) / Silence(plain), 1.7, 2.1);
        Assert.InRange(Silence(hurried) / Silence(plain), 0.45, 0.7);
        Assert.Equal(plain.Duration - Silence(plain), halting.Duration - Silence(halting), 0.06);
        Assert.InRange(Level(loud) - Level(plain), 4.5, 6.1);
    }

    [Fact]
    public async Task Speak_UnknownLanguage_SaysNearNames()
    {
        var error = await Assert.ThrowsAsync<UserException>(() => Voice.SpeakAsync("Hello.", "eng-lish"));
        Assert.Contains("knows no language \"eng-lish\"", error.Message, StringComparison.Ordinal);
        Assert.Contains("en", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);

        await Assert.ThrowsAsync<UserException>(() => Voice.SpeakAsync("Hello.", "en", name: "en+nobody"));
        await Assert.ThrowsAsync<UserException>(() => Voice.SpeakAsync("Hello.", "en", name: "../../etc/passwd"));
    }

    [Theory]
    [InlineData("en-AU", null)]
    [InlineData("pt_BR", null)]
    [InlineData("de", "f3")]
    [InlineData("en", "en-us+m2")]
    public async Task Speak_TagsAndVoices_AreFound(string language, string? name) =>
        Assert.True((await Voice.SpeakAsync("Radio.", language, name: name)).Duration > 0.3);

    [Fact]
    public async Task Speak_Cancelled_Stops()
    {
        using var stop = new CancellationTokenSource();
        var voice = Voice.Get();
        var speaking = voice.SpeakAsync(string.Concat(Enumerable.Repeat("This sentence is one of many. ", 150)), new(), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => speaking);
        Assert.True((await Voice.SpeakAsync("Still here.")).Duration > 0.5);
    }

    [Fact]
    public async Task Speak_LibraryMissing_SaysHowToInstall()
    {
        var error = await Assert.ThrowsAsync<UserException>(() => new EspeakVoice(new() { LibraryPath = "/no/such/libespeak-ng.so.1" })
            .SpeakAsync("Hello.", new(), TestContext.Current.CancellationToken));
        Assert.Contains("apt install espeak-ng", error.Message, StringComparison.Ordinal);
        Assert.Contains("brew", error.Message, StringComparison.Ordinal);
        Assert.Contains("winget", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task Speak_ProsodyOutOfRange_NamesAllFaults()
    {
        var error = await Assert.ThrowsAsync<UserException>(() => Voice.SpeakAsync("Hello.", prosody: new(Rate: 9, Pauses: double.NaN)));
        Assert.Contains("Rate", error.Message, StringComparison.Ordinal);
        Assert.Contains("Pauses", error.Message, StringComparison.Ordinal);
    }

    private static double Silence(SpeechTrack track) => track.Visemes.Where(cue => cue.Viseme == Viseme.Sil).Sum(cue => cue.Interval.Duration);

    private static double Level(SpeechTrack track) => 10 * Math.Log10(track.Samples.ToArray().Average(x => (double)x * x));
}
