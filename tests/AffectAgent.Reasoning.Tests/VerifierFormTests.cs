using AffectAgent.Knowledge;

namespace AffectAgent.Reasoning.Tests;

/// <summary>For each form of sentence a true one that passes, and false twins of it that must not.</summary>
public sealed class VerifierFormTests
{
    private static readonly Verifier Verifier = new(KnowledgeBase.LoadBuiltIn());

    private static string? Fault(string text, string citations) =>
        Verifier.Fault(new Claim(ReasoningStage.Interpretation, text, citations.Split(' ')), 1, Ledger());

    [Theory]
    // Order in time.
    [InlineData("From 0.20 s to 1.40 s the face reads as surprise, then from 1.60 s to 3.80 s as happiness.", "E1 E2")]
    [InlineData("Surprise ends at 1.40 s, and happiness begins at 1.60 s.", "E1 E2")]
    [InlineData("AU2 (outer brow raiser) is active before AU12 (lip corner puller).", "E3 E4")]
    [InlineData("AU12 (lip corner puller) sets in after AU2 (outer brow raiser).", "E3 E4")]
    [InlineData("At 2.00 s, while the face reads as happiness, the words “I lost my dog” express sadness with 80 %.", "E2 E6")]
    [InlineData("It reads as happiness with 55 %, then surprise with 30 %.", "E5")]
    // Cues.
    [InlineData("AU2 (outer brow raiser) at 3.0 of 5 speaks for surprise.", "E5 E3 pair/happiness-surprise")]
    [InlineData("AU12 (lip corner puller) at 3.5 of 5 speaks for happiness; AU26 (jaw drop), a sign of surprise, stays at 0.4 of 5.", "E5 E4 E8 pair/happiness-surprise")]
    [InlineData("A higher pitch in the voice speaks for happiness.", "E9 pair/happiness-neutral")]
    [InlineData("These cues point to happiness rather than surprise.", "E10 pair/happiness-surprise")]
    [InlineData("The cues weighed support this against surprise.", "E10 pair/happiness-surprise")]
    [InlineData("These cues point to happiness; nothing is on record of AU20 (lip stretcher).", "E10 pair/fear-happiness")]
    // Comparisons.
    [InlineData("It reads as happiness with 55 %, ahead of surprise with 30 %.", "E5")]
    [InlineData("Happiness is more probable than surprise.", "E5")]
    [InlineData("Happiness has 55 % in person 1, ahead of person 2 with 20 %.", "E5 E11")]
    [InlineData("The reading follows the face in happiness.", "E5 E12")]
    // Occasions.
    [InlineData("What the words give as the occasion of sadness is “I lost my dog”.", "E7")]
    [InlineData("What the words give as the occasion of sadness is “I lost my dog”, told as a loss.", "E7 cause/sadness")]
    [InlineData("Happiness leads with 55 %, mainly because of AU12 (lip corner puller) at 3.5 of 5.", "E5 E4")]
    // Compounds.
    [InlineData("Both happiness with 55 % and surprise with 30 % have a part, and the units fit the pattern of a happily surprised face.", "E5 E13 compound/happily-surprised")]
    // What would follow.
    [InlineData("With AU20 (lip stretcher) at 3.0 of 5, it would read as fear with 48 %, if nothing else changed.", "E14 E15 pair/fear-happiness")]
    // Extent.
    [InlineData("Throughout the clip the lips are parted, AU25 (lips part) at 2.0 of 5.", "E16")]
    public void Fault_TrueSentence_Passes(string text, string citations) => Assert.Null(Fault(text, citations));

