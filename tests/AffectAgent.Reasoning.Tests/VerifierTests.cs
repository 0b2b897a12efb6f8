using AffectAgent.Knowledge;

namespace AffectAgent.Reasoning.Tests;

public sealed class VerifierTests
{
    private static readonly Verifier Verifier = new(KnowledgeBase.LoadBuiltIn());

    private static string? Fault(string text, string citations, int? person, ReasoningStage stage) =>
        Verifier.Fault(new Claim(stage, text, citations.Split(' ', StringSplitOptions.RemoveEmptyEntries)), person, Ledgers.Smile());

    [Theory]
    // A wrong Action Unit, by number and by name; a number with another unit's name.
    [InlineData("AU15 (lip corner depressor) peaks at 1.20 s with 3.4 of 5.", "E3")]
    [InlineData("The nose wrinkler stands out at 3.4 of 5.", "E3")]
    [InlineData("AU12 (cheek raiser) stands out at 3.4 of 5.", "E3")]
    [InlineData("AU6 reaches 3.4 of 5 and AU12 2.1 of 5.", "E3 E4")]
    [InlineData("AU6 and AU12 reach 3.4 of 5.", "E3 E4")]
    [InlineData("AUs 12, 6 and 4 are visible.", "E3 E4 E5")]
    // A wrong time.
    [InlineData("AU12 peaks at 2.40 s.", "E3")]
    [InlineData("AU12 is active from 0.90 s to 2.10 s.", "E3")]
    [InlineData("AU12 begins at 1.2 s.", "E3")]
    [InlineData("AU12 is active between 0.40 and 3.10 seconds.", "E3")]
    [InlineData("AU12 lasts for 2.9 seconds.", "E3")]
    [InlineData("At 0:03 the words “thank you” are said.", "E10")]
    // An invented number.
    [InlineData("The face reads as happiness with 97 %.", "E2")]
    [InlineData("AU12 reaches 4.4 of 5.", "E3")]
    [InlineData("AU12 reaches 3.42 of 5.", "E3")]
    [InlineData("The pitch of the voice is 240 Hz.", "E8")]
    [InlineData("Four seconds of speech are heard in the voice.", "E7")]
    [InlineData("The face reads as happiness with 91 %, surprise with 15 %.", "E2")]
    // A swapped probability.
    [InlineData("The face reads as happiness with 5 % and surprise with 91 %.", "E2")]
    // A wrong direction.
    [InlineData("The pitch of the voice is lower than the usual 180 Hz.", "E8")]
    [InlineData("The voice falls in pitch.", "E8")]
    [InlineData("The brows are raised, as AU4 shows.", "E12")]
    // A swapped emotion.
    [InlineData("The face reads as sadness.", "E2")]
    [InlineData("The face expresses surprise.", "E2")]
    [InlineData("The person is angry.", "E2")]
    [InlineData("The face reads as surprise rather than happiness.", "E2")]
    [InlineData("The face does not read as happiness.", "E2")]
    [InlineData("The face reads as sadness, with lowered lip corners.", "E2 emotion/sadness")]
    [InlineData("The voice sounds angry.", "E9 voice/anger")]
    [InlineData("The face reads as gratitude, but the words express happiness.", "E2 E10")]
    [InlineData("The face reads as sadness, and AU12 is at 3.4 of 5.", "E2 E3")]
    // Presence and strength.
    [InlineData("AU4 (brow lowerer) is visible.", "E5")]
    [InlineData("AU12 is not visible.", "E3")]
    [InlineData("The lip corner puller is only slight.", "E3")]
    // A wrong person, named and not named.
    [InlineData("Person 2 reads as happiness.", "E2")]
    [InlineData("The face of person 3 reads as happiness with 91 %.", "E2")]
    [InlineData("The face reads as anger with 70 %.", "E11")]
    // A wrong modality.
    [InlineData("The voice reads as happiness with 91 %.", "E2")]
    // A quote that was not said.
    [InlineData("The words “I hate you” express gratitude.", "E10")]
    [InlineData("The words “Thank you so much for nothing” express gratitude.", "E10")]
    // What somebody feels, whatever the reading.
    [InlineData("Person 1 feels happy.", "E2")]
    [InlineData("Person 1 is happy.", "E2")]
    [InlineData("The person is not happy.", "E12")]
    [InlineData("She is so happy, as AU12 at 3.4 of 5 shows.", "E2 E3")]
    [InlineData("Person 1 feels happy, not sad.", "E2 limit/feelings")]
    // A number that only a card beside the evidence holds, or the year of a source.
    [InlineData("The face turned by 30 reads as happiness.", "E2 limit/camera-angle")]
    [InlineData("Lip corners and jaw are read well since 2015.", "limit/geometry")]
    // Nothing that could be checked.
    [InlineData("The eyes are filled with tears.", "E3")]
    [InlineData("He is lying to his wife.", "E1 E2")]
    public void Fault_PlantedFalsehood_IsCaught(string text, string citations) =>
        Assert.NotNull(Fault(text, citations, 1, ReasoningStage.Interpretation));

