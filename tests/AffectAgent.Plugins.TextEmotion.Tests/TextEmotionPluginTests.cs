namespace AffectAgent.Plugins.TextEmotion.Tests;

public sealed class TextEmotionPluginTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_Transcript_GivesEvidenceByCue()
    {
        using var context = new AnalysisContext(new AnalysisRequest(), null);
        context.Set(new Transcript(
            [
                new TranscriptLine("Thank you so much!", new TimeRange(0.5, 1.75)),
                new TranscriptLine("I was so scared.", new TimeRange(2, 3.5)),
            ],
            "srt"));

        var report = await new TextEmotionPlugin(Model.Store).ReadAsync(context, Token);

        var thanks = context.Ledger.All.First(e => e.Label == "gratitude");
        Assert.Equal(new TimeRange(0.5, 1.75), thanks.Interval);
        Assert.Equal("Thank you so much!", thanks.Quote);
        Assert.Equal(EvidenceKinds.TextEmotion, thanks.Kind);
        Assert.Contains(thanks.CarryingWords!, w => w.Contains("Thank", StringComparison.Ordinal));
        Assert.InRange(thanks.Value!.Value, 0.5, 0.98);
        Assert.Equal("text-emotion", thanks.Source.Model);
        Assert.Contains(context.Ledger.All, e => e.Label == "fear" && e.Interval == new TimeRange(2, 3.5));
        Assert.Equal(report.EvidenceIds, context.Ledger.All.Select(e => e.Id));
        Assert.Equal(2, context.Get<TextTrack>().Readings.Count);
        Assert.Equal(Emotion.Fear, context.Get<TextTrack>().Readings[1].Distribution.Top);
    }

    [Fact]
    public async Task ReadAsync_GivenText_IsReadBySentencesWithoutTimes()
    {
        using var context = new AnalysisContext(new AnalysisRequest { Text = "I love it! But I am so sorry for you." }, null);

        await new TextEmotionPlugin(Model.Store).ReadAsync(context, Token);

        Assert.Equal(["I love it!", "But I am so sorry for you."], context.Get<TextTrack>().Readings.Select(r => r.Line.Text));
        Assert.NotEmpty(context.Ledger.All);
        Assert.All(context.Ledger.All, e => Assert.Null(e.Interval));
    }

    [Fact]
    public async Task ReadAsync_GivenTextThatIsTheTranscript_IsReadOnce()
    {
        using var context = new AnalysisContext(new AnalysisRequest { Text = "I love it!" }, null);
        context.Set(new Transcript([new TranscriptLine("I love it!")], "given"));

        await new TextEmotionPlugin(Model.Store).ReadAsync(context, Token);

        Assert.Single(context.Get<TextTrack>().Readings);
    }

    [Theory]
    [InlineData("Ich bin heute wirklich sehr traurig", "English only")]
    [InlineData("...", "no words")]
    public async Task ReadAsync_UnreadableText_IsUnscoredWithAReason(string text, string reason)
    {
        using var context = new AnalysisContext(new AnalysisRequest { Text = text }, null);

        await new TextEmotionPlugin(Model.Store).ReadAsync(context, Token);

        Assert.Empty(context.Ledger.All);
        Assert.Contains(reason, Assert.Single(context.Ledger.Unscored).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_NoLines_IsUnscored()
    {
        using var context = new AnalysisContext(new AnalysisRequest(), null);
        context.Set(new Transcript([], "srt"));

        await new TextEmotionPlugin(Model.Store).ReadAsync(context, Token);

        Assert.Equal("There are no words to read.", Assert.Single(context.Ledger.Unscored).Reason);
    }

    [Fact]
    public async Task ReadAsync_Cancelled_Stops()
    {
        using var context = new AnalysisContext(new AnalysisRequest { Text = "I love it!" }, null);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new TextEmotionPlugin(Model.Store).ReadAsync(context, new CancellationToken(true)));
    }
}
