using AffectAgent.Inference.Models;
using static AffectAgent.Plugins.AudioEmotion.Tests.Sounds;

namespace AffectAgent.Plugins.AudioEmotion.Tests;

public sealed class VoiceReaderTests : IDisposable
{
    private readonly VoiceEmotionModel _model = VoiceEmotionModel.From(ModelStore.Open());

    [Fact]
    public async Task ReadAsync_Silence_SaysSo() => Assert.Equal("silent", (await Read(Silence(5))).Reason);

    [Fact]
    public async Task ReadAsync_AFewHundredths_SaysWhatIsNeeded() => Assert.Contains("0.3 s are needed", (await Read(Voice(new Speaker(150, 0.05)))).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("noise")]
    [InlineData("music")]
    [InlineData("hum")]
    [InlineData("constant")]
    public async Task ReadAsync_SoundWithoutSpeech_SaysSo(string kind)
    {
        var report = await Read(kind switch
        {
            "noise" => White(8, 0.2),
            "music" => Chords(8),
            "hum" => Tone(8, _ => 50, 12),
            _ => [.. Enumerable.Repeat(0.5f, 8 * AudioChunk.SampleRate)],
        });
        Assert.Empty(report.Segments);
        Assert.NotNull(report.Reason);
    }

    [Fact]
    public async Task ReadAsync_SyntheticVoice_IsNoConfidentGuess()
    {
        var report = await Read(Concat(Silence(1), Voice(new Speaker(150, 4)), Silence(1)));
        var reading = Assert.Single(report.Segments);
        Assert.True(reading.Familiarity < 0.5);
        if (reading.Probabilities is { } probabilities)
            Assert.InRange(probabilities.Max(), 0, 0.6);
        else
            Assert.Contains("unlike", reading.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clipped")]
    [InlineData("offset")]
    [InlineData("loud")]
    [InlineData("notFinite")]
    public async Task ReadAsync_DamagedVoice_GivesNumbersOrAReason(string kind)
    {
        var voice = Add(Concat(Silence(1), Voice(new Speaker(200, 3, Jitter: 0.01)), Silence(1)), White(5, 1e-3));
        var report = await Read([.. voice.Select((x, i) => kind switch
        {
            "clipped" => Math.Clamp(x * 20, -0.5f, 0.5f),
            "offset" => x + 0.4f,
            "loud" => x * 100,
            _ => i % 4001 == 0 ? float.NaN : x,
        })]);
        Assert.True(report.Reason is not null || report.Segments.Count > 0);
        Assert.All(report.Segments, s => Assert.True(s.Probabilities is null ? s.Reason is not null : Math.Abs(s.Probabilities.Sum() - 1) < 1e-6));
    }

    [Fact]
    public void Read_SegmentWithoutFeatures_SaysWhatLacks()
    {
        // A segment of which nothing but the voiced time is known can't be read; what lacks is told.
        var reading = _model.Read(new SpeechSegment(new TimeRange(0, 2), new Dictionary<string, double>(), 1.5), offset: 10);
        Assert.Null(reading.Label);
        Assert.Equal(10, reading.Interval.Start);
        Assert.Contains("features could not be measured", reading.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_ActedSpeech_ReadsMostOfItAsActed()
    {
        // These speakers were in the training: this shows that the program computes what was trained, not how good it is.
        using var folder = new Unpacked(Path.Combine(RealSpeechTests.Data(), "emodb.tar"), "03a01", "08a01", "13a02");
        var right = 0;
        var all = 0;
        foreach (var file in folder.Files)
        {
            var media = await new Media.MediaOpener().OpenAsync(file, TestContext.Current.CancellationToken);
            var report = await new VoiceReader(_model).ReadAsync(media, null, TestContext.Current.CancellationToken);
            var letter = "WLEAFTN"[(int)Assert.Single(report.Segments).Label!.Value];
            all++;
            right += letter == Path.GetFileName(file)[5] ? 1 : 0;
        }

        Assert.True(right >= 0.8 * all, $"{right} of {all}");
    }

    public void Dispose() => _model.Dispose();

    private Task<VoiceReport> Read(float[] samples) => new VoiceReader(_model).ReadAsync(FakeMedia.Of(samples), null, TestContext.Current.CancellationToken);
}
