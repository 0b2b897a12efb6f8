using AffectAgent.Knowledge;

namespace AffectAgent.Reasoning.Tests;

public sealed class ComposerTests
{
    private static readonly IKnowledgeBase Cards = KnowledgeBase.LoadBuiltIn();
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private static async Task<IReadOnlyList<Explanation>> Explain(AnalysisContext context)
    {
        var drafts = await new GroundedComposer(Cards, new AffectAgentOptions()).ExplainAsync(context, Token);
        return [.. drafts.Select(draft => new Verifier(Cards).Verify(draft, context.Ledger))];
    }

    private static AnalysisContext With(MediaInfo? media, EvidenceLedger ledger, string? question = null)
    {
        var context = Plans.Context(media, new AnalysisRequest { MediaPath = "x", Question = question });
        foreach (var evidence in ledger.All)
            context.Ledger.Add(evidence);
        return context;
    }

    [Fact]
    public async Task ExplainAsync_HundredsOfRandomLedgers_EverySentencePassesTheVerifier()
    {
        var sentences = 0;
        var rejected = new List<string>();
        for (var seed = 0; seed < 400; seed++)
        {
            using var context = Ledgers.Random(seed);
            foreach (var explanation in await Explain(context))
            {
                rejected.AddRange(explanation.Faithfulness.Rejected.Select(r => $"seed {seed}: {r.Claim.Text} [{string.Join(' ', r.Claim.Citations)}]: {r.Reason}"));
                Assert.All(explanation.Claims, claim => Assert.Matches("^[A-Z“].*[.]$", claim.Text));
                Assert.InRange(explanation.Confidence, 0, 1);
                Assert.True(explanation.Distribution is null != (explanation.AbstainedBecause is null));
                sentences += explanation.Claims.Count;
            }
        }

        Assert.True(rejected.Count == 0, string.Join("\n", rejected.Take(20)));
        Assert.True(sentences > 4000, $"Only {sentences} sentences were written.");
    }

    [Fact]
    public async Task ExplainAsync_EveryReasonForTheConfidence_PassesTheVerifier()
    {
        using var context = With(FakeMedia.Clip, Ledgers.Smile());
        var explanation = (await Explain(context))[0];
        var claim = explanation.Claims.Single(c => c.Text.Contains("onfidence is", StringComparison.Ordinal));
        foreach (var reason in Phrases.English.Reasons)
        {
            foreach (var key in (string[])["conclusion.confidence", "conclusion.confidence-same-since"])
            {
                var text = Phrases.English.Fill(key, 0, ("percent", Draft.Percent(explanation.Confidence)), ("reason", reason));
                Assert.Null(new Verifier(Cards).Fault(claim with { Text = text }, 1, context.Ledger));
            }
        }
    }

    [Theory]
    [InlineData(-0.0004, 2, "0.00")]
    [InlineData(-0.4, 0, "0")]
    [InlineData(-0.006, 2, "-0.01")]
    [InlineData(0.5, 1, "0.5")]
    public void F_WhatRoundsToZeroFromBelow_IsZero(double value, int decimals, string said) => Assert.Equal(said, Draft.F(value, decimals));

    [Fact]
    public async Task ExplainAsync_ConfidenceThatIsTheLeadingPercentage_SaysTheNumberOnce()
    {
        using var context = With(FakeMedia.Clip, Ledgers.Smile());
        var explanation = (await Explain(context))[0];
        var percent = Draft.Percent(explanation.Distribution![explanation.Distribution.Top]);

        Assert.Equal(percent, Draft.Percent(explanation.Confidence));
        Assert.Equal(1, explanation.Claims.Where(c => c.Stage == ReasoningStage.Conclusion).Sum(c => c.Text.Split($"{percent} %").Length - 1));
    }

    [Fact]
    public async Task ExplainAsync_WordsOfTheReadingItself_AreSaidOnceForAllAlternatives()
    {
        var ledger = new EvidenceLedger();
        ledger.Add(new Evidence
        {
            Kind = EvidenceKinds.TextEmotion,
            Modality = Modality.Words,
            Label = "anger",
            Quote = "You left me alone an hour before the start, and then you laughed.",
            Value = 0.8,
            Unit = "probability",
            Confidence = 0.9,
            Distribution = new Dictionary<string, double> { ["anger"] = 0.8, ["annoyance"] = 0.4, ["neutral"] = 0.02 },
            Reliability = Reliability.Verified,
            Source = new EvidenceSource("text"),
        });
        using var context = With(null, ledger);
        var explanation = Assert.Single(await Explain(context));

        Assert.DoesNotContain(explanation.Claims, c => c.Text.Contains("in the words speaks for anger", StringComparison.Ordinal));
        Assert.Single(explanation.Claims, c => c.Text.Contains("themselves carry anger", StringComparison.Ordinal));
        Assert.Contains(explanation.Claims.SelectMany(c => c.Citations), id => id.StartsWith("pair/", StringComparison.Ordinal));
        Assert.All(explanation.Claims, c => Assert.Null(new Verifier(Cards).Fault(c, null, context.Ledger)));
    }

