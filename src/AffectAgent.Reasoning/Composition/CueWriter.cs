namespace AffectAgent.Reasoning;

/// <summary>Writes how the cues between two readings were weighed.</summary>
/// <param name="ledger">Takes the balance.</param>
internal sealed class CueWriter(EvidenceLedger ledger)
{
    private const int MostCues = 3;

    /// <summary>Writes what tells the two readings apart, the cues that were measured, and where they point.</summary>
    /// <param name="stage">Where the sentences belong.</param>
    /// <param name="card">The discriminator of the two.</param>
    /// <param name="top">The reading that leads.</param>
    /// <param name="second">The reading that it is weighed against.</param>
    /// <param name="evidence">What was measured.</param>
    /// <param name="draft">Takes the sentences.</param>
    /// <returns>What the cues say.</returns>
    public CueBalance Write(ReasoningStage stage, KnowledgeCard card, Emotion top, Emotion second, CaseEvidence evidence, Draft draft)
    {
        if (evidence.Has(Modality.Face))
            draft.SayGist(stage, card);
        var balance = CueWeigher.Weigh(card, top.Name(), evidence);
        foreach (var finding in balance.Findings.Take(MostCues))
            Cue(stage, finding, card, draft);
        Verdict(stage, balance, top, second, evidence, draft);
        return balance;
    }

    private static void Cue(ReasoningStage stage, CueFinding finding, KnowledgeCard card, Draft draft)
    {
        var (cue, measured) = (finding.Cue, finding.Evidence);
        if (cue.ActionUnit is null)
        {
            if (finding.IsThere)
            {
                draft.Say(stage, "cue.voice", [measured.Id, card.Id], ("name", Phrases.English.Name(measured.Label!)), ("emotion", cue.Favours),
                    ("direction", measured.Direction == Direction.Higher ? "higher" : "lower"));
            }

            return;
        }

        // A cue of less movement is there when the unit is not; it is said as the unit that stays low.
        if (cue.Direction != Direction.Higher)
            return;
        draft.Say(stage, finding.IsThere ? "cue.there" : "cue.missing", [measured.Id, card.Id],
            ("code", Draft.Code(measured)), ("name", Draft.NameOf(measured)), ("emotion", cue.Favours), ("value", Draft.F(measured.Value!.Value, 1)));
    }

    private void Verdict(ReasoningStage stage, CueBalance balance, Emotion top, Emotion second, CaseEvidence evidence, Draft draft)
    {
        // One cue against the leading reading is told as what it is; it is no balance.
        if (balance.Findings.Count == 0 || (balance.Findings.Count == 1 && balance.ForFirst == false))
            return;
        var winner = balance.ForFirst == false ? second : top;
        var loser = winner == top ? second : top;
        var weighed = ledger.Add(new Evidence
        {
            Kind = EvidenceKinds.CueBalance,
            Modality = Modality.Other,
            Person = evidence.Person,
            Label = balance.ForFirst is null ? "undecided" : winner.Name(),
            Value = Math.Round(winner == top ? balance.Balance : 1 - balance.Balance, 4),
            Unit = "0-1",
            Source = new EvidenceSource(GroundedComposer.SourceName),
            DerivedFrom = [.. balance.Findings.Select(f => f.Evidence.Id)],
            Note = $"Cues of {balance.Card.Id} weighed by strength and by how well each is measured.",
        });
        if (balance.ForFirst is null)
            draft.Say(stage, "cue.undecided", [weighed.Id, balance.Card.Id], ("first", top.Name()), ("second", second.Name()));
        else
            draft.Say(stage, winner == top ? "cue.verdict" : "cue.verdict.against", [weighed.Id, balance.Card.Id], ("winner", winner.Name()), ("loser", loser.Name()));
    }
}
