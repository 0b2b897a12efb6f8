using AffectAgent.Knowledge;

namespace AffectAgent.Reasoning.Tests;

public sealed class SignWriterTests
{
    private static readonly IKnowledgeBase Cards = KnowledgeBase.LoadBuiltIn();

    [Theory]
    [InlineData("smile with raised cheeks", "smile/duchenne")]
    [InlineData("open smile", "smile/laughter")]
    [InlineData("one-sided smile", "smile/contempt")]
    [InlineData("averted smile", "smile/embarrassed")]
    public async Task ExplainAsync_EverySign_IsToldCitedAndPassesTheVerifier(string smile, string card)
    {
        using var context = Signs(smile);
        var draft = Assert.Single(await new GroundedComposer(Cards, new AffectAgentOptions()).ExplainAsync(context, TestContext.Current.CancellationToken));
        var explanation = new Verifier(Cards).Verify(draft, context.Ledger);
        Assert.Empty(explanation.Faithfulness.Rejected);
        string[] told = ["heart rate of 72 beats", "nods from 1.20 s to 2.50 s, by 6 degrees", "shakes from", "a movement of 280 ms", "most like AU1", "differ in mouth corner height", "smile"];
        Assert.All(told, words => Assert.Contains(explanation.Claims, claim => claim.Text.Contains(words, StringComparison.Ordinal)));
        Assert.Contains(explanation.Claims, claim => claim.Citations.Contains(card));
        Assert.DoesNotContain(explanation.Claims, claim => claim.Citations.Contains("emotion/pain"));
        Assert.Contains(explanation.Claims, claim => claim.Citations.Contains("limit/deception"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ExplainAsync_PainScore_IsToldInStillAndClipAlikeUnlessTheFaceReadsAsHappiness(bool still)
    {
        foreach (var emotion in (string[])["happiness", "anger"])
        {
            using var context = Plans.Context(still ? FakeMedia.Still : FakeMedia.Clip, new AnalysisRequest { MediaPath = "x" });
            var read = Ledgers.Smile().Find("E2")!;
            context.Ledger.Add(read with { Label = emotion, Distribution = new Dictionary<string, double> { [emotion] = 0.91, ["neutral"] = 0.09 } });
            context.Ledger.Add(new Evidence { Kind = EvidenceKinds.PainScore, Modality = Modality.Face, Person = 1, Label = "PSPI", Value = 4.2, Unit = "0-16", Apex = still ? null : 1.6, Source = new EvidenceSource("test") });

            var draft = Assert.Single(await new GroundedComposer(Cards, new AffectAgentOptions()).ExplainAsync(context, TestContext.Current.CancellationToken));
            var explanation = new Verifier(Cards).Verify(draft, context.Ledger);

            Assert.Empty(explanation.Faithfulness.Rejected);
            Assert.Equal(emotion != "happiness", explanation.Claims.Any(claim => claim.Text.Contains("PSPI", StringComparison.Ordinal)));
            Assert.Equal(emotion != "happiness", explanation.Claims.Any(claim => claim.Citations.Contains("limit/health")));
        }
    }

    [Fact]
    public void Fault_WrongRate_IsFound()
    {
        using var context = Signs("open smile");
        var heart = context.Ledger.All.First(e => e.Kind == EvidenceKinds.HeartRate);
        var verifier = new Verifier(Cards);
        Assert.Null(verifier.Fault(new Claim(ReasoningStage.Observation, "The skin of the face shows a heart rate of 72 beats a minute.", [heart.Id]), 1, context.Ledger));
        Assert.NotNull(verifier.Fault(new Claim(ReasoningStage.Observation, "The skin of the face shows a heart rate of 75 beats a minute.", [heart.Id]), 1, context.Ledger));
    }

    private static AnalysisContext Signs(string smile)
    {
        var context = Plans.Context(FakeMedia.Clip, new AnalysisRequest { MediaPath = "x" });
        foreach (var evidence in Ledgers.Smile().All.Where(e => e.Person != 2))
            context.Ledger.Add(evidence);
        Evidence Of(string kind, string label, double value, string unit) => new()
        {
            Kind = kind, Modality = Modality.Face, Person = 1, Label = label, Value = value, Unit = unit, Interval = new TimeRange(1.2, 2.5), Apex = 1.6,
            Source = new EvidenceSource("test"),
        };
        context.Ledger.Add(Of(EvidenceKinds.HeartRate, "heart rate", 72.3, "beats a minute"));
        context.Ledger.Add(Of(EvidenceKinds.HeadGesture, "nod", 0.1, "rad"));
        context.Ledger.Add(Of(EvidenceKinds.HeadGesture, "shake", 0.2, "rad"));
        context.Ledger.Add(Of(EvidenceKinds.BriefMovement, "brief movement", 11.5, "times the noise") with { ActionUnit = 1, Interval = new TimeRange(1.4, 1.68) });
        context.Ledger.Add(Of(EvidenceKinds.BriefMovement, "brief movement", 9, "times the noise") with { Interval = new TimeRange(2, 2.2), Apex = 2.1 });
        context.Ledger.Add(Of(EvidenceKinds.Smile, smile, 3.1, "0-5") with { Direction = Direction.Higher });
        context.Ledger.Add(Of(EvidenceKinds.Asymmetry, "mouth corner height", 7.1, "hundredths of the eye distance") with { Baseline = 4, Interval = null, Apex = null });
        context.Ledger.Add(Of(EvidenceKinds.PainScore, "PSPI", 4.2, "0-16"));
        return context;
    }
}
