namespace AffectAgent.Reasoning;

/// <summary>
/// Weighs the leading reading against each serious alternative by the discriminator of the two. Serious is what has a
/// probability of 0.08 or more, three at most; where the leader is far ahead, the reading that the cards' patterns confuse
/// it with most and whose cues were measured.
/// </summary>
/// <param name="knowledge">The cards.</param>
/// <param name="ledger">Takes the balances.</param>
internal sealed class AlternativeWeigher(IKnowledgeBase knowledge, EvidenceLedger ledger)
{
    private const int Most = 3;

    /// <summary>From this probability on an alternative is serious.</summary>
    public const double Serious = 0.08;

    /// <summary>The alternatives, most probable first; at least one.</summary>
    public IReadOnlyList<WeighedAlternative> Weigh(CaseEvidence evidence, Reading reading)
    {
        var distribution = reading.Fused.Distribution;
        var top = distribution.Top;
        var others = distribution.Ranked().Where(pair => pair.Emotion != top && distribution.Has(pair.Emotion)).ToList();
        var weighed = others.Where(pair => pair.Probability >= Serious).Take(Most).Select(pair => Weigh(top, pair.Emotion, evidence, reading)).ToList();
        if (weighed.Exists(alternative => alternative.IsApplied))
            return weighed;
        var rest = others.Select(pair => pair.Emotion).Except(weighed.Select(alternative => alternative.Emotion))
            .OrderByDescending(emotion => Likeness(top, emotion)).ThenByDescending(emotion => distribution[emotion]);
        foreach (var emotion in rest)
        {
            if (knowledge.Discriminator(top.Name(), emotion.Name()) is { } card && Findings(card, top, evidence).Findings.Count > 0)
                return [.. weighed, Weigh(top, emotion, evidence, reading)];
        }

        return weighed.Count > 0 ? weighed : [Weigh(top, others[0].Emotion, evidence, reading)];
    }

    /// <summary>Weighs one pair.</summary>
    public WeighedAlternative Weigh(Emotion top, Emotion other, CaseEvidence evidence, Reading reading)
    {
        var probability = reading.Fused.Distribution[other];
        if (knowledge.Discriminator(top.Name(), other.Name()) is not { } card)
            return new WeighedAlternative(other, probability, null, null, null, Moment(top, other, evidence));
        var balance = Findings(card, top, evidence);
        return new WeighedAlternative(other, probability, card, balance, balance.Findings.Count == 0 ? null : Record(balance, top, other, evidence), Moment(top, other, evidence));
    }

    private static Evidence? Moment(Emotion top, Emotion other, CaseEvidence evidence) => evidence.Episodes.Any(e => e.Label == top.Name())
        ? evidence.Episodes.Where(e => e.Label == other.Name()).MaxBy(e => e.Interval!.Value.Duration * e.Value!.Value) : null;

    // A voice feature that runs the other way, and a single cue of the voice against the whole reading, are no discriminator applied.
    private static CueBalance Findings(KnowledgeCard card, Emotion top, CaseEvidence evidence)
    {
        var balance = CueWeigher.Weigh(card, top.Name(), evidence);
        var told = balance.Findings.Where(finding => finding.Cue.ActionUnit is not null || finding.IsThere)
            .GroupBy(finding => finding.Evidence.Id).Select(same => same.OrderByDescending(f => f.IsThere).ThenByDescending(f => f.Cue.Strength).First()).ToList();
        return told is [{ Cue.ActionUnit: null } only] && only.Cue.Favours != top.Name() ? balance with { Findings = [], Balance = 0.5 } : balance with { Findings = told };
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

    // How alike the two are in what moves: the best cosine of their patterns; 0 where one has none.
    private double Likeness(Emotion a, Emotion b) =>
        PatternsOf(a).SelectMany(first => PatternsOf(b).Select(second => Cosine(first, second))).DefaultIfEmpty(0).Max();

    private IEnumerable<IReadOnlyDictionary<int, double>> PatternsOf(Emotion emotion) => knowledge.Find($"emotion/{emotion.Name()}") is { Pattern.Count: > 0 } card ? [card.Pattern] : [];

    private static double Cosine(IReadOnlyDictionary<int, double> a, IReadOnlyDictionary<int, double> b)
    {
        var product = a.Sum(pair => pair.Value * b.GetValueOrDefault(pair.Key));
        var lengths = Math.Sqrt(a.Values.Sum(x => x * x) * b.Values.Sum(x => x * x));
        return lengths > 0 ? product / lengths : 0;
    }
}
