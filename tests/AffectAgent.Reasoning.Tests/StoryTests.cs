using AffectAgent.Knowledge;

namespace AffectAgent.Reasoning.Tests;

/// <summary>What the composer makes of made evidence: alternatives, occasions, courses, mixtures, conflicts, questions. All of it passes the verifier.</summary>
public sealed class StoryTests
{
    private static readonly KnowledgeBase Cards = KnowledgeBase.LoadBuiltIn();

    private static async Task<Explanation> Explain(MediaInfo? media, string? question, params IEnumerable<Evidence> evidence)
    {
        using var context = Plans.Context(media, new AnalysisRequest { MediaPath = "x", Question = question });
        foreach (var one in evidence)
            context.Ledger.Add(one);
        var drafts = await new GroundedComposer(Cards, new AffectAgentOptions { MinConfidence = 0 }).ExplainAsync(context, TestContext.Current.CancellationToken);
        var explanation = new Verifier(Cards).Verify(drafts[0], context.Ledger);
        Assert.Empty(explanation.Faithfulness.Rejected);
        Assert.True(explanation.Claims.Count <= 32, $"{explanation.Claims.Count} sentences");
        return explanation;
    }

    private static bool Says(Explanation explanation, params ReadOnlySpan<string> words)
    {
        foreach (var claim in explanation.Claims)
        {
            var all = true;
            foreach (var word in words)
                all &= claim.Text.Contains(word, StringComparison.OrdinalIgnoreCase);
            if (all)
                return true;
        }

        return false;
    }

    private static Evidence Face(string kind) => new() { Kind = kind, Modality = Modality.Face, Person = 1, Reliability = Reliability.Verified, Source = new("t") };

    private static Evidence Unit(int unit, double value) => Face(EvidenceKinds.ActionUnit) with { ActionUnit = unit, Value = value, Unit = "0-5", Direction = Direction.Higher };

    private static Evidence Episode(int unit, double value, double from, double to) =>
        Unit(unit, value) with { Kind = EvidenceKinds.ActionUnitEpisode, Interval = new(from, to), Apex = (from + to) / 2 };

    private static Evidence Reads(params (string Name, double Share)[] parts) => Face(EvidenceKinds.Expression) with
    {
        Label = parts[0].Name, Value = parts[0].Share, Unit = "probability", Confidence = parts[0].Share, Distribution = parts.ToDictionary(p => p.Name, p => p.Share),
    };

    private static Evidence Stretch(string label, double from, double to) => Reads((label, 0.9), ("neutral", 0.1)) with { Kind = EvidenceKinds.ExpressionEpisode, Interval = new(from, to) };

    private static Evidence[] Said(string quote, string label, string emotion, double value, TimeRange? when = null)
    {
        var line = new Evidence { Kind = EvidenceKinds.TranscriptLine, Modality = Modality.Words, Quote = quote, Interval = when, Source = new("t") };
        return [line, line with { Kind = EvidenceKinds.TextEmotion, Label = label, Value = value, Unit = "probability", Confidence = value, Reliability = Reliability.Verified, Distribution = new Dictionary<string, double> { [emotion] = value, ["neutral"] = 1 - value } }];
    }

    private static Evidence[] Startled() =>
        [Reads(("surprise", 0.7), ("fear", 0.2), ("neutral", 0.1)), Unit(1, 3.1), Unit(2, 2.8), Unit(26, 2.9), Unit(4, 0.3), Unit(20, 0.2)];

    private static Evidence[] Turning() =>
    [
        Face(EvidenceKinds.FaceTrack) with { Value = 1, Unit = "share of frames, 0-1", Interval = new(0, 6) },
        Reads(("happiness", 0.5), ("surprise", 0.35), ("neutral", 0.15)) with { Interval = new(0, 6) },
        Stretch("surprise", 0.5, 2.4), Stretch("happiness", 2.6, 6),
        Episode(1, 3.4, 0.6, 2.2), Episode(26, 2.7, 0.7, 2.3), Episode(12, 4.0, 2.7, 5.8), Episode(6, 3.0, 2.8, 5.6),
        .. Said("Oh, I had no idea!", "surprise", "surprise", 0.8, new TimeRange(0.8, 2)), .. Said("Thank you for the flowers!", "gratitude", "happiness", 0.9, new TimeRange(3, 5)),
    ];

