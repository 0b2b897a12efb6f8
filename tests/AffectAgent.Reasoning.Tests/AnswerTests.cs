using AffectAgent.Knowledge;

namespace AffectAgent.Reasoning.Tests;

/// <summary>What is answered to questions of made evidence, and that the verifier supports it.</summary>
public sealed class AnswerTests
{
    private static readonly KnowledgeBase Cards = KnowledgeBase.LoadBuiltIn();

    private static async Task<(Explanation Explanation, EvidenceLedger Ledger)> Ask(string question, MediaInfo media, params IEnumerable<Evidence> evidence)
    {
        var context = Plans.Context(media, new AnalysisRequest { MediaPath = "x", Question = question });
        foreach (var one in evidence)
            context.Ledger.Add(one);
        var draft = (await new GroundedComposer(Cards, new AffectAgentOptions { MinConfidence = 0 }).ExplainAsync(context, TestContext.Current.CancellationToken))[0];
        var explanation = new Verifier(Cards).Verify(draft, context.Ledger);
        Assert.Empty(explanation.Faithfulness.Rejected);
        return (explanation, context.Ledger);
    }

    private static string Answer(Explanation explanation) => string.Join(' ', explanation.Claims.TakeWhile(claim => claim.Stage == ReasoningStage.Conclusion).Select(claim => claim.Text));

    private static Evidence Face(string kind, int person = 1) => new() { Kind = kind, Modality = Modality.Face, Person = person, Reliability = Reliability.Verified, Source = new("t") };

    private static Evidence Unit(int unit, double value, int person = 1) => Face(EvidenceKinds.ActionUnit, person) with { ActionUnit = unit, Value = value, Unit = "0-5", Direction = Direction.Higher };

    private static Evidence Reads(string label, double share, int person = 1) => Face(EvidenceKinds.Expression, person) with
    {
        Label = label, Value = share, Unit = "probability", Confidence = share, Distribution = new Dictionary<string, double> { [label] = share, ["neutral"] = 1 - share },
    };

    private static Evidence[] Smiling() => [Reads("happiness", 0.9), Unit(12, 3.2), Unit(6, 2.1), Unit(4, 0.2)];

