using AffectAgent.Plugins.Speech;

namespace AffectAgent.Backends.Whisper.Tests;

public sealed class WhisperRecognizerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RecognizeAsync_WordsOfAWindow_StandInMediaTime()
    {
        var model = new ScriptedModel((_, _) => [Segment(" I can't believe it.", 0.5, 2.5, 0.9)]);

        var line = Assert.Single(await Recognise(model, Sound.Of(Sound.Silence(10), Sound.Voice(3), Sound.Silence(5))));

        Assert.Equal("I can't believe it.", line.Line.Text);
        Assert.Equal("en", line.Language);
        Assert.Null(line.Doubt);
        Assert.InRange(line.Line.Interval!.Value.Start, 10, 10.5);
        Assert.Equal(["I", "can't", "believe", "it."], line.Words.Select(word => word.Text));
        Assert.All(line.Words, word => Assert.InRange(word.Interval.Middle, line.Line.Interval!.Value.Start, line.Line.Interval.Value.End));
        Assert.Equal(0.9, line.Confidence, 3);
    }

    [Fact]
    public async Task RecognizeAsync_Silence_AsksTheModelNothing()
    {
        var model = new ScriptedModel((_, _) => throw new InvalidOperationException("asked"));

        Assert.Empty(await Recognise(model, Sound.Silence(90)));
    }

    [Fact]
    public async Task RecognizeAsync_SpeechWithoutPause_TellsEachWordOnce()
    {
        // The model hears a word in every second of media time, in both of two windows that overlap.
        var model = new ScriptedModel((start, samples) =>
        {
            var tokens = new List<HeardToken>();
            for (var second = (int)Math.Ceiling(start); second + 0.8 <= start + samples.Length / (double)Sound.Rate; second++)
                tokens.Add(new HeardToken($" w{second}", second - start + 0.2, second - start + 0.8, 0.9));
            return tokens.Count == 0 ? [] : [new HeardSegment(string.Concat(tokens.Select(token => token.Text)), tokens[0].Start, tokens[^1].End, 0.01, "en", tokens)];
        });

        var lines = await Recognise(model, Sound.Voice(90));

        Assert.Equal(Enumerable.Range(0, 90).Select(second => $"w{second}"), lines.SelectMany(line => line.Words).Select(word => word.Text));
        Assert.Equal(lines.SelectMany(line => line.Words).Select(word => word.Text), lines.SelectMany(line => line.Line.Text.Split(' ')));
    }

    public static TheoryData<string, double, double, double, string> MadeUp => new()
    {
        { " Thank you for watching.", 2, 0.3, 0.9, "nothing is said" },
        { " Thank you for watching.", 2, 0.1, 0.1, "too unsure" },
        { " la la la la la la", 2, 0.9, 0.1, "repeats itself" },
        { " I see I see I see I see I see", 2.9, 0.9, 0.1, "repeats itself" },
        { " [Music]", 2, 0.9, 0.1, "no words" },
        { " (applause)", 2, 0.9, 0.1, "no words" },
        { " ♪ ♪", 2, 0.9, 0.1, "no words" },
        { " one two three four five six seven eight nine ten", 0.4, 0.9, 0.1, "so many words" },
    };

    [Theory]
    [MemberData(nameof(MadeUp))]
    public async Task RecognizeAsync_MadeUpWords_AreDoubted(string text, double seconds, double probability, double noSpeech, string why)
    {
        var model = new ScriptedModel((_, _) => [Segment(text, 0.3, 0.3 + seconds, probability, noSpeech)]);

        Assert.Contains(why, Assert.Single(await Recognise(model, Sound.Voice(3))).Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecognizeAsync_SameLineThrice_IsDoubtedFromTheThird()
    {
        var model = new ScriptedModel((_, _) => [Segment(" Hello there.", 0.5, 2, 0.9)]);

        var lines = await Recognise(model, Sound.Of([.. Enumerable.Range(0, 4).SelectMany(_ => new[] { Sound.Voice(3), Sound.Silence(5) })]));

        Assert.Equal([true, true, false, false], lines.Select(line => line.Doubt is null));
    }

    [Fact]
    public async Task RecognizeAsync_WordsWhereNobodySpeaks_AreDoubted()
    {
        var model = new ScriptedModel((_, _) => [Segment(" Over here.", 1, 2.5, 0.9), Segment(" Over there.", 3.25, 4.05, 0.9)]);
        var hints = new RecognitionHints(Speech: [new TimeRange(0.5, 3), new TimeRange(4.4, 6)]);

        var lines = await new WhisperRecognizer(model, null).RecognizeAsync(Sound.Chunks(Sound.Voice(9)), hints, Token).ToListAsync(Token);

        Assert.Equal([null, "No voice is heard there."], lines.Select(line => line.Doubt));
    }

    [Fact]
    public async Task RecognizeAsync_LanguageWithoutSpaces_TimesEverySign()
    {
        HeardToken[] tokens = [new("驚", 0.5, 0.8, 0.9), new("き", 0.8, 1.1, 0.8), new("です", 1.1, 1.6, 0.9)];
        var model = new ScriptedModel((_, _) => [new HeardSegment("驚きです", 0.5, 1.6, 0.01, "ja", tokens)]);

        var line = Assert.Single(await Recognise(model, Sound.Voice(3)));

        Assert.Equal(["驚", "き", "です"], line.Words.Select(word => word.Text));
        Assert.Equal(("驚きです", "ja"), (line.Line.Text, line.Language));
    }

    [Fact]
    public async Task RecognizeAsync_Cancelled_Stops()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var model = new ScriptedModel((_, _) =>
        {
            stop.Cancel();
            return [];
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await new WhisperRecognizer(model, null)
            .RecognizeAsync(Sound.Chunks(Sound.Of(Sound.Voice(3), Sound.Silence(4), Sound.Voice(3))), null, stop.Token).ToListAsync(Token));
    }

    private static Task<List<RecognizedLine>> Recognise(IWindowModel model, float[] sound) =>
        new WhisperRecognizer(model, null).RecognizeAsync(Sound.Chunks(sound), null, Token).ToListAsync(Token).AsTask();

    private static HeardSegment Segment(string text, double start, double end, double probability, double noSpeech = 0.01)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var step = (end - start) / words.Length;
        return new HeardSegment(text, start, end, noSpeech, "en", [.. words.Select((word, i) => new HeardToken(" " + word, start + i * step, start + (i + 1) * step, probability))]);
    }

    /// <summary>A model that hears what a script says; the script is told where the window begins, which it finds by its place in the sound.</summary>
    private sealed class ScriptedModel(Func<double, ReadOnlyMemory<float>, IReadOnlyList<HeardSegment>> hear) : IWindowModel
    {
        private static readonly float[] Reference = Sound.Voice(90);

        public string Name => "scripted";

        public Task<IReadOnlyList<HeardSegment>> HearAsync(ReadOnlyMemory<float> samples, string? language, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var at = Reference.AsSpan().IndexOf(samples.Span[..Math.Min(2000, samples.Length)]);
            return Task.FromResult(hear(at < 0 ? 0 : at / (double)Sound.Rate, samples));
        }
    }
}