    [Fact]
    public async Task ExplainAsync_SeriousAlternatives_AreEachWeighedAndDecided()
    {
        var explanation = await Explain(FakeMedia.Still, null, Startled());

        var fear = explanation.Alternatives.Single(a => a.Emotion == Emotion.Fear);
        Assert.Equal(("pair/fear-surprise", true), (fear.DecidedBy, fear.Supported));
        Assert.Contains(explanation.Alternatives, a => a.DecidedBy is not null && a.Emotion != Emotion.Fear);
        Assert.True(Says(explanation, "AU26 (jaw drop) at 2.9 of 5", "speak for surprise", "AU20 (lip stretcher), a sign of fear, stays at 0.2 of 5"));
        Assert.True(Says(explanation, "support this against", "fear"));
    }

    [Fact]
    public async Task ExplainAsync_LeaderFarAhead_IsStillWeighedAgainstAnotherReading()
    {
        var explanation = await Explain(FakeMedia.Still, null, Reads(("happiness", 0.98), ("neutral", 0.01), ("surprise", 0.01)), Unit(12, 3.5), Unit(6, 2.5), Unit(26, 0.1));

        Assert.Contains(explanation.Alternatives, a => a is { DecidedBy: not null, Supported: true });
        Assert.True(Says(explanation, "well behind"));
    }

    [Theory]
    [InlineData("I'm so sad because I lost my dog.", "I lost my dog", "cause/sadness")]
    [InlineData("My grandmother died, so I'm heartbroken.", "My grandmother died", "cause/sadness")]
    [InlineData("I am disappointed that I failed the exam.", "I failed the exam", "cause/disappointment")]
    public async Task ExplainAsync_OccasionInTheWords_IsQuotedAndCitesItsCard(string text, string span, string card)
    {
        var explanation = await Explain(null, null, Said(text, "sadness", "sadness", 0.9));

        Assert.Contains(explanation.Claims, c => c.Text.Contains("occasion", StringComparison.Ordinal) && c.Text.Contains($"“{span}”", StringComparison.Ordinal) && c.Citations.Contains(card));
    }

    [Fact]
    public async Task ExplainAsync_OccasionInAnEarlierLine_IsFoundThere()
    {
        var explanation = await Explain(null, "What caused it?", [.. Said("Someone stole my bike.", "neutral", "neutral", 0.6), .. Said("I'm so angry.", "anger", "anger", 0.9)]);

        Assert.Contains("Someone stole my bike", explanation.Claims[0].Text, StringComparison.Ordinal);
        Assert.True(Says(explanation, "told beside it", "Someone stole my bike"));
    }

