namespace AffectAgent.Plugins.TextEmotion.Tests;

public sealed class ClauseReaderTests
{
    private static readonly ClauseReader Clauses = new(Model.Classifier);

    [Theory]
    [InlineData("I am thrilled but terrified.", "I am thrilled", "terrified")]
    [InlineData("I love my sister, yet she makes me so angry.", "I love my sister", "she makes me so angry")]
    [InlineData("Although I am sad to leave, I am happy for the team.", "I am sad to leave", "I am happy for the team")]
    [InlineData("We are so proud of you and a bit worried.", "We are so proud of you", "a bit worried")]
    [InlineData("I was scared at first, but I love it now.", "I was scared at first", "I love it now")]
    public void Of_TwoEmotionsInASentence_ReadsTheirClausesApart(string text, string first, string second) =>
        Assert.Equal([first, second], Clauses.Of(text).Select(clause => clause.Text));

    [Theory]
    [InlineData("I love it and I am so happy.")]
    [InlineData("We met at nine, and then we went home.")]
    [InlineData("Wow, I love this song.")]
    [InlineData("I am terrified.")]
    [InlineData("")]
    [InlineData(", but; and")]
    public void Of_OneEmotionOrNone_ReadsNothingApart(string text) => Assert.Empty(Clauses.Of(text));

    [Fact]
    public void Of_RareWord_IsReadAsItsBetterKnownKin()
    {
        var first = Clauses.Of("I am thrilled but terrified.")[0];

        Assert.Equal("thrilled", first.Kin!.Value.Was);
        Assert.Equal("joy", first.Decision.Given.First(label => label.Name != "neutral").Name);
    }

    [Fact]
    public async Task ReadAsync_Clauses_GiveEvidenceOfTheirOwnWithTheWordsOfTheText()
    {
        using var context = new AnalysisContext(new AnalysisRequest { Text = "I am thrilled but terrified." }, null);

        await new TextEmotionPlugin(Model.Store).ReadAsync(context, TestContext.Current.CancellationToken);

        var joy = context.Ledger.All.First(e => e.Quote == "I am thrilled" && e.Distribution is not null);
        Assert.Equal(["thrilled"], joy.CarryingWords!);
        Assert.Contains("in place of “thrilled”", joy.Note!, StringComparison.Ordinal);
        Assert.Contains(context.Ledger.All, e => e is { Quote: "terrified", Label: "fear" });
    }

    [Fact]
    public async Task ReadAsync_EndlessLine_IsQuotedToTheEndOfAWord()
    {
        using var context = new AnalysisContext(new AnalysisRequest { Text = string.Join(' ', Enumerable.Repeat("thank you wonderful people", 100_000)) }, null);

        await new TextEmotionPlugin(Model.Store).ReadAsync(context, TestContext.Current.CancellationToken);

        var quote = context.Ledger.All[0].Quote!;
        Assert.InRange(quote.Length, 1900, TextEmotionClassifier.MostCharacters);
        Assert.Matches("(?:thank|you|wonderful|people)$", quote);
    }
}