    [Theory]
    [InlineData("The face reads as happiness.", "")]
    [InlineData("The face reads as happiness.", "E99")]
    [InlineData("The face reads as happiness.", "E2 emotion/joyousness")]
    [InlineData("Raised lip corners with raised cheeks form the pattern read as happiness.", "emotion/happiness")]
    public void Fault_ObservationWithoutGoodCitation_IsCaught(string text, string citations) =>
        Assert.NotNull(Fault(text, citations, 1, ReasoningStage.Observation));

    [Theory]
    [InlineData("Drawn-together brows and stretched lips speak for fear, a loose dropped jaw for surprise.", "pair/anger-disgust")]
    [InlineData("A wrinkled nose speaks for disgust.", "emotion/happiness")]
    [InlineData("AU9 goes with happiness.", "emotion/happiness")]
    [InlineData("AU4 speaks for surprise.", "pair/fear-surprise")]
    [InlineData("AU12 is visible at 3.4 of 5.", "au/12")]
    [InlineData("This face shows a smile that pulls the lip corners up.", "au/12")]
    [InlineData("A still picture can't show how long someone slept.", "limit/feelings")]
    [InlineData("Facial movements show what someone feels.", "limit/feelings")]
    [InlineData("Facial movements do not show how an expression reads, and not what someone feels.", "limit/feelings")]
    [InlineData("A still picture can show how the expression came and went.", "limit/still")]
    [InlineData("Raised lip corners with raised cheeks do not form the pattern read as happiness.", "emotion/happiness")]
    [InlineData("Orbicularis oculi can't be moved at will.", "au/12")]
    [InlineData("The person tells the truth.", "E2 limit/deception")]
    [InlineData("A face and a mismatch tell whether someone lies.", "E3 limit/deception")]
    [InlineData("Words tell nothing of what someone chose to say.", "limit/words")]
    [InlineData("Words always tell the truth.", "limit/words")]
    [InlineData("Words tell what someone hides.", "limit/words")]
    [InlineData("Only words tell what someone chose to say.", "limit/words")]
    [InlineData("Someone chose what words tell to say.", "limit/words")]
    [InlineData("Beards show anger in men.", "limit/beards")]
    [InlineData("AU12 always goes with happiness.", "emotion/happiness")]
    public void Fault_CardStatementWithTheWrongCard_IsCaught(string text, string citations) =>
        Assert.NotNull(Fault(text, citations, 1, ReasoningStage.Interpretation));

