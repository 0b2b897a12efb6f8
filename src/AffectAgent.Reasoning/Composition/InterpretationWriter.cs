namespace AffectAgent.Reasoning;

/// <summary>Writes what the observations may mean: pattern, modalities compared, the alternative weighed.</summary>
/// <param name="knowledge">The cards.</param>
/// <param name="ledger">Takes what is computed here.</param>
internal sealed class InterpretationWriter(IKnowledgeBase knowledge, EvidenceLedger ledger)
{
    /// <summary>Writes the interpretation and answers the alternative that was weighed.</summary>
    public Alternative? Write(CaseEvidence evidence, Reading reading, Draft draft)
    {
        Pattern(evidence, reading, draft);
        SignWriter.Interpret(evidence, knowledge, draft);
        Modalities(evidence, reading, draft);
        new SpokenCards(knowledge).Write(evidence, reading, draft);
        return WeighAlternative(evidence, reading, draft);
    }

    private static void Pattern(CaseEvidence evidence, Reading reading, Draft draft)
    {
        if (reading is not { Pattern: { } pattern, PatternEvidence: { } match } || !evidence.Units.Any(e => e.Value >= EvidenceFacts.Visible))
            return;
        var fits = pattern.Emotion == reading.Fused.Distribution.Top;
        draft.Say(ReasoningStage.Interpretation, fits ? "pattern.best" : "pattern.differs", [match.Id, pattern.Best.Id],
            ("emotion", pattern.Emotion.Name()), ("cosine", Draft.F(pattern.Cosine, 2)));
        if (fits)
            draft.SayGist(ReasoningStage.Interpretation, pattern.Best);
    }

    /// <summary>Writes where the modalities agree and where they part.</summary>
    public void Modalities(CaseEvidence evidence, Reading reading, Draft draft)
    {
        foreach (var conflict in reading.Fused.Disagreements)
        {
            var (first, second) = (reading.ModalityEvidence[conflict.First], reading.ModalityEvidence[conflict.Second]);
            draft.Say(ReasoningStage.Interpretation, "conflict", [first.Id, second.Id], ("first", Reads(conflict.First)), ("second", Reads(conflict.Second)),
                ("firstEmotion", first.Label!), ("secondEmotion", second.Label!));
            draft.SayGist(ReasoningStage.Interpretation, ConflictCard(conflict.First, conflict.Second));
        }

        var ordered = reading.ModalityEvidence.OrderByDescending(pair => reading.Fused.ByModality[pair.Key].Share).ToList();
        foreach (var (modality, read) in ordered.Skip(1))
        {
            var lead = ordered[0];
            if (read.Label == lead.Value.Label && read.Label != Emotion.Neutral.Name())
                draft.Say(ReasoningStage.Interpretation, "agree", [lead.Value.Id, read.Id], ("first", Name(lead.Key)), ("second", Name(modality)), ("emotion", read.Label!));
            else if (modality == Modality.Words && read.Label == Emotion.Neutral.Name())
                draft.Say(ReasoningStage.Interpretation, "silent-words", [read.Id], ("percent", Draft.Percent(read.Value!.Value)), ("first", Name(lead.Key)));
        }

        if (evidence.SeveralPersons && ledger.All.Any(e => e.Modality is Modality.Voice or Modality.Words && e.DerivedFrom is null))
            draft.SayGist(ReasoningStage.Interpretation, knowledge.Find("limit/speaker"));
    }

    private Alternative? WeighAlternative(CaseEvidence evidence, Reading reading, Draft draft)
    {
        var ranked = reading.Fused.Distribution.Ranked();
        var (top, second) = (ranked[0].Emotion, ranked[1]);
        if (second.Probability < 0.005)
            return null;
        draft.Say(ReasoningStage.Interpretation, "alternative", [reading.Evidence.Id], ("second", second.Emotion.Name()), ("percent", Draft.Percent(second.Probability)));
        if (knowledge.Discriminator(top.Name(), second.Emotion.Name()) is not { } card)
            return new Alternative(second.Emotion, second.Probability, null, null);
        var balance = new CueWriter(ledger).Write(ReasoningStage.Interpretation, card, top, second.Emotion, evidence, draft);
        return new Alternative(second.Emotion, second.Probability, card.Id, balance.ForFirst);
    }

    private KnowledgeCard? ConflictCard(Modality first, Modality second) => knowledge.Find((first, second) switch
    {
        (Modality.Face, Modality.Voice) or (Modality.Voice, Modality.Face) => "conflict/face-voice",
        (Modality.Face, Modality.Words) or (Modality.Words, Modality.Face) => "conflict/words-face",
        _ => "conflict/words-tone",
    });

    private static string Reads(Modality modality) => Phrases.English.Name($"{modality}.reads");

    private static string Name(Modality modality) => Phrases.English.Name(modality.ToString());
}
