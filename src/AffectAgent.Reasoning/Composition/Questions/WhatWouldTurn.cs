using AffectAgent.Knowledge;

namespace AffectAgent.Reasoning;

/// <summary>A change that was tried, and what came of it.</summary>
/// <param name="Changes">What was assumed, each as a piece of evidence in the ledger.</param>
/// <param name="Result">Records the reading under it.</param>
/// <param name="Turns">True if it then leads with the reading that was asked for.</param>
internal sealed record TriedChange(IReadOnlyList<Evidence> Changes, Evidence Result, bool Turns);

/// <summary>
/// Finds what would turn a reading to another one, by scoring the case again under assumptions: first the units that the
/// discriminator of the two names, the strongest cue first, until the reading turns; where they do not suffice, the least
/// part that the face as a whole, or the words, would have to read as the other one.
/// </summary>
/// <param name="knowledge">The cards.</param>
/// <param name="vocabulary">Emotions in valence, arousal and dominance.</param>
/// <param name="ledger">Takes the assumptions and results.</param>
internal sealed class WhatWouldTurn(IKnowledgeBase knowledge, EmotionVocabulary vocabulary, EvidenceLedger ledger)
{
    private const double Marked = 3;
    private const int MostUnits = 4;
    private const int Steps = 20;

    /// <summary>The units to change so that <paramref name="target"/> leads, or as near as units alone bring it; null where no unit can be changed.</summary>
    public TriedChange? Units(Emotion target, Emotion from, KnowledgeCard card, CaseEvidence evidence)
    {
        if (!evidence.Has(Modality.Face))
            return null;
        var assumed = new List<Evidence>();
        Score? score = null;
        foreach (var change in Changes(target, from, card, evidence).Take(MostUnits))
        {
            assumed.Add(change);
            score = Score.Of(evidence.Assuming(assumed), knowledge, vocabulary);
            if (score?.Fused.Distribution.Top == target)
                break;
        }

        return score is null ? null : Keep(assumed, score, target, evidence);
    }

    /// <summary>How far the face as a whole, or the words where there is no face, would have to read as <paramref name="target"/> beside what is assumed already; null where that does not turn it either.</summary>
    public TriedChange? Whole(Emotion target, IReadOnlyList<Evidence> assumed, CaseEvidence evidence)
    {
        var kind = evidence.First(EvidenceKinds.Expression) is { Distribution: not null } ? EvidenceKinds.Expression : EvidenceKinds.TextEmotion;
        if (evidence.First(kind) is not { Distribution: not null } measured)
            return null;
        for (var step = 1; step <= Steps; step++)
        {
            var whole = Towards(measured, target, (double)step / Steps);
            List<Evidence> all = [.. assumed.Select(a => a with { Kind = EvidenceKinds.ActionUnit }), whole];
            if (Score.Of(evidence.Assuming(all), knowledge, vocabulary) is { } score && score.Fused.Distribution.Top == target)
                return Keep(all, score, target, evidence);
        }

        return null;
    }

    /// <summary>The reading with each of some units at rest, or marked where it is supposed there; null where nothing could be read then.</summary>
    /// <param name="units">The units, those not on record too, and whether each is supposed there.</param>
    /// <param name="evidence">The case.</param>
    public TriedChange? Set(IReadOnlyList<(int Unit, bool There)> units, CaseEvidence evidence)
    {
        var assumed = units.Select(unit => Assumed(unit.Unit, unit.There, evidence)).ToList();
        return Score.Of(evidence.Assuming(assumed), knowledge, vocabulary) is { } score ? Keep(assumed, score, score.Fused.Distribution.Top, evidence) : null;
    }

    /// <summary>The reading of what is left of a case; null where nothing could be read from it.</summary>
    public TriedChange? Scored(CaseEvidence evidence) =>
        Score.Of(evidence, knowledge, vocabulary) is { } score ? Keep([], score, score.Fused.Distribution.Top, evidence) : null;

    private static IEnumerable<Evidence> Changes(Emotion target, Emotion from, KnowledgeCard card, CaseEvidence evidence)
    {
        foreach (var cue in card.Cues.Where(cue => cue.ActionUnit is { } unit && ActionUnits.Find(unit) is not null).OrderByDescending(cue => cue.Strength).DistinctBy(cue => cue.ActionUnit))
        {
            var up = (cue.Favours == target.Name()) == (cue.Direction == Direction.Higher);
            if (cue.Favours != target.Name() && cue.Favours != from.Name())
                continue;
            var measured = evidence.Units.FirstOrDefault(e => e.ActionUnit == cue.ActionUnit);
            if (up ? measured?.Value >= Marked : !(measured?.Value >= EvidenceFacts.Visible))
                continue;
            yield return Assumed(cue.ActionUnit!.Value, up, evidence);
        }
    }

    private static Evidence Assumed(int unit, bool there, CaseEvidence evidence)
    {
        var measured = evidence.Units.FirstOrDefault(e => e.ActionUnit == unit);
        return new Evidence
        {
            Kind = EvidenceKinds.ActionUnit,
            Modality = Modality.Face,
            Person = evidence.Person,
            ActionUnit = unit,
            Label = measured?.Label ?? ActionUnits.Get(unit).Name,
            Value = there ? Marked : 0,
            Unit = "0-5",
            Reliability = measured?.Reliability ?? Reliability.Weak,
            Source = new EvidenceSource(GroundedComposer.SourceName),
        };
    }

    // The measured distribution mixed with certainty of the other reading.
    private static Evidence Towards(Evidence measured, Emotion target, double share)
    {
        var mixed = measured.Distribution!.ToDictionary(pair => pair.Key, pair => pair.Value * (1 - share), StringComparer.Ordinal);
        mixed[target.Name()] = mixed.GetValueOrDefault(target.Name()) + (share * measured.Distribution!.Values.Sum());
        var top = mixed.MaxBy(pair => pair.Value);
        return measured with { Id = "", Distribution = mixed, Label = top.Key, Value = Math.Min(1, top.Value), CarryingWords = null, Quote = null };
    }

    private TriedChange Keep(IReadOnlyList<Evidence> assumed, Score score, Emotion target, CaseEvidence evidence)
    {
        var origin = evidence.All.Take(1).Select(e => e.Id).ToList();
        var kept = assumed.Select(a => a.Id.Length > 0 ? ledger.Find(a.Id)! : ledger.Add(Assumption(a, target, origin))).ToList();
        var distribution = score.Fused.Distribution;
        var result = ledger.Add(new Evidence
        {
            Kind = EvidenceKinds.WhatIf,
            Modality = Modality.Other,
            Person = evidence.Person,
            Label = distribution.Top.Name(),
            Value = Math.Round(distribution[distribution.Top], 4),
            Unit = "probability",
            Distribution = distribution.ByName(),
            Source = new EvidenceSource(GroundedComposer.SourceName),
            DerivedFrom = kept.Count > 0 ? [.. kept.Select(e => e.Id)] : [.. score.Witnesses.SelectMany(witness => witness.EvidenceIds).Distinct(StringComparer.Ordinal)],
            Note = "Scored again under assumptions; not measured.",
        });
        return new TriedChange(kept, result, distribution.Top == target);
    }

    private static Evidence Assumption(Evidence assumed, Emotion target, IReadOnlyList<string> origin)
    {
        var kept = assumed with { Kind = EvidenceKinds.Assumption, DerivedFrom = origin, Note = "Assumed, not measured." };
        return assumed.ActionUnit is not null ? kept : kept with { Label = target.Name(), Value = Math.Round(assumed.Distribution![target.Name()], 4), Unit = "probability" };
    }
}