    [Fact]
    public async Task ExplainAsync_PartedLipsAndJawAlone_AreNoLaughter()
    {
        var ledger = new EvidenceLedger();
        ledger.Add(Ledgers.Smile().Find("E4")! with { ActionUnit = 25, Value = 3.1 });
        ledger.Add(Ledgers.Smile().Find("E4")! with { ActionUnit = 26, Value = 2.6 });
        using var context = With(FakeMedia.Still, ledger);

        var explanation = Assert.Single(await Explain(context));

        Assert.NotEqual(Emotion.Happiness, explanation.Distribution?.Top);
    }

    [Fact]
    public async Task ExplainAsync_SmileWithAVoiceAndASecondPerson_ExplainsEachAndLeavesTheVoiceToNobody()
    {
        using var context = With(FakeMedia.Clip, Ledgers.Smile());

        var all = await Explain(context);

        Assert.Equal([1, 2, null], all.Select(e => e.Person));
        Assert.Equal(Emotion.Happiness, all[0].Distribution!.Top);
        Assert.Equal(Emotion.Anger, all[1].Distribution!.Top);
        Assert.Contains(all[0].Claims, claim => claim.Citations.Contains("limit/speaker"));
        Assert.DoesNotContain(all[0].Claims.Where(claim => claim.Stage == ReasoningStage.Observation), claim => claim.Citations.Contains("E10"));
        foreach (var stage in Enum.GetValues<ReasoningStage>())
            Assert.Contains(all[0].Claims, claim => claim.Stage == stage);
        Assert.Contains(all[0].Alternatives, alternative => alternative.DecidedBy is not null);
    }

    [Fact]
    public async Task ExplainAsync_FaceAndWordsDisagree_SaysSo()
    {
        var ledger = new EvidenceLedger();
        ledger.Add(Ledgers.Smile().Find("E2")!);
        ledger.Add(new Evidence { Kind = EvidenceKinds.TextEmotion, Modality = Modality.Words, Label = "sadness", Value = 0.9, Unit = "probability", Quote = "My dog died", Distribution = new Dictionary<string, double> { ["sadness"] = 0.9, ["neutral"] = 0.1 }, Reliability = Reliability.Verified, Confidence = 0.9, Source = new("t") });
        using var context = With(FakeMedia.Clip, ledger);

        var explanation = Assert.Single(await Explain(context));

        var conflict = Assert.Single(explanation.Conflicts);
        Assert.Equal(["happiness", "sadness"], new[] { conflict.FirstReading, conflict.SecondReading }.Order());
        Assert.Contains(explanation.Claims, claim => claim.Text.Contains("the words", StringComparison.OrdinalIgnoreCase) && claim.Text.Contains("sadness", StringComparison.Ordinal) && claim.Text.Contains("happiness", StringComparison.Ordinal));
        Assert.Contains(explanation.Claims, claim => claim.Citations.Contains("conflict/words-face"));
    }

    [Theory]
    [InlineData("How sure are you?", "confidence is")]
    [InlineData("When does it peak?", "peaks at 1.20 s")]
    [InlineData("Is she angry?", "Anger has")]
    [InlineData("Is she happy?", "It reads so: happiness leads")]
    [InlineData("Does she feel happy?", "What is expressed reads so: happiness leads")]
    [InlineData("Is person 9 happy?", "none that this evidence can answer")]
    [InlineData("Why?", "Happiness leads with")]
    [InlineData("Why does she look happy?", "Happiness leads with")]
    [InlineData("Why is she angry?", "Anger has")]
    [InlineData("Is she happy or sad?", "Sadness has")]
    [InlineData("What is the capital of France?", "none that this evidence can answer")]
    [InlineData("Which emotion is it?", "Person 1 reads as happiness")]
    [InlineData("Who is it?", "It is person 1")]
    [InlineData("What if she did not smile?", "With AU12 (lip corner puller) at 0.0 of 5")]
    public async Task ExplainAsync_Question_FirstSentenceAnswersIt(string question, string start)
    {
        using var context = With(FakeMedia.Clip, Ledgers.Smile(), question);

        var explanation = (await Explain(context))[0];

        Assert.Contains(start, explanation.Claims[0].Text, StringComparison.Ordinal);
        Assert.Equal(question, explanation.Question);
    }

