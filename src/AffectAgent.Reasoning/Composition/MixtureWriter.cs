namespace AffectAgent.Reasoning;

/// <summary>
/// Two readings that are both probable at the same time: a compound emotion where a card of the two fits the measured units,
/// else a mixture and no more.
/// </summary>
/// <param name="ledger">Takes the compound.</param>
internal sealed class MixtureWriter(EvidenceLedger ledger)
{
    /// <summary>Writes what the two make together; answers true if it wrote.</summary>
    public bool Write(ReasoningStage stage, CaseEvidence evidence, Reading reading, Draft draft)
    {
        var compound = reading.Compounds.FirstOrDefault(c => !InTurn(c.First, c.Second, evidence));
        if (compound is not null)
        {
            draft.Say(stage, "compound", [reading.Evidence.Id, Record(compound, evidence, reading).Id, compound.Card.Id],
                [.. Slots(compound.First, compound.Second, reading), ("title", compound.Card.Title), ("cosine", Draft.F(compound.Cosine, 2))]);
            draft.SayGist(stage, compound.Card);
            return true;
        }

        if (reading.Mixture is not { } mixture || InTurn(mixture.First, mixture.Second, evidence))
            return false;
        draft.Say(stage, evidence.Units.Any(u => u.Value >= EvidenceFacts.Visible) ? "mixture" : "mixture.plain", [reading.Evidence.Id], Slots(mixture.First, mixture.Second, reading));
        return true;
    }

    private static (string, string)[] Slots(Emotion first, Emotion second, Reading reading) =>
    [
        ("first", first.Name()), ("firstPercent", Draft.Percent(reading.Fused.Distribution[first])),
        ("second", second.Name()), ("secondPercent", Draft.Percent(reading.Fused.Distribution[second])),
    ];

    // One after the other is a sequence, which the course tells.
    private static bool InTurn(Emotion first, Emotion second, CaseEvidence evidence) =>
        evidence.Episodes.Any(e => e.Label == first.Name()) && evidence.Episodes.Any(e => e.Label == second.Name());

    private Evidence Record(CompoundReading compound, CaseEvidence evidence, Reading reading)
    {
        var (first, second) = (compound.First, compound.Second);
        return ledger.Add(new Evidence
        {
            Kind = EvidenceKinds.Compound,
            Modality = Modality.Other,
            Person = evidence.Person,
            Label = compound.Card.Title,
            Value = Math.Round(compound.Cosine, 4),
            Unit = "-1..1",
            Distribution = new Dictionary<string, double> { [first.Name()] = Math.Round(reading.Fused.Distribution[first], 4), [second.Name()] = Math.Round(reading.Fused.Distribution[second], 4) },
            Source = new EvidenceSource(GroundedComposer.SourceName),
            DerivedFrom = compound.EvidenceIds,
            Note = $"Cosine with the pattern of {compound.Card.Id}.",
        });
    }
}
