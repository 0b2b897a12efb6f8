using System.Globalization;

namespace AffectAgent.Plugins.Speech.Tests;

public sealed class SpeechPluginTests : IDisposable
{
    private const string Srt = """
        1
        00:00:01,000 --> 00:00:02,500
        Hello there.

        2
        00:00:04,000 --> 00:00:06,000
        I can't believe it!

        3
        00:00:09,000 --> 00:00:10,000
        Good bye.
        """;

    private static readonly SpeechPlugin Plugin = new();
    private static readonly Transcript Stream = new([new TranscriptLine("From the stream.", new TimeRange(0, 1))], "subtitle stream");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("affect-speech");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task ReadAsync_SrtFile_TellsEachLineWithItsTime()
    {
        using var context = new AnalysisContext(new AnalysisRequest { TranscriptPath = Write("a.srt", Srt) }, null);
        var report = await ReadAsync(context);

        var lines = context.Ledger.All;
        Assert.Equal(["E1", "E2", "E3"], report.EvidenceIds);
        Assert.Equal(["Hello there.", "I can't believe it!", "Good bye."], lines.Select(e => e.Quote));
        Assert.Equal(new TimeRange(4, 6), lines[1].Interval);
        Assert.All(lines, e => Assert.True(e is { Kind: EvidenceKinds.TranscriptLine, Modality: Modality.Words, Person: null }));
        Assert.Equal("srt", context.Get<Transcript>().Source);
    }

    [Fact]
    public async Task ReadAsync_WebVttWithVoices_KeepsTheSpeaker()
    {
        using var context = new AnalysisContext(new AnalysisRequest { TranscriptPath = Write("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>Well done.") }, null);
        await ReadAsync(context);
        Assert.Equal("Anna", Assert.Single(context.Ledger.All).Label);
    }

    [Fact]
    public async Task ReadAsync_FileAndStream_TakesTheFile()
    {
        using var context = new AnalysisContext(new AnalysisRequest { MediaPath = "x", TranscriptPath = Write("a.srt", Srt) }, new FakeMedia(Stream));
        await ReadAsync(context);
        Assert.Equal(3, context.Get<Transcript>().Lines.Count);
    }

    [Fact]
    public async Task ReadAsync_StreamAndText_TellsBothAndNothingTwice()
    {
        using var context = new AnalysisContext(new AnalysisRequest { MediaPath = "x", Text = "from the stream.\nAnd something new." }, new FakeMedia(Stream));
        await ReadAsync(context);
        Assert.Equal(["From the stream.", "And something new."], context.Ledger.All.Select(e => e.Quote));
        Assert.Null(context.Ledger.All[1].Interval);
    }

    [Fact]
    public async Task ReadAsync_TextAlone_IsGiven()
    {
        using var context = new AnalysisContext(new AnalysisRequest { Text = "I am so glad." }, null);
        await ReadAsync(context);
        Assert.Equal("given", context.Get<Transcript>().Source);
        Assert.Null(Assert.Single(context.Ledger.All).Interval);
    }

    [Theory]
    [InlineData(3.0, 9.0, 1)]
    [InlineData(5.0, null, 2)]
    [InlineData(null, 4.0, 1)]
    [InlineData(2.5, 4.0, 0)]
    public async Task ReadAsync_FromAndTo_KeepWhatTheyTouch(double? from, double? to, int lines)
    {
        using var context = new AnalysisContext(new AnalysisRequest { TranscriptPath = Write("a.srt", Srt), From = from, To = to }, null);
        await ReadAsync(context);
        Assert.Equal(lines, context.Ledger.All.Count);
        Assert.Equal(lines == 0 ? ["No words lie in the stretch of time that was asked for."] : [], context.Ledger.Unscored.Select(u => u.Reason));
    }

    [Fact]
    public async Task ReadAsync_ManyLines_ListsSixtyAndCountsTheRest()
    {
        var srt = string.Join("\n\n", Enumerable.Range(0, 500).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i + 1}\n00:{i / 60:00}:{i % 60:00},000 --> 00:{i / 60:00}:{i % 60:00},900\nLine {i}.")));
        using var context = new AnalysisContext(new AnalysisRequest { TranscriptPath = Write("a.srt", srt) }, null);
        await ReadAsync(context);

        var listed = context.Ledger.All;
        Assert.Equal(SpeechPlugin.MostLines, listed.Count);
        Assert.Equal("Line 0.", listed[0].Quote);
        Assert.Equal("Line 499.", listed[^1].Quote);
        Assert.Equal(listed.Count, listed.Select(e => e.Quote).Distinct().Count());
        Assert.Contains("440 more lines", listed[^1].Note, StringComparison.Ordinal);
        Assert.Equal(500, context.Get<Transcript>().Lines.Count);
    }

