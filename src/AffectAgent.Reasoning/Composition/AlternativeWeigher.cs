namespace AffectAgent.Reasoning;

/// <summary>
/// Weighs the leading reading against the runner-up, and against each further alternative within the margin, by the
/// discriminator of the two. Within the margin is what has a third of the leader's probability or more; three at most. Where
/// no cue of these was measured, the next of 0.05 or more whose cues were.
/// </summary>
/// <param name="knowledge">The cards.</param>
/// <param name="ledger">Takes the balances.</param>
internal sealed class AlternativeWeigher(IKnowledgeBase knowledge, EvidenceLedger ledger)
{
    private const int Most = 3;

    /// <summary>The share of the leader's probability from which on an alternative is serious.</summary>
    private const double Margin = 1.0 / 3;

    private const double LeastInstead = 0.05;

    /// <summary>The alternatives, most probable first; at least one.</summary>
    public IReadOnlyList<WeighedAlternative> Weigh(CaseEvidence evidence, Reading reading)
    {
        var distribution = reading.Fused.Distribution;
        var others = distribution.Ranked().Skip(1).ToList();
        var weighed = others.Where((pair, place) => place == 0 || !IsBehind(pair.Emotion, distribution)).Take(Most)
            .Select(pair => Weigh(distribution.Top, pair.Emotion, evidence, reading)).ToList();
        if (weighed.Exists(alternative => alternative.IsApplied))
            return weighed;
        var instead = others.Skip(weighed.Count).Where(pair => pair.Probability >= LeastInstead)
            .Select(pair => Weigh(distribution.Top, pair.Emotion, evidence, reading)).FirstOrDefault(alternative => alternative.IsApplied);
        return instead is null ? weighed : [.. weighed, instead];
    }

    /// <summary>Weighs one pair.</summary>
    public WeighedAlternative Weigh(Emotion top, Emotion other, CaseEvidence evidence, Reading reading)
    {
        var weighed = new WeighedAlternative(other, reading.Fused.Distribution[other], null, null, null, Moment(top, other, evidence)) { IsBehind = IsBehind(other, reading.Fused.Distribution) };
        if (knowledge.Discriminator(top.Name(), other.Name()) is not { } card)
            return weighed;
        var balance = Findings(card, top, evidence);
        return weighed with { Card = card, Balance = balance, Evidence = balance.Findings.Count == 0 ? null : Record(balance, top, other, evidence) };
    }

    private static bool IsBehind(Emotion other, EmotionDistribution distribution) => distribution[other] < Margin * distribution[distribution.Top];

    private static Evidence? Moment(Emotion top, Emotion other, CaseEvidence evidence) => evidence.Episodes.Any(e => e.Label == top.Name())
        ? evidence.Episodes.Where(e => e.Label == other.Name()).MaxBy(e => e.Interval!.Value.Duration * e.Value!.Value) : null;

    // A voice feature that runs the other way, a single cue of the voice against the whole reading, and cues of which no measure has been
    // shown to work are no discriminator applied.
    private static CueBalance Findings(KnowledgeCard card, Emotion top, CaseEvidence evidence)
    {
        var balance = CueWeigher.Weigh(card, top.Name(), evidence);
        var told = balance.Findings.Where(finding => finding.Cue.ActionUnit is not null || finding.IsThere)
            .GroupBy(finding => finding.Evidence.Id).Select(same => same.OrderByDescending(f => f.IsThere).ThenByDescending(f => f.Cue.Strength).First()).ToList();
        var none = told.TrueForAll(finding => finding.Evidence.Reliability == Reliability.Unverified)
            || (told is [{ Cue.ActionUnit: null } only] && only.Cue.Favours != top.Name());
        return none ? balance with { Findings = [], Balance = 0.5 } : balance with { Findings = told };
    }

    private Evidence Record(CueBalance balance, Emotion top, Emotion other, CaseEvidence evidence) => ledger.Add(new Evidence
    {
        Kind = EvidenceKinds.CueBalance,
        Modality = Modality.Other,
        Person = evidence.Person,
        Label = balance.ForFirst switch { true => top.Name(), false => other.Name(), null => "undecided" },
        Value = Math.Round(balance.ForFirst == false ? 1 - balance.Balance : balance.Balance, 4),
        Unit = "0-1",
        Distribution = new Dictionary<string, double> { [top.Name()] = Math.Round(balance.Balance, 4), [other.Name()] = Math.Round(1 - balance.Balance, 4) },
        Source = new EvidenceSource(GroundedComposer.SourceName),
        DerivedFrom = [.. balance.Findings.Select(f => f.Evidence.Id)],
        Note = $"Cues of {balance.Card.Id} weighed by strength and by how well each is measured.",
    });
}
