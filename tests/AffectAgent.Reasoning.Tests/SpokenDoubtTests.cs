namespace AffectAgent.Reasoning.Tests;

public sealed class SpokenDoubtTests
{
    [Theory]
    [InlineData("Great, the bus is late AGAIN.")]
    [InlineData("Oh lovely, the heating broke down.")]
    [InlineData("Wonderful! My bag got lost.")]
    [InlineData("Just what I needed, a flat tyre.")]
    [InlineData("The boiler has failed; just what I needed.")]
    [InlineData("Thanks a lot for ruining my evening.")]
    [InlineData("Thank you so much for nothing.")]
    [InlineData("I just love waiting in the queue at the bank.")]
    [InlineData("Nice work forgetting the tickets.")]
    [InlineData("How thoughtful of you to leave the window open, it rained.")]
    [InlineData("Perfect, it's raining again!")]
    public void MockPraise_OfANuisance_IsSeen(string text) => Assert.NotNull(DoubtWords.English.MockPraise(text));

    [Theory]
    [InlineData("Great, the bus is on time.")]
    [InlineData("Great, the bus isn't late this time.")]
    [InlineData("Great, we won again!")]
    [InlineData("Thanks a lot for looking after my cat.")]
    [InlineData("Thanks for coming, the traffic must have been bad.")]
    [InlineData("Lovely to see you again.")]
    [InlineData("I love being with you.")]
    [InlineData("Just what I needed, a warm bath.")]
    [InlineData("How kind of you to bring flowers.")]
    [InlineData("Nice work, everybody!")]
    [InlineData("The bus is late again.")]
    public void MockPraise_WherePraiseFitsOrIsNone_IsNot(string text) => Assert.Null(DoubtWords.English.MockPraise(text));

    [Theory]
    [InlineData("I was happy yesterday, but today everything hurts.", "happy", "I was happy yesterday")]
    [InlineData("I used to love this street. Now it is only noise.", "love", "I used to love this street")]
    [InlineData("Today I am calm, yet last week I was terrified.", "terrified", "last week I was terrified")]
    [InlineData("I was glad until the letter came.", "glad", "I was glad")]
    [InlineData("I was happy yesterday and sad this year.", "sad", null)]
    [InlineData("I was happy at the party and I danced.", "happy", null)]
    [InlineData("Today I am happy, and nothing was wrong.", "happy", null)]
    public void Doubts_OfWhatIsPast_AreSeenBesideWhatIsOfNow(string text, string carrier, string? past)
    {
        var doubt = Case(Read(text, text, "joy", 0.7, carrier)).Doubts;

        Assert.Equal(past, doubt.SingleOrDefault()?.Sign);
    }

    [Fact]
    public void Fuse_DoubtfulPraise_CountsLessAndIsNotTurned()
    {
        var plain = Score("Great, the train is here.", 0.9);
        var mock = Score("Great, the train is late AGAIN.", 0.9);

        Assert.Equal(Emotion.Happiness, mock.Top);
        Assert.InRange(mock[Emotion.Happiness], 0.2, plain[Emotion.Happiness] - 0.15);
        Assert.True(mock[Emotion.Anger] < 0.15);
    }

    [Fact]
    public void Fuse_ClausesOfTwoEmotions_KeepsBoth()
    {
        const string Line = "I am delighted but frightened.";
        var fused = Fused(Said(Line), Read(Line, "I am delighted", "joy", 0.7, "delighted"), Read(Line, "frightened", "fear", 0.8, "frightened"));

        Assert.InRange(fused[Emotion.Happiness], 0.2, 0.7);
        Assert.InRange(fused[Emotion.Fear], 0.2, 0.7);
    }

    [Theory]
    [InlineData("My train got cancelled.", Emotion.Sadness)]
    [InlineData("They promoted me on Friday.", Emotion.Happiness)]
    [InlineData("My neighbour lied to me.", Emotion.Anger)]
    [InlineData("We are stuck at the border.", Emotion.Anger)]
    [InlineData("My grandfather died.", Emotion.Sadness)]
    public void Of_OwnEventWithoutALabel_GivesAModestReading(string text, Emotion emotion)
    {
        var fused = Fused(Said(text));

        Assert.Equal(emotion, fused.Top);
        Assert.InRange(fused[emotion], 0.3, 0.45);
    }

    [Theory]
    [InlineData("They might promote me.")]
    [InlineData("If my train got cancelled, what then?")]
    [InlineData("The president lied.")]
    [InlineData("He never lied to me.")]
    public void Of_EventThatDidNotHappenOrNotToOneself_GivesNone(string text) => Assert.Null(WordsWitness.Of(Case(Said(text))));

    private static EmotionDistribution Score(string text, double value) => Fused(Said(text), Read(text, text, "admiration", value, "Great"));

    private static EmotionDistribution Fused(params Evidence[] evidence) => ModalityFusion.Fuse([WordsWitness.Of(Case(evidence))!]).Distribution;

    private static Evidence Said(string text) => new() { Kind = EvidenceKinds.TranscriptLine, Modality = Modality.Words, Quote = text, Source = new("t") };

    private static Evidence Read(string line, string quote, string label, double value, string carrier) => new()
    {
        Kind = EvidenceKinds.TextEmotion,
        Modality = Modality.Words,
        Label = label,
        Value = value,
        Unit = "probability",
        Quote = line.Contains(quote, StringComparison.Ordinal) ? quote : line,
        CarryingWords = [carrier],
        Distribution = new Dictionary<string, double> { [label is "fear" ? "fear" : "happiness"] = value, ["neutral"] = 1 - value },
        Confidence = 0.7,
        Source = new("t"),
    };

    private static CaseEvidence Case(params Evidence[] evidence)
    {
        var context = Plans.Context(null, new AnalysisRequest { Text = "x" });
        foreach (var one in evidence)
            context.Ledger.Add(one);
        return CaseEvidence.Of(context)[0];
    }
}
