namespace AffectAgent.Reasoning;

/// <summary>Writes what the observations may mean: pattern, modalities compared, occasions, the alternatives weighed.</summary>
/// <param name="knowledge">The cards.</param>
/// <param name="ledger">Takes what is computed here.</param>
internal sealed class InterpretationWriter(IKnowledgeBase knowledge, EvidenceLedger ledger)
{
    /// <summary>Writes the interpretation.</summary>
    public void Write(CaseEvidence evidence, Reading reading, IReadOnlyList<WeighedAlternative> alternatives, Draft draft)
    {
        Pattern(evidence, reading, draft);
        SignWriter.Interpret(evidence, knowledge, draft);
        new MixtureWriter(ledger).Write(ReasoningStage.Interpretation, evidence, reading, draft);
        Modalities(evidence, reading, draft);
        new SpokenCards(knowledge).Write(evidence, reading, draft);
        new CauseWriter(knowledge, ledger).Write(ReasoningStage.Interpretation, evidence, draft);
        AlternativeWriter.Write(ReasoningStage.Interpretation, reading.Fused.Distribution.Top, alternatives, evidence, reading, draft);
    }

    /// <summary>Writes where the modalities agree and where they part.</summary>
    public void Modalities(CaseEvidence evidence, Reading reading, Draft draft) => new ModalityWriter(knowledge, ledger).Write(evidence, reading, draft);

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
}