    [Theory]
    [InlineData("why not surprise?", "Surprise has ")]
    [InlineData("Could it be surprise?", "Surprise has ")]
    [InlineData("Why is he happy and not surprised?", "Surprise has ")]
    public async Task ExplainAsync_AnotherReadingAskedFor_IsWeighedCueByCue(string question, string start)
    {
        var ledger = new EvidenceLedger();
        foreach (var evidence in Ledgers.Smile().All.Where(e => e.Person == 1))
            ledger.Add(evidence);
        using var context = With(FakeMedia.Clip, ledger, question);

        var explanation = Assert.Single(await Explain(context));

        Assert.Empty(explanation.Faithfulness.Rejected);
        Assert.StartsWith(start, explanation.Claims[0].Text, StringComparison.Ordinal);
        Assert.Equal(["pair/happiness-surprise"], explanation.Claims[1].Citations);
        Assert.Contains(explanation.Claims.Skip(2).Take(3), claim => claim.Text.Contains("AU12", StringComparison.Ordinal) && claim.Citations.Contains("E3"));
        Assert.Contains(explanation.Claims.Take(7), claim => claim.Text.Contains("cues point to happiness rather than surprise", StringComparison.Ordinal));
        Assert.Single(explanation.Claims, claim => claim.Citations is ["pair/happiness-surprise"]);
    }

