namespace AffectAgent.Reasoning;

/// <summary>Says which words count less, and why: praise of a nuisance, and what is said of an earlier time.</summary>
/// <param name="knowledge">The cards.</param>
/// <param name="ledger">Takes what shows it.</param>
internal sealed class DoubtWriter(IKnowledgeBase knowledge, EvidenceLedger ledger)
{
    private const int Most = 2;

    /// <summary>Writes it.</summary>
    public void Write(ReasoningStage stage, CaseEvidence evidence, Draft draft)
    {
        foreach (var doubt in evidence.Doubts.Take(Most))
        {
            var shown = Record(doubt, evidence);
            if (doubt.About is { } about)
                draft.Say(stage, "doubt.sarcasm", [shown.Id, doubt.Line.Id], ("praise", ObservationWriter.Quote(doubt.Sign)), ("about", ObservationWriter.Quote(about)));
            else
                draft.Say(stage, "doubt.past", [shown.Id, doubt.Line.Id], ("quote", ObservationWriter.Quote(doubt.Sign)));
            draft.SayGist(stage, knowledge.Find(doubt.Why == SpokenDoubt.Sarcasm ? "words/sarcasm" : "words/emotion-words"));
        }
    }

    private Evidence Record(SpokenDoubt doubt, CaseEvidence evidence) => ledger.Add(new Evidence
    {
        Kind = EvidenceKinds.WordsDoubt,
        Modality = Modality.Words,
        Person = evidence.Person,
        Interval = doubt.Line.Interval,
        Label = doubt.Why,
        Value = SpokenDoubt.Share,
        Unit = "0-1",
        Quote = doubt.Text,
        CarryingWords = doubt.About is { } about ? [doubt.Sign, about] : [doubt.Sign],
        Confidence = 0.5,
        Reliability = Reliability.Weak,
        Source = new EvidenceSource(GroundedComposer.SourceName),
        DerivedFrom = [doubt.Line.Id],
        Note = "Its value is the share of the reading that is taken to say nothing.",
    });
}