    [Fact]
    public async Task ExplainAsync_WordsWithoutAnOccasion_NameNone()
    {
        var explanation = await Explain(null, "What caused it?", Said("I'm so sad today.", "sadness", "sadness", 0.9));

        Assert.Contains("give no occasion", explanation.Claims[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(explanation.Claims, c => c.Text.Contains("occasion of", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExplainAsync_TurningClip_IsToldInOrderOfTime()
    {
        var explanation = await Explain(FakeMedia.Clip, null, Turning());

        Assert.True(Says(explanation, "From 0.50 s to 2.40 s the face reads as surprise with 90 %, then from 2.60 s to 6.00 s as happiness"));
        Assert.True(Says(explanation, "surprise ends at 2.40 s, and happiness begins at 2.60 s"));
        Assert.True(Says(explanation, "At 0.80 s, while the face reads as surprise, the words “Oh, I had no idea!” express surprise"));
        Assert.True(Says(explanation, "AU1 (inner brow raiser)", "AU12 (lip corner puller)", "In order"));
        Assert.DoesNotContain(explanation.Claims, c => c.Text.Contains("100 %", StringComparison.Ordinal) || c.Text.Contains("mixture", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExplainAsync_StillPicture_SaysNothingOfTime()
    {
        var explanation = await Explain(FakeMedia.Still, "What changed?", Startled());

        Assert.Equal(["limit/still"], explanation.Claims[0].Citations);
        Assert.DoesNotContain(explanation.Claims, c => c.Text.Contains("throughout", StringComparison.OrdinalIgnoreCase) || c.Text.Contains("of the frames", StringComparison.Ordinal) || c.Text.Contains("turning point", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExplainAsync_TwoEmotionsWithACompoundCard_NamesTheCompound()
    {
        var explanation = await Explain(FakeMedia.Still, "Is it a mixed emotion?", Reads(("happiness", 0.5), ("surprise", 0.45), ("neutral", 0.05)), Unit(1, 2.5), Unit(2, 2.8), Unit(12, 3.0), Unit(25, 2.5), Unit(26, 1.5), Unit(5, 1.5));

        Assert.Contains(explanation.Claims, c => c.Citations.Any(id => Cards.Find(id) is { Emotions.Count: 2, Kind: CardKind.Prototype }) && c.Text.Contains("happiness", StringComparison.OrdinalIgnoreCase) && c.Text.Contains("surprise", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("have a part", explanation.Claims[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExplainAsync_TwoEmotionsWithoutUnits_StaysAMixture()
    {
        var explanation = await Explain(FakeMedia.Still, null, Reads(("anger", 0.48), ("fear", 0.47), ("neutral", 0.05)));

        Assert.True(Says(explanation, "mixture") || explanation.AbstainedBecause is not null);
    }

    [Fact]
    public async Task ExplainAsync_SmileOverSadWords_SaysWhichChannelIsFollowed()
    {
        var explanation = await Explain(FakeMedia.Still, null, [Reads(("happiness", 0.9), ("neutral", 0.1)), Unit(12, 3), Unit(15, 1.6), .. Said("My dog died.", "sadness", "sadness", 0.9)]);

        Assert.Single(explanation.Conflicts);
        Assert.Contains(explanation.Claims, c => c.Citations.Contains("conflict/masking"));
        Assert.True(explanation.AbstainedBecause is not null || Says(explanation, "the reading follows the"));
    }

    [Fact]
    public async Task ExplainAsync_WordsAndFaceAtTheSameMoment_AreNoConflict()
    {
        Evidence[] evidence =
        [
            Reads(("happiness", 0.7), ("surprise", 0.25), ("neutral", 0.05)) with { Interval = new(0, 6) }, Stretch("surprise", 0.5, 2.4), Stretch("happiness", 2.6, 6),
            .. Said("Oh! What?", "surprise", "surprise", 0.95, new TimeRange(0.8, 2)),
        ];

        var explanation = await Explain(FakeMedia.Clip, null, evidence);

        Assert.Empty(explanation.Conflicts);
        Assert.Contains(explanation.Claims, c => c.Citations.Contains("conflict/time"));
    }

    [Theory]
    [InlineData("What would make this fear rather than surprise?")]
    [InlineData("What would have to change for it to read as fear?")]
    public async Task ExplainAsync_WhatWouldTurnIt_IsComputedAndTurnsIt(string question)
    {
        using var context = Plans.Context(FakeMedia.Still, new AnalysisRequest { MediaPath = "x", Question = question });
        foreach (var one in Startled())
            context.Ledger.Add(one);
        var draft = Assert.Single(await new GroundedComposer(Cards, new AffectAgentOptions { MinConfidence = 0 }).ExplainAsync(context, TestContext.Current.CancellationToken));

        var turned = draft.Claims.First(c => c.Text.Contains("would read as fear", StringComparison.Ordinal) || c.Text.Contains("would turn to fear", StringComparison.Ordinal));
        var result = turned.Citations.Select(context.Ledger.Find).OfType<Evidence>().Single(e => e.Kind == EvidenceKinds.WhatIf);
        Assert.Equal("fear", result.Label);

        // Scored again from the assumptions alone, it is the same.
        var assumed = result.DerivedFrom!.Select(id => context.Ledger.Find(id)!)
            .Select(e => e with { Kind = e.ActionUnit is null ? EvidenceKinds.Expression : EvidenceKinds.ActionUnit, Value = e.ActionUnit is null ? e.Distribution!.Values.Max() : e.Value, DerivedFrom = null }).ToList();
        var again = Score.Of(CaseEvidence.Of(context)[0].Assuming(assumed), Cards, EmotionVocabulary.LoadBuiltIn())!;
        Assert.Equal(Emotion.Fear, again.Fused.Distribution.Top);
        Assert.Contains(draft.Claims, c => c.Citations.Contains("pair/fear-surprise"));
        Assert.Empty(new Verifier(Cards).Verify(draft, context.Ledger).Faithfulness.Rejected);
    }

    [Theory]
    [InlineData("Is she lying?", "limit/deception")]
    [InlineData("Is the smile genuine?", "limit/deception")]
    [InlineData("What does he really feel?", "limit/feelings")]
    [InlineData("What are her true feelings?", "limit/feelings")]
    [InlineData("Is he depressed?", "limit/health")]
    [InlineData("Should I hire him?", "limit/law")]
    public async Task ExplainAsync_MoreThanCanBeRead_IsRefusedWithItsCard(string question, string card)
    {
        var explanation = await Explain(FakeMedia.Still, question, Startled());

        Assert.Equal([card], explanation.Claims[0].Citations);
        Assert.StartsWith("That is left unanswered", explanation.Claims[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("¿Por qué está triste?")]
    [InlineData("Pourquoi est-elle surprise ?")]
    [InlineData("Warum sieht sie überrascht aus?")]
    [InlineData("Почему она удивлена?")]
    [InlineData("她为什么惊讶？")]
    public async Task ExplainAsync_QuestionInAnotherLanguage_SaysSoAndExplainsAllTheSame(string question)
    {
        var explanation = await Explain(FakeMedia.Still, question, Startled());

        Assert.Contains("only questions in English are read", explanation.Claims[0].Text, StringComparison.Ordinal);
        Assert.Contains(explanation.Claims, c => c.Stage == ReasoningStage.Interpretation);
    }

    [Fact]
    public async Task ExplainAsync_NothingConcluded_AnswersWhatNeedsNoReading()
    {
        using var context = Plans.Context(FakeMedia.Clip, new AnalysisRequest { MediaPath = "x", Question = "What changed?" });
        foreach (var one in Turning())
            context.Ledger.Add(one);
        var draft = Assert.Single(await new GroundedComposer(Cards, new AffectAgentOptions { MinConfidence = 1 }).ExplainAsync(context, TestContext.Current.CancellationToken));

        Assert.NotNull(draft.AbstainedBecause);
        Assert.StartsWith("The turning point", draft.Claims[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Why is that?")]
    [InlineData("How come?")]
    [InlineData("happy or sad")]
    public void IsOther_English_IsFalse(string question) => Assert.False(QuestionLanguage.IsOther(question));

    [Theory]
    [InlineData("What is the evidence for fear?", "Fear has")]
    [InlineData("What speaks for surprise?", "Surprise has")]
    [InlineData("Why?", "Surprise leads with")]
    [InlineData("How confident are you in this?", "confidence is")]
    [InlineData("Why not fear?", "Fear has")]
    [InlineData("What caused it?", "no words are on record")]
    [InlineData("What should I say to her?", "What can be answered is how it reads")]
    [InlineData("Who looks happier?", "With nobody beside it")]
    public async Task ExplainAsync_Questions_AreAnsweredFirst(string question, string start)
    {
        var explanation = await Explain(FakeMedia.Still, question, Startled());

        Assert.Contains(start, explanation.Claims[0].Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task ExplainAsync_WhoLooksHappier_ComparesThePersons()
    {
        var other = Reads(("neutral", 0.9), ("happiness", 0.1)) with { Person = 2 };
        var explanation = await Explain(FakeMedia.Still, "Who looks happier?", Reads(("happiness", 0.9), ("neutral", 0.1)), other);

        Assert.Contains("in person 1, ahead of person 2", explanation.Claims[0].Text, StringComparison.Ordinal);
    }
}