    [Theory]
    [InlineData("AU12 (lip corner puller) is active from 0.40 s to 2.10 s and peaks at 1.20 s with 3.4 of 5.", "E3")]
    [InlineData("Between 0.4 and 2.1 seconds the lip corner puller is active, strongest at 1.2 s.", "E3")]
    [InlineData("AU12 rises to 3.4 of 5 while AU6 reaches 2.1.", "E3 E4")]
    [InlineData("AU6 and AU12 are visible.", "E3 E4")]
    [InlineData("The face reads as happiness (91 %), then surprise (5 %).", "E2")]
    [InlineData("The face of person 1 reads as happiness rather than surprise.", "E2")]
    [InlineData("The probability of happiness is 0.91.", "E2")]
    [InlineData("The pitch of the voice averages 212 Hz, higher than the usual 180 Hz.", "E8")]
    [InlineData("The arousal of the voice is 0.42 on a scale of -1 to 1.", "E9")]
    [InlineData("At 1.0 s she says “thank you so much”, which expresses gratitude with 83 %.", "E10")]
    [InlineData("The brow lowerer is not visible.", "E5")]
    [InlineData("Raised lip corners with raised cheeks form the pattern read as happiness.", "emotion/happiness")]
    [InlineData("The face reads as happiness, and AU12 is at 3.4 of 5.", "E2 E3")]
    [InlineData("AU26 (jaw drop), a sign of surprise, stays at 0.2 of 5.", "E6 pair/fear-surprise")]
    [InlineData("Facial movements show how an expression reads, not what someone feels.", "limit/feelings")]
    [InlineData("Words tell what someone chose to say.", "limit/words")]
    [InlineData("Words tell what someone chose to say.", "E10 limit/words")]
    [InlineData("That is left unanswered, for a limit applies: neither a face nor a mismatch tells whether someone lies.", "limit/deception")]
    [InlineData("AU12 goes with happiness.", "emotion/happiness")]
    public void Fault_TrueSentenceOfAnyWriter_Passes(string text, string citations) =>
        Assert.Null(Fault(text, citations, 1, ReasoningStage.Interpretation));

    [Theory]
    [InlineData("E1", true)]
    [InlineData("E1 E2", false)]
    public void Fault_ReadingOfTheWords_StandsWhereWordsAloneCarryIt(string from, bool stands)
    {
        var ledger = new EvidenceLedger();
        ledger.Add(new Evidence { Kind = EvidenceKinds.TextEmotion, Modality = Modality.Words, Label = "joy", Value = 0.9, Unit = "probability", Quote = "hooray", Source = new("t") });
        ledger.Add(new Evidence { Kind = EvidenceKinds.VoiceEmotion, Modality = Modality.Voice, Label = "neutral", Value = 0.5, Unit = "probability", Source = new("t") });
        var reading = ledger.Add(new Evidence
        {
            Kind = EvidenceKinds.Reading, Modality = Modality.Other, Label = "happiness", Value = 0.93, Unit = "probability", Source = new("t"), DerivedFrom = from.Split(' '),
            Distribution = new Dictionary<string, double> { ["happiness"] = 0.93, ["neutral"] = 0.07 },
        });

        Assert.Equal(stands, Verifier.Fault(new Claim(ReasoningStage.Conclusion, "The words read as happiness with 93 %.", [reading.Id]), null, ledger) is null);
        Assert.NotNull(Verifier.Fault(new Claim(ReasoningStage.Conclusion, "The face reads as happiness with 93 %.", [reading.Id]), null, ledger));
    }

    // People search by them; the card says none of it.
    [Fact]
    public void Fault_KeywordOfACitedCard_IsNothingThatItSays()
    {
        Assert.Contains("fake smile", KnowledgeBase.LoadBuiltIn().Find("pair/duchenne-polite")!.Keywords);
        Assert.Contains("is not in what it cites", Fault("The face reads as happiness, “fake smile”.", "E2 pair/duchenne-polite", 1, ReasoningStage.Interpretation), StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_Explanation_RemovesAndCountsWhatFails()
    {
        var draft = new Explanation
        {
            Person = 1,
            Claims = [new(ReasoningStage.Observation, "The face reads as happiness.", ["E2"]), new(ReasoningStage.Observation, "The face reads as fear.", ["E2"])],
        };

        var verified = Verifier.Verify(draft, Ledgers.Smile());

        Assert.Equal("The face reads as happiness.", Assert.Single(verified.Claims).Text);
        Assert.Equal((2, 1, 0.5), (verified.Faithfulness.Checked, verified.Faithfulness.Supported, verified.Faithfulness.Score));
        Assert.Contains("fear", Assert.Single(verified.Faithfulness.Rejected).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void FacsNamesPattern_AgainstCore_HoldsEveryName() =>
        Assert.Equal(ActionUnits.All.Select(unit => unit.Name.ToLowerInvariant()).Order(), FacsNames.Pattern.Split('|').Order());
}
