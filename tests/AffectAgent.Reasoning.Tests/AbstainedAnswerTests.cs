using AffectAgent.Knowledge;

namespace AffectAgent.Reasoning.Tests;

public sealed class AbstainedAnswerTests
{
    [Fact]
    public async Task ExplainAsync_QuestionWhereNothingIsConcluded_IsToldWhy()
    {
        const string Words = "Well, perhaps.";
        var cards = KnowledgeBase.LoadBuiltIn();
        using var context = Plans.Context(null, new AnalysisRequest { Text = Words, Question = "Why anger?" });
        context.Ledger.Add(new Evidence { Kind = EvidenceKinds.TranscriptLine, Modality = Modality.Words, Quote = Words, Source = new("t") });
        var shares = new Dictionary<string, double> { ["anger"] = 0.02, ["disgust"] = 0.01, ["fear"] = 0.02, ["happiness"] = 0.01, ["neutral"] = 0.02, ["sadness"] = 0.9, ["surprise"] = 0.02 };
        context.Ledger.Add(new Evidence { Kind = EvidenceKinds.TextEmotion, Modality = Modality.Words, Label = "sadness", Value = shares["sadness"], Unit = "probability", Quote = Words, CarryingWords = ["Well,"], Distribution = shares, Reliability = Reliability.Verified, Source = new("t") });
        var drafts = await new GroundedComposer(cards, new AffectAgentOptions { MinConfidence = 1 }).ExplainAsync(context, TestContext.Current.CancellationToken);

        var explanation = new Verifier(cards).Verify(Assert.Single(drafts), context.Ledger);

        Assert.NotNull(explanation.AbstainedBecause);
        Assert.StartsWith("No reading stands out that could answer this", explanation.Claims[0].Text, StringComparison.Ordinal);
        Assert.Empty(explanation.Faithfulness.Rejected);
    }
}