    [Theory]
    // Times swapped, order turned round.
    [InlineData("From 1.60 s to 3.80 s the face reads as surprise, then from 0.20 s to 1.40 s as happiness.", "E1 E2")]
    [InlineData("From 0.20 s to 1.40 s the face reads as happiness, then from 1.60 s to 3.80 s as surprise.", "E1 E2")]
    [InlineData("The face first reads as happiness, then as surprise.", "E1 E2")]
    [InlineData("Happiness ends at 1.40 s, and surprise begins at 1.60 s.", "E1 E2")]
    [InlineData("AU12 (lip corner puller) is active before AU2 (outer brow raiser).", "E3 E4")]
    [InlineData("AU2 (outer brow raiser) sets in after AU12 (lip corner puller).", "E3 E4")]
    [InlineData("While the face reads as surprise, the words “I lost my dog” express sadness with 80 %.", "E1 E6")]
    [InlineData("It reads as surprise with 30 %, then happiness with 55 %.", "E5")]
    // The wrong unit, the wrong direction, negation.
    [InlineData("AU4 (brow lowerer) at 0.2 of 5 speaks for surprise.", "E5 E17 pair/happiness-surprise")]
    [InlineData("AU2 (outer brow raiser) at 3.0 of 5 speaks for happiness.", "E5 E3 pair/happiness-surprise")]
    [InlineData("AU12 (lip corner puller) at 3.5 of 5 and AU2 (outer brow raiser) at 3.0 of 5 speak for happiness.", "E5 E3 E4 pair/happiness-surprise")]
    [InlineData("AU12 (lip corner puller) at 3.5 of 5 speaks against happiness.", "E5 E4 pair/happiness-surprise")]
    [InlineData("AU12 (lip corner puller) at 3.5 of 5 does not speak for happiness.", "E5 E4 pair/happiness-surprise")]
    [InlineData("AU26 (jaw drop) at 0.4 of 5 speaks for surprise.", "E5 E8 pair/happiness-surprise")]
    [InlineData("AU12 (lip corner puller), a sign of happiness, stays at 3.5 of 5.", "E5 E4 pair/happiness-surprise")]
    [InlineData("A lower pitch in the voice speaks for happiness.", "E9 pair/happiness-neutral")]
    [InlineData("A higher pitch in the voice speaks for neutral.", "E9 pair/happiness-neutral")]
    [InlineData("These cues point to surprise rather than happiness.", "E10 pair/happiness-surprise")]
    [InlineData("The cues weighed support this against happiness.", "E10 pair/happiness-surprise")]
    [InlineData("By the cues alone, surprise is not ruled out.", "E10 pair/happiness-surprise")]
    [InlineData("These cues point to happiness; nothing is on record of AU12 (lip corner puller).", "E10 pair/happiness-surprise")]
    // Comparisons turned round, other persons' evidence.
    [InlineData("Surprise is more probable than happiness.", "E5")]
    [InlineData("Happiness is less likely than surprise.", "E5")]
    [InlineData("Happiness has 20 % in person 2, ahead of person 1 with 55 %.", "E5 E11")]
    [InlineData("Happiness has 55 % in person 2, ahead of person 1 with 20 %.", "E5 E11")]
    [InlineData("Happiness has 20 %.", "E11")]
    [InlineData("The reading follows the words in happiness.", "E5 E18")]
    // Occasions that nobody gave.
    [InlineData("What the words give as the occasion of sadness is “thank you”.", "E7 E19")]
    [InlineData("What the words give as the occasion of happiness is “I lost my dog”.", "E7")]
    [InlineData("What the words give as the occasion of sadness is “I lost my dog”.", "E6")]
    [InlineData("What the words give as the occasion of sadness is “I lost my dog”, told as a threat.", "E7 cause/fear")]
    [InlineData("The words “I lost my dog” give no occasion.", "E6")]
    [InlineData("Happiness leads with 55 %, because she won the lottery.", "E5")]
    [InlineData("The face reads as happiness due to good news from home.", "E5 E4")]
    // Compounds without their card or their evidence, mixtures without both parts.
    [InlineData("The units fit the pattern of a happily surprised face.", "E5 compound/happily-surprised")]
    [InlineData("The units fit the pattern of a happily surprised face.", "E5 E13")]
    [InlineData("The units fit the pattern of a sadly angry face.", "E5 E13 compound/sadly-angry")]
    [InlineData("The units fit the pattern of a happily disgusted face.", "E5 E13 compound/happily-surprised")]
    [InlineData("This is a mixture of happiness and fear.", "E5 pair/fear-happiness")]
    // Assumptions said as measured, consequences that were not computed.
    [InlineData("AU20 (lip stretcher) is visible at 3.0 of 5.", "E14")]
    [InlineData("It reads as fear with 48 %.", "E15")]
    [InlineData("With AU20 (lip stretcher) at 3.0 of 5, it would read as sadness.", "E14 E15 pair/fear-sadness")]
    [InlineData("Without the smile it would read as anger.", "E5 E4 pair/anger-happiness")]
    // Extent.
    [InlineData("Throughout the clip AU12 (lip corner puller) is active.", "E4")]
    // A half that nobody measured beside one that was.
    [InlineData("The face reads as surprise from 0.20 s to 1.40 s, and the person is lying.", "E1")]
    [InlineData("The face reads as surprise from 0.20 s to 1.40 s, but the smile is fake.", "E1")]
    [InlineData("The face reads as surprise from 0.20 s to 1.40 s, caught at a birthday party.", "E1")]
    [InlineData("AU12 (lip corner puller) at 3.5 of 5 shows that the offer was accepted.", "E4")]
    [InlineData("The left lip corner is raised, AU12 at 3.5 of 5, the right one is not.", "E4")]
    [InlineData("AU2 is stronger than AU12.", "E3 E4")]
    [InlineData("Happiness is unlikely.", "E5")]
    [InlineData("The face and the words agree on happiness.", "E12 E18")]
    [InlineData("Happiness is more probable in the words than in the face.", "E12 E18")]
    [InlineData("The measure of AU12 is verified.", "E4")]
    [InlineData("Person 99999999999 reads as happiness.", "E5")]
    [InlineData("AU12 reaches ٣ of 5.", "E4")]
    public void Fault_FalseTwin_IsCaught(string text, string citations) => Assert.NotNull(Fault(text, citations));

