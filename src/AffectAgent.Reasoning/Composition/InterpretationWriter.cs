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
        Corrected(evidence, reading, draft);
        SignWriter.Interpret(evidence, knowledge, draft);
        new MixtureWriter(ledger).Write(ReasoningStage.Interpretation, evidence, reading, draft);
        Modalities(evidence, reading, draft);
        new SpokenCards(knowledge).Write(evidence, reading, draft);
        new DoubtWriter(knowledge, ledger).Write(ReasoningStage.Interpretation, evidence, draft);
        Causes(evidence, orTellsOf: reading.Fused.Distribution.Top == Emotion.Neutral || WordsWitness.Event(evidence) is not null, draft);
        AlternativeWriter.Write(ReasoningStage.Interpretation, reading.Fused.Distribution.Top, alternatives, evidence, reading, draft);
    }

    /// <summary>Writes what can be said where nothing is concluded: where the modalities part, what the words tell of, and what would decide.</summary>
    public void WithoutConclusion(CaseEvidence evidence, Reading reading, Draft draft)
    {
        Modalities(evidence, reading, draft);
        new DoubtWriter(knowledge, ledger).Write(ReasoningStage.Interpretation, evidence, draft);
        Causes(evidence, orTellsOf: true, draft);
        AlternativeWriter.Undecided(ReasoningStage.Interpretation, reading, knowledge, evidence, draft);
    }

    private void Modalities(CaseEvidence evidence, Reading reading, Draft draft) => new ModalityWriter(knowledge, ledger).Write(evidence, reading, draft);

    // Words that state no emotion may still tell of an event that tends to go with one.
    private void Causes(CaseEvidence evidence, bool orTellsOf, Draft draft)
    {
        var writer = new CauseWriter(knowledge, ledger);
        if (writer.Write(ReasoningStage.Interpretation, evidence, draft) == 0 && orTellsOf)
            writer.Occurrence(ReasoningStage.Interpretation, evidence, draft);
    }

    // Where the one model that was asked reads otherwise than the verdict, the reader is owed a reason: the units' pattern, or
    // the fitted weights, which correct what the model is known to read too often.
    private static void Corrected(CaseEvidence evidence, Reading reading, Draft draft)
    {
        var top = reading.Fused.Distribution.Top;
        if (evidence.First(EvidenceKinds.Expression) is not { Label: { } observed, Value: { } value } whole || observed == top.Name() || reading.Fused.ByModality.Count > 1)
            return;
        (string, string)[] slots = [("observed", observed), ("observedPercent", Draft.Percent(value)), ("emotion", top.Name()), ("percent", Draft.Percent(reading.Fused.Distribution[top]))];
        if (reading is { Pattern: { } pattern, PatternEvidence: { } match } && pattern.Emotion == top && Carries(pattern, evidence))
            draft.Say(ReasoningStage.Interpretation, "corrected.pattern", [whole.Id, reading.Evidence.Id, match.Id], slots);
        else
            draft.Say(ReasoningStage.Interpretation, "corrected", [whole.Id, reading.Evidence.Id], slots);
    }

    // A pattern is told where a unit of it is visible, and the one that carries it most was shown to be measured.
    private static bool Carries(PatternReading pattern, CaseEvidence evidence) => evidence.Units.Where(e => e.Value >= EvidenceFacts.Visible)
        .MaxBy(e => e.Value * pattern.Best.Pattern.GetValueOrDefault(e.ActionUnit!.Value)) is { Reliability: not Reliability.Unverified } carrier && pattern.Best.Pattern.GetValueOrDefault(carrier.ActionUnit!.Value) > 0;

    private static void Pattern(CaseEvidence evidence, Reading reading, Draft draft)
    {
        if (reading is not { Pattern: { } pattern, PatternEvidence: { } match } || !Carries(pattern, evidence))
            return;
        var fits = pattern.Emotion == reading.Fused.Distribution.Top;
        draft.Say(ReasoningStage.Interpretation, fits ? "pattern.best" : "pattern.differs", [match.Id, pattern.Best.Id],
            ("emotion", pattern.Emotion.Name()), ("cosine", Draft.F(pattern.Cosine, 2)));
        if (fits)
            draft.SayGist(ReasoningStage.Interpretation, pattern.Best);
    }
}