    [Fact]
    public async Task ExplainAsync_WhatIfTheSmileWereGone_LeavesOutTheReadingThatSawItAndScoresAgain()
    {
        var (explanation, ledger) = await Ask("What if there were no smile?", FakeMedia.Still, Smiling());

        var claim = explanation.Claims[0];
        Assert.StartsWith("With AU12 (lip corner puller) at 0.0 of 5 and AU6 (cheek raiser) at 0.0 of 5", claim.Text, StringComparison.Ordinal);
        var result = claim.Citations.Select(ledger.Find).OfType<Evidence>().Single(e => e.Kind == EvidenceKinds.WhatIf);
        Assert.NotEqual("happiness", result.Label);
        Assert.Contains("cannot be undone", explanation.Claims[1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Would it still be happiness if the brows were lowered?", "With AU4 (brow lowerer) at 3.0 of 5")]
    [InlineData("What if there were no frown?", "AU4 (brow lowerer) is at 0.2 of 5, so that is so already")]
    [InlineData("What if the nose were not wrinkled?", "nothing is on record of AU9 (nose wrinkler)")]
    [InlineData("Which AUs?", "The Action Units found are AU12 (lip corner puller) at 3.2 of 5 and AU6 (cheek raiser) at 2.1 of 5.")]
    [InlineData("How strong is the smile?", "AU12 (lip corner puller) is at 3.2 of 5.")]
    [InlineData("Why is the man not frowning?", "AU4 (brow lowerer) stays at 0.2 of 5.")]
    [InlineData("Is it a Duchenne smile?", "Its marks are AU12 (lip corner puller) at 3.2 of 5 and AU6 (cheek raiser) at 2.1 of 5.")]
    [InlineData("What is his pulse?", "Nothing is on record of a heart rate")]
    [InlineData("Do face and voice agree?", "Only the face was read")]
    [InlineData("valence and arousal?", "The reading has a valence of")]
    [InlineData("Is she happy, and how sure are you?", "It reads so: happiness leads with")]
    public async Task ExplainAsync_Question_IsAnsweredFromTheEvidence(string question, string said) =>
        Assert.Contains(said, Answer((await Ask(question, FakeMedia.Still, Smiling())).Explanation), StringComparison.Ordinal);

    [Theory]
    [InlineData("What if she were frowning and not smiling?", "With AU4 (brow lowerer) at 3.0 of 5, AU12 (lip corner puller) at 0.0 of 5")]
    [InlineData("What if her mouth was open?", "With AU26 (jaw drop) at 3.0 of 5")]
    [InlineData("What if her mouth was closed?", "nothing is on record of AU26 (jaw drop)")]
    [InlineData("What if she had not nodded?", "counts nothing of that sort, a nod or a shake, so it stays at happiness")]
    [InlineData("What if this were at a funeral?", "Nothing was recognised in “What if this were at a funeral”")]
    [InlineData("What if he was a child?", "Small children's faces differ")]
    [InlineData("What if he spoke louder?", "No sound was read")]
    [InlineData("What speaks against happiness?", "Happiness has")]
    [InlineData("top three emotions?", "In order of probability, it reads as happiness with")]
    [InlineData("could it be pride?", "The word “pride” counts as a shade of happiness")]
    [InlineData("Is the student happy?", "It reads so: happiness leads with")]
    [InlineData("Should I hire him?", "That is left unanswered")]
    [InlineData("Why? And what's for dinner?", "The question “what's for dinner” is none that this evidence can answer")]
    public async Task ExplainAsync_QuestionInPeoplesOwnWords_IsAnsweredForWhatItAsks(string question, string said) =>
        Assert.Contains(said, Answer((await Ask(question, FakeMedia.Still, Smiling())).Explanation), StringComparison.Ordinal);

    [Theory]
    [InlineData("is AU12 active?", "It is there: AU12 (lip corner puller) is at 3.2 of 5.")]
    [InlineData("Is action unit 6 there?", "It is there: AU6 (cheek raiser) is at 2.1 of 5.")]
    [InlineData("are the brows lowered?", "It is not there: AU4 (brow lowerer) stays at 0.2 of 5.")]
    [InlineData("does the brow go up?", "Nothing is on record of AU1 (inner brow raiser)")]
    [InlineData("is AU9 active?", "Nothing is on record of AU9 (nose wrinkler)")]
    [InlineData("Is he frowning?", "It is not there: AU4 (brow lowerer) stays at 0.2 of 5.")]
    [InlineData("Are AU12 and AU4 active?", "It is there: AU12 (lip corner puller) is at 3.2 of 5. It is not there: AU4")]
    [InlineData("what is AU12 and is it active?", "It is there: AU12 (lip corner puller) is at 3.2 of 5.")]
    public async Task ExplainAsync_WhetherAMovementIsThere_IsAnsweredAsMeasured(string question, string said)
    {
        var answer = Answer((await Ask(question, FakeMedia.Still, Smiling())).Explanation);

        Assert.Contains(said, answer, StringComparison.Ordinal);
        Assert.DoesNotContain("none that this evidence", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExplainAsync_WhetherAMovementIsThereInAClip_TellsItsTime()
    {
        var clip = Unit(12, 4.1) with { Kind = EvidenceKinds.ActionUnitEpisode, Interval = new(1, 3), Apex = 2.4 };

        Assert.StartsWith("It is there: AU12 (lip corner puller) is active from 1.00 s to 3.00 s and peaks at 2.40 s with 4.1 of 5.", Answer((await Ask("is AU12 active?", FakeMedia.Still, [Reads("happiness", 0.9), clip])).Explanation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExplainAsync_WhoAndWhy_GivesTheReasonsOfThePersonWhoIsNamed()
    {
        var (explanation, ledger) = await Ask("Who is the saddest and why?", FakeMedia.Still,
            [Reads("happiness", 0.9), Unit(12, 3.2), Unit(15, 0.1), Reads("sadness", 0.8, 2), Unit(15, 3.1, 2), Unit(12, 0.1, 2)]);

        var answer = explanation.Claims.TakeWhile(claim => claim.Stage == ReasoningStage.Conclusion).ToList();
        Assert.Equal(1, explanation.Person);
        Assert.Contains(answer, claim => claim.Text.StartsWith("In person 2: ", StringComparison.Ordinal) && claim.Text.Contains("AU15", StringComparison.Ordinal)
            && claim.Citations.Select(ledger.Find).OfType<Evidence>().All(e => e.Person == 2));
        Assert.DoesNotContain(answer, claim => claim.Text.Contains("AU12", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExplainAsync_WhoSmilesLeast_NamesTheOneWithTheWeakestSmile()
    {
        var (explanation, _) = await Ask("Who smiles least?", FakeMedia.Still, [Reads("happiness", 0.9), Unit(12, 3.2), Reads("neutral", 0.8, 2), Unit(12, 0.4, 2)]);

        Assert.StartsWith("AU12 (lip corner puller) is at 0.4 of 5 in person 2, the least", Answer(explanation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExplainAsync_ThreeQuestionsInOne_AreAnsweredInTheirOrder()
    {
        var (explanation, _) = await Ask("Why, how sure are you and what would change it?", FakeMedia.Still, Smiling());

        Assert.Matches("^Happiness leads with .* The confidence is .*(would|No single change)", Answer(explanation));
    }

    [Fact]
    public async Task ExplainAsync_SeveralQuestionsInOne_AreAllAnswered()
    {
        var answer = Answer((await Ask("Why? How many faces are there and how sure are you?", FakeMedia.Still,
            [Face(EvidenceKinds.FaceCount) with { Person = null, Value = 1, Unit = "persons" }, .. Smiling()])).Explanation);

        Assert.Contains("Happiness leads with", answer, StringComparison.Ordinal);
        Assert.Contains("1 face was found.", answer, StringComparison.Ordinal);
        Assert.Contains("confidence is", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExplainAsync_PersonsComparedInASmile_NamesTheStrongerByItsActionUnit()
    {
        var (explanation, _) = await Ask("Does person 1 smile more than person 2?", FakeMedia.Still,
            [Reads("happiness", 0.9), Unit(12, 1.2), Reads("happiness", 0.6, 2), Unit(12, 3.4, 2)]);

        Assert.StartsWith("AU12 (lip corner puller) is at 3.4 of 5 in person 2, ahead of person 1 with 1.2 of 5.", Answer(explanation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExplainAsync_WhatAUnitIs_IsToldFromItsCardForEveryCard()
    {
        foreach (var unit in ActionUnits.All.Where(unit => Cards.Find($"au/{unit.Number}") is not null))
        {
            var (explanation, _) = await Ask($"What is AU{unit.Number}?", FakeMedia.Still, Smiling());

            Assert.Equal([$"au/{unit.Number}"], explanation.Claims[0].Citations);
        }
    }

    [Fact]
    public async Task ExplainAsync_PersonsAsHappyAsEachOther_AreNotRanked()
    {
        var (explanation, _) = await Ask("Who looks happier?", FakeMedia.Still, [Reads("happiness", 0.9), Unit(12, 3.2), Reads("happiness", 0.9, 2), Unit(12, 3.2, 2)]);

        Assert.Contains("too near to tell apart", explanation.Claims[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Fault_PersonsComparedInAUnitTheWrongWayRound_IsFound()
    {
        var ledger = new EvidenceLedger();
        var (weak, strong) = (ledger.Add(Unit(12, 1.2)), ledger.Add(Unit(12, 3.4, 2)));
        var claim = new Claim(ReasoningStage.Conclusion, "AU12 (lip corner puller) is at 1.2 of 5 in person 1, ahead of person 2 with 3.4 of 5.", [weak.Id, strong.Id]);

        Assert.Contains("AU12 is stronger in person 2", new Verifier(Cards).Fault(claim, 1, ledger), StringComparison.Ordinal);
    }
}
