using AffectAgent.Knowledge;

namespace AffectAgent.Reasoning.Tests;

/// <summary>What is told first, which finer words are offered, and what is said where nothing is concluded.</summary>
public sealed class ComposedWordsTests
{
    private static readonly IKnowledgeBase Cards = KnowledgeBase.LoadBuiltIn();

    [Theory]
    [InlineData("Thank you for all your help", "gratitude", "happiness", "grateful", true)]
    [InlineData("What a lovely day", "joy", "happiness", "grateful", false)]
    [InlineData("What a lovely day", "joy", "happiness", "flirtatious", false)]
    [InlineData("I am so homesick", "sadness", "sadness", "homesick", true)]
    [InlineData("It hurts so much", "sadness", "sadness", "homesick", false)]
    [InlineData("It hurts so much", "sadness", "sadness", "pitying", false)]
    public async Task ExplainAsync_WordThatNeedsAnOccasion_IsOfferedOnlyWhereTheWordsSaidBearItOut(string quote, string label, string emotion, string word, bool offered)
    {
        var (explanation, _) = await Explain(null, Said(quote, label, 0.9, (emotion, 0.95), ("neutral", 0.05)));

        Assert.Equal(offered, explanation.Words.Any(w => w.Word == word));
        var vocabulary = EmotionVocabulary.LoadBuiltIn();
        Assert.All(explanation.Words, w => Assert.Equal(emotion, vocabulary.Words.First(v => v.Word == w.Word).Emotion.Name()));
    }

    [Fact]
    public async Task ExplainAsync_UnverifiedUnits_ComeAfterTheVerifiedOrAreLeftOut()
    {
        var (explanation, ledger) = await Explain(FakeMedia.Still, Ledgers.Smile().Find("E2")!,
            Unit(45, 4.5, Reliability.Unverified), Unit(28, 4, Reliability.Unverified), Unit(6, 1.6, Reliability.Weak), Unit(12, 1.4, Reliability.Verified));

        var list = Assert.Single(explanation.Claims, claim => claim.Text.Contains("AU12", StringComparison.Ordinal) && claim.Stage == ReasoningStage.Observation);
        Assert.True(list.Text.IndexOf("AU12", StringComparison.Ordinal) < list.Text.IndexOf("AU6", StringComparison.Ordinal));
        Assert.DoesNotContain("AU45", list.Text, StringComparison.Ordinal);
        Assert.Contains(explanation.Claims, claim => claim.Text.StartsWith("Left out are", StringComparison.Ordinal) && claim.Text.Contains("AU28", StringComparison.Ordinal));
        Assert.All(ledger.All.Where(e => e.Kind == EvidenceKinds.CueBalance), balance =>
            Assert.Contains(balance.DerivedFrom!, id => ledger.Find(id)!.Reliability != Reliability.Unverified));
    }

    [Fact]
    public async Task ExplainAsync_VoiceThatLeadsOtherwise_IsNotSaidToAgree()
    {
        var voice = new Evidence { Kind = EvidenceKinds.VoiceEmotion, Modality = Modality.Voice, Label = "anger", Value = 0.3, Unit = "probability", Confidence = 0.5, Source = new("t"), Distribution = new Dictionary<string, double> { ["anger"] = 0.3, ["happiness"] = 0.26, ["neutral"] = 0.22, ["sadness"] = 0.22 } };

        var (explanation, _) = await Explain(FakeMedia.Clip, Ledgers.Smile().Find("E2")!, voice, Said("Thank you so much", "gratitude", 0.96, ("happiness", 0.9), ("neutral", 0.1)));

        var agreed = Assert.Single(explanation.Claims, claim => claim.Text.Contains("agree on", StringComparison.Ordinal));
        Assert.Contains("happiness with 91 %", agreed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("voice", agreed.Text, StringComparison.Ordinal);
        Assert.Contains(explanation.Claims, claim => claim.Text.Contains("voice", StringComparison.OrdinalIgnoreCase) && claim.Text.Contains("anger", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("There is a spider in my shoe!", "neutral", 0.64, "a threat")]
    [InlineData("You broke it and never said sorry", "annoyance", 0.2, "annoyance with 20 %")]
    public async Task ExplainAsync_WordsThatNoLabelBearsOut_AbstainsAndSaysWhatWouldDecide(string quote, string label, double value, string why)
    {
        (string, double)[] folded = label == "neutral" ? [("neutral", 0.64), ("happiness", 0.2), ("fear", 0.02), ("anger", 0.06)] : [("happiness", 0.43), ("anger", 0.28), ("neutral", 0.15), ("sadness", 0.07)];
        var (explanation, _) = await Explain(null, Said(quote, label, value, folded) with { Confidence = 0.3 });

        if (explanation.AbstainedBecause is null)
            Assert.NotEqual(Emotion.Happiness, explanation.Distribution!.Top);
        else
            Assert.Contains(explanation.Claims, claim => claim.Citations.Any(id => id.StartsWith("pair/", StringComparison.Ordinal)) && claim.Text.Contains("come closest", StringComparison.Ordinal));
        Assert.Contains(why, explanation.AbstainedBecause ?? why, StringComparison.Ordinal);
        Assert.Empty(explanation.Faithfulness.Rejected);
    }

    private static async Task<(Explanation Explanation, EvidenceLedger Ledger)> Explain(MediaInfo? media, params Evidence[] evidence)
    {
        var context = Plans.Context(media, new AnalysisRequest { MediaPath = "x" });
        foreach (var one in evidence)
            context.Ledger.Add(one);
        var draft = Assert.Single(await new GroundedComposer(Cards, new AffectAgentOptions()).ExplainAsync(context, TestContext.Current.CancellationToken));
        var explanation = new Verifier(Cards).Verify(draft, context.Ledger);
        Assert.Empty(explanation.Faithfulness.Rejected);
        return (explanation, context.Ledger);
    }

    private static Evidence Said(string quote, string label, double value, params (string Emotion, double Share)[] shares) => new()
    {
        Kind = EvidenceKinds.TextEmotion, Modality = Modality.Words, Label = label, Quote = quote, Value = value, Unit = "probability", Confidence = 0.9,
        Distribution = shares.ToDictionary(s => s.Emotion, s => s.Share), Reliability = Reliability.Verified, Source = new("t"),
    };

    private static Evidence Unit(int unit, double value, Reliability reliability) => new()
    {
        Kind = EvidenceKinds.ActionUnit, Modality = Modality.Face, Person = 1, ActionUnit = unit, Value = value, Unit = "0-5", Reliability = reliability, Source = new("t"),
    };
}