    private static EvidenceLedger Ledger()
    {
        var ledger = new EvidenceLedger();
        Evidence Face(string kind, string? label = null) => new() { Kind = kind, Modality = Modality.Face, Person = 1, Label = label, Source = new("t") };
        Evidence Other(string kind, string? label) => Face(kind, label) with { Modality = Modality.Other, DerivedFrom = ["E1"] };
        Dictionary<string, double> Parts(params ReadOnlySpan<(string Name, double Share)> parts) => parts.ToArray().ToDictionary(p => p.Name, p => p.Share);
        Evidence Unit(int unit, double value, double from, double to) => Face(EvidenceKinds.ActionUnitEpisode) with { ActionUnit = unit, Value = value, Unit = "0-5", Interval = new(from, to), Apex = (from + to) / 2 };
        ledger.Add(Face(EvidenceKinds.ExpressionEpisode, "surprise") with { Value = 0.9, Unit = "probability", Interval = new(0.2, 1.4), Distribution = Parts(("surprise", 0.9), ("happiness", 0.1)) });
        ledger.Add(Face(EvidenceKinds.ExpressionEpisode, "happiness") with { Value = 0.8, Unit = "probability", Interval = new(1.6, 3.8), Distribution = Parts(("happiness", 0.8), ("surprise", 0.2)) });
        ledger.Add(Unit(2, 3.0, 0.3, 1.3));
        ledger.Add(Unit(12, 3.5, 1.7, 3.7));
        ledger.Add(Other(EvidenceKinds.Reading, "happiness") with { Value = 0.55, Unit = "probability", Distribution = Parts(("happiness", 0.55), ("surprise", 0.3), ("fear", 0.05)) });
        ledger.Add(new Evidence { Kind = EvidenceKinds.TextEmotion, Modality = Modality.Words, Label = "sadness", Value = 0.8, Unit = "probability", Quote = "I lost my dog, thank you", Interval = new(2, 3), Source = new("t") });
        ledger.Add(new Evidence { Kind = EvidenceKinds.Cause, Modality = Modality.Words, Label = "sadness", Quote = "I lost my dog", Interval = new(2, 3), DerivedFrom = ["E6"], Note = "Kind of event: a loss (cause/sadness).", Source = new("t") });
        ledger.Add(Unit(26, 0.4, 0, 4));
        ledger.Add(new Evidence { Kind = EvidenceKinds.VoiceFeature, Modality = Modality.Voice, Label = "F0 mean", Value = 220, Unit = "Hz", Baseline = 180, Direction = Direction.Higher, Source = new("t") });
        ledger.Add(Other(EvidenceKinds.CueBalance, "happiness") with { Value = 0.8, Unit = "0-1", Distribution = Parts(("happiness", 0.8), ("surprise", 0.2)) });
        ledger.Add(Other(EvidenceKinds.Reading, "sadness") with { Person = 2, Value = 0.6, Unit = "probability", Distribution = Parts(("sadness", 0.6), ("happiness", 0.2)) });
        ledger.Add(Other(EvidenceKinds.Reading, "happiness") with { Modality = Modality.Face, Value = 0.6, Unit = "probability", Distribution = Parts(("happiness", 0.6), ("surprise", 0.3)) });
        ledger.Add(Other(EvidenceKinds.Compound, "Happily surprised") with { Value = 0.8, Unit = "-1..1", Distribution = Parts(("happiness", 0.55), ("surprise", 0.3)) });
        ledger.Add(Other(EvidenceKinds.Assumption, "Lip stretcher") with { Modality = Modality.Face, ActionUnit = 20, Value = 3, Unit = "0-5" });
        ledger.Add(Other(EvidenceKinds.WhatIf, "fear") with { Value = 0.48, Unit = "probability", Distribution = Parts(("fear", 0.48), ("happiness", 0.4)) });
        ledger.Add(Unit(25, 2.0, 0, 4));
        ledger.Add(Unit(4, 0.2, 0, 4));
        ledger.Add(Other(EvidenceKinds.Reading, "sadness") with { Modality = Modality.Words, Value = 0.7, Unit = "probability", Distribution = Parts(("sadness", 0.7), ("happiness", 0.1)) });
        ledger.Add(new Evidence { Kind = EvidenceKinds.TranscriptLine, Modality = Modality.Words, Quote = "I lost my dog, thank you", Interval = new(2, 3), Source = new("t") });
        ledger.Add(Face(EvidenceKinds.FaceTrack) with { Value = 1, Unit = "share of frames, 0-1", Interval = new(0, 4) });
        return ledger;
    }
}
