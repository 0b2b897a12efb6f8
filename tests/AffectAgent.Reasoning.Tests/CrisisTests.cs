using AffectAgent.Knowledge;

namespace AffectAgent.Reasoning.Tests;

public sealed class CrisisTests
{
    private static readonly IKnowledgeBase Cards = KnowledgeBase.LoadBuiltIn();
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("I will kill myself.", true)]
    [InlineData("I want to end it all tonight.", false)]
    [InlineData("I want to die, I can't go on.", true)]
    [InlineData("They would be better off without me.", false)]
    [InlineData("I don't want to wake up any more.", true)]
    public async Task ExplainAsync_WordsOfSuicide_HumanHelpIsSaidFirst(string words, bool read)
    {
        var explanation = await Explain(words, read, null);

        Assert.Contains(words.TrimEnd('.'), explanation.Claims[0].Text, StringComparison.Ordinal);
        Assert.Contains("suicide", explanation.Claims[0].Text, StringComparison.Ordinal);
        Assert.Equal(["strategy/crisis"], explanation.Claims[1].Citations);
        Assert.Empty(explanation.Faithfulness.Rejected);
        Assert.Equal(read, explanation.AbstainedBecause is null);
    }

    [Fact]
    public async Task ExplainAsync_QuestionSpeaksOfSuicide_HumanHelpIsSaidFirst()
    {
        var explanation = await Explain("See you tomorrow.", true, "He says that he wants to kill himself, what should I answer?");

        Assert.Equal(["strategy/crisis"], explanation.Claims[0].Citations);
        Assert.Empty(explanation.Faithfulness.Rejected);
    }

    [Theory]
    [InlineData("This traffic is killing me.")]
    [InlineData("I could kill for a coffee.")]
    [InlineData("My phone is going to die.")]
    [InlineData("The plant died and I cut the grass myself.")]
    [InlineData("I hurt my knee.")]
    public async Task ExplainAsync_WordsThatOnlySoundLikeIt_AreLeftAlone(string words)
    {
        var explanation = await Explain(words, true, null);

        Assert.DoesNotContain(explanation.Claims, claim => claim.Citations.Contains("strategy/crisis"));
    }

    [Fact]
    public async Task ExplainAsync_QuestionWhereNothingIsConcluded_IsToldWhy()
    {
        var explanation = await Explain("Well, perhaps.", false, "Why anger?");

        Assert.NotNull(explanation.AbstainedBecause);
        Assert.StartsWith("No reading stands out that could answer this", explanation.Claims[0].Text, StringComparison.Ordinal);
        Assert.Empty(explanation.Faithfulness.Rejected);
    }

    private static async Task<Explanation> Explain(string words, bool read, string? question)
    {
        using var context = Plans.Context(null, new AnalysisRequest { Text = words, Question = question });
        context.Ledger.Add(new Evidence { Kind = EvidenceKinds.TranscriptLine, Modality = Modality.Words, Quote = words, Source = new("t") });
        var shares = new Dictionary<string, double> { ["anger"] = 0.02, ["disgust"] = 0.01, ["fear"] = 0.02, ["happiness"] = 0.01, ["neutral"] = 0.02, ["sadness"] = 0.9, ["surprise"] = 0.02 };
        context.Ledger.Add(new Evidence { Kind = EvidenceKinds.TextEmotion, Modality = Modality.Words, Label = "sadness", Value = shares["sadness"], Unit = "probability", Quote = words, CarryingWords = [words.Split(' ')[0]], Distribution = shares, Reliability = Reliability.Verified, Source = new("t") });
        var drafts = await new GroundedComposer(Cards, new AffectAgentOptions { MinConfidence = read ? 0.3 : 1 }).ExplainAsync(context, Token);
        return new Verifier(Cards).Verify(Assert.Single(drafts), context.Ledger);
    }
}