    [Fact]
    public async Task ExplainAsync_WordsAlone_CiteCardsOfWordsAndNoneOfFaces()
    {
        var ledger = new EvidenceLedger();
        ledger.Add(new Evidence { Kind = EvidenceKinds.TextEmotion, Modality = Modality.Words, Label = "joy", Value = 0.9, Unit = "probability", Quote = "I am so happy", CarryingWords = ["happy"], Distribution = new Dictionary<string, double> { ["happiness"] = 0.9, ["neutral"] = 0.06, ["sadness"] = 0.04 }, Reliability = Reliability.Verified, Confidence = 0.9, Source = new("t") });
        using var context = With(null, ledger);

        var explanation = Assert.Single(await Explain(context));

        Assert.Contains(explanation.Claims, claim => claim.Stage == ReasoningStage.Interpretation && claim.Citations is ["words/happiness"]);
        Assert.DoesNotContain(explanation.Claims, claim => claim.Text.Contains("lip", StringComparison.Ordinal) || claim.Text.Contains("face", StringComparison.OrdinalIgnoreCase) || claim.Text.Contains("facial", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(explanation.Claims, claim => claim.Citations is ["limit/words"]);
        Assert.Empty(explanation.Faithfulness.Rejected);
    }

    [Fact]
    public async Task ExplainAsync_ClosedEyesInAStill_AreNoBlinkAndNoPattern()
    {
        var ledger = new EvidenceLedger();
        ledger.Add(Ledgers.Smile().Find("E2")!);
        ledger.Add(Ledgers.Smile().Find("E4")! with { ActionUnit = 45, Value = 4.1, Label = "Closed or narrowed eyes" });
        using var context = With(FakeMedia.Still, ledger);

        var explanation = Assert.Single(await Explain(context));

        Assert.Contains(explanation.Claims, claim => claim.Text.Contains("AU45 (closed or narrowed eyes)", StringComparison.Ordinal));
        Assert.DoesNotContain(explanation.Claims, claim => claim.Text.Contains("blink", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(context.Ledger.All, e => e.Kind == EvidenceKinds.PatternMatch);
    }

    [Fact]
    public async Task ExplainAsync_NothingMeasured_AbstainsWithAReason()
    {
        using var still = With(FakeMedia.Still, new EvidenceLedger());
        using var clip = With(FakeMedia.Clip, new EvidenceLedger());

        Assert.Equal("No face was found.", Assert.Single(await Explain(still)).AbstainedBecause);
        Assert.Contains("no voice", Assert.Single(await Explain(clip)).AbstainedBecause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExplainAsync_FlatDistribution_Abstains()
    {
        var ledger = new EvidenceLedger();
        var flat = EmotionNames.All.ToDictionary(e => e.Name(), _ => 0.125);
        ledger.Add(Ledgers.Smile().Find("E2")! with { Label = "anger", Value = 0.125, Distribution = flat });
        using var context = With(FakeMedia.Still, ledger);

        var explanation = Assert.Single(await Explain(context));

        Assert.Null(explanation.Distribution);
        Assert.Contains("No reading stands out", explanation.AbstainedBecause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExplainAsync_ClearFamiliarVoiceAlone_NamesItsEmotion()
    {
        using var context = With(FakeMedia.Clip, Voice("anger", 0.8, trust: 1));

        var explanation = Assert.Single(await Explain(context));

        Assert.Equal(Emotion.Anger, explanation.Distribution!.Top);
        Assert.Contains(explanation.Claims, claim => claim.Text.Contains("By its sound the voice expresses anger", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.45, 1)]
    [InlineData(0.8, 0.6)]
    public async Task ExplainAsync_UncertainOrUnlikeVoiceAlone_NamesNoEmotion(double probability, double trust)
    {
        using var context = With(FakeMedia.Clip, Voice("anger", probability, trust));

        var explanation = Assert.Single(await Explain(context));

        Assert.Null(explanation.Distribution);
        Assert.Contains("Only a voice was heard", explanation.AbstainedBecause, StringComparison.Ordinal);
        Assert.All(explanation.Claims, claim => Assert.DoesNotContain(EmotionNames.All, emotion => claim.Text.Contains(emotion.Name(), StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task ExplainAsync_ArousalAndValenceAlone_NameNoEmotion()
    {
        var ledger = new EvidenceLedger();
        foreach (var (label, value) in (ReadOnlySpan<(string, double)>)[("arousal", 0.8), ("valence", -0.7)])
            ledger.Add(new Evidence { Kind = EvidenceKinds.VoiceAffect, Modality = Modality.Voice, Label = label, Value = value, Unit = "-1..1", Confidence = 1, Reliability = Reliability.Verified, Source = new("t") });
        using var context = With(FakeMedia.Clip, ledger);

        Assert.Null(Assert.Single(await Explain(context)).Distribution);
    }

    [Fact]
    public async Task ExplainAsync_BoredVoice_ReadsAsNeutral()
    {
        using var context = With(FakeMedia.Clip, Voice("boredom", 0.9, trust: 1));

        Assert.Equal(Emotion.Neutral, Assert.Single(await Explain(context)).Distribution!.Top);
    }

    [Fact]
    public async Task ExplainAsync_UnlikeVoiceBesideAFace_CountsLittle()
    {
        var ledger = Voice("anger", 0.8, trust: 0.2);
        ledger.Add(Ledgers.Smile().Find("E2")!);
        using var context = With(FakeMedia.Clip, ledger);

        var explanation = Assert.Single(await Explain(context));

        Assert.Equal(Emotion.Happiness, explanation.Distribution!.Top);
        Assert.InRange(explanation.Distribution[Emotion.Anger], 0, 0.1);
    }

    private static EvidenceLedger Voice(string label, double probability, double trust)
    {
        var rest = Math.Round((1 - probability) / 6, 4);
        var distribution = new[] { "anger", "boredom", "disgust", "fear", "happiness", "sadness", "neutral" }.ToDictionary(name => name, name => name == label ? probability : rest);
        var ledger = new EvidenceLedger();
        ledger.Add(new Evidence { Kind = EvidenceKinds.VoiceActivity, Modality = Modality.Voice, Value = 2.5, Unit = "s", Source = new("t") });
        ledger.Add(new Evidence { Kind = EvidenceKinds.VoiceEmotion, Modality = Modality.Voice, Label = label, Value = probability, Unit = "probability", Distribution = distribution, Confidence = trust, Reliability = Reliability.Weak, Interval = new(0, 3), Source = new("t") });
        return ledger;
    }

    [Fact]
    public async Task ExplainAsync_PersonThatIsNotThere_SaysHowManyWereFound()
    {
        using var context = Plans.Context(FakeMedia.Clip, new AnalysisRequest { MediaPath = "x", Person = 7 });
        foreach (var evidence in Ledgers.Smile().All)
            context.Ledger.Add(evidence);

        var error = await Assert.ThrowsAsync<UserException>(() => Explain(context));

        Assert.Contains("2 faces were found", error.Message, StringComparison.Ordinal);
    }
}