    [Fact]
    public async Task ReadAsync_NoWords_SaysWhy()
    {
        using var context = new AnalysisContext(new AnalysisRequest { MediaPath = "x" }, new FakeMedia(null));
        await ReadAsync(context);
        Assert.Empty(context.Ledger.All);
        Assert.Equal("No subtitles given; speech recognition is not installed.", Assert.Single(context.Ledger.Unscored).Reason);
    }

    [Fact]
    public async Task ReadAsync_RecognisedSpeech_IsReadWhereNothingIsGiven()
    {
        using var context = new AnalysisContext(new AnalysisRequest { MediaPath = "x" }, new FakeMedia(null));
        var report = await new RecognitionPlugin(new FakeRecognizer()).TranscribeAsync(context, TestContext.Current.CancellationToken);
        await ReadAsync(context);

        Assert.Equal("Recognised 1 line in en. 1 more is not to be believed.", report.Summary);
        var line = Assert.Single(context.Ledger.All);
        Assert.Equal(("heard", 0.7, "fake"), (line.Quote, line.Confidence, line.Source.Model));
        Assert.Equal("From 0.1 s to 0.2 s: It repeats itself.", Assert.Single(context.Ledger.Unscored).Reason);
    }

    [Fact]
    public async Task TranscribeAsync_SubtitlesThere_RecognisesNothing()
    {
        using var context = new AnalysisContext(new AnalysisRequest { MediaPath = "x" }, new FakeMedia(Stream));
        await new RecognitionPlugin(new FakeRecognizer()).TranscribeAsync(context, TestContext.Current.CancellationToken);

        Assert.False(context.TryGet<RecognizedSpeech>(out _));
    }

    [Fact]
    public async Task TranscribeAsync_VoiceWithoutSpeech_MakesNoWordsUp()
    {
        using var context = new AnalysisContext(new AnalysisRequest { MediaPath = "x" }, new FakeMedia(null));
        context.Set(new VoiceTrack(0.01, [], []));
        await new RecognitionPlugin(new FakeRecognizer()).TranscribeAsync(context, TestContext.Current.CancellationToken);
        await ReadAsync(context);

        Assert.Equal("No subtitles given, and no words were recognised in the sound.", Assert.Single(context.Ledger.Unscored).Reason);
    }

    [Fact]
    public async Task ReadAsync_MissingFile_Teaches()
    {
        using var context = new AnalysisContext(new AnalysisRequest { TranscriptPath = Path.Combine(_folder.FullName, "none.srt") }, null);
        await Assert.ThrowsAsync<UserException>(() => ReadAsync(context));
    }

    [Fact]
    public async Task ReadAsync_BrokenCue_NamesTheLine()
    {
        using var context = new AnalysisContext(new AnalysisRequest { TranscriptPath = Write("a.srt", "1\n00:00:05,000 --> 00:00:02,000\nBackwards.") }, null);
        var error = await Assert.ThrowsAsync<UserException>(() => ReadAsync(context));
        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
    }

    private static Task<ToolReport> ReadAsync(AnalysisContext context) => Plugin.ReadAsync(context, TestContext.Current.CancellationToken);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}

internal sealed class FakeMedia(Transcript? subtitles) : IMediaSource
{
    public MediaInfo Info => new() { Name = "x.mkv", Kind = MediaKind.Video, Duration = 2, Audio = new AudioInfo(16000, 1, "aac"), HasSubtitles = subtitles is not null };

    public IAsyncEnumerable<VideoFrame> ReadFramesAsync(FrameOptions options, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<VideoFrame>();

    public IAsyncEnumerable<AudioChunk> ReadAudioAsync(double? from = null, double? to = null, CancellationToken cancellationToken = default) =>
        new[] { new AudioChunk(0, new float[1600]) }.ToAsyncEnumerable();

    public Task<Transcript?> ReadSubtitlesAsync(CancellationToken cancellationToken = default) => Task.FromResult(subtitles);
}

internal sealed class FakeRecognizer : ISpeechRecognizer
{
    public string? Model => "fake";

    public async IAsyncEnumerable<RecognizedLine> RecognizeAsync(IAsyncEnumerable<AudioChunk> audio, RecognitionHints? hints = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var chunk in audio.WithCancellation(cancellationToken))
        {
            yield return new RecognizedLine(new TranscriptLine("heard", new TimeRange(chunk.Start, chunk.Start + 0.1)), 0.7) { Language = "en" };
            yield return new RecognizedLine(new TranscriptLine("la la la", new TimeRange(chunk.Start + 0.1, chunk.Start + 0.2)), 0.7) { Doubt = "It repeats itself." };
        }
    }
}
