using AffectAgent.Knowledge;

namespace AffectAgent.Reasoning;

/// <summary>Fuses the witnesses of a case and appends what was computed to the ledger, so that sentences can cite it.</summary>
/// <param name="knowledge">The cards.</param>
/// <param name="vocabulary">Emotions and words in valence, arousal and dominance.</param>
/// <param name="ledger">Takes what is computed.</param>
internal sealed class ReadingRecorder(IKnowledgeBase knowledge, EmotionVocabulary vocabulary, EvidenceLedger ledger)
{
    private const int MostWords = 5;
    private static readonly EvidenceSource Source = new(GroundedComposer.SourceName);

    /// <summary>The reading, or null where there is no witness.</summary>
    public Reading? Read(CaseEvidence evidence)
    {
        if (Score.Of(evidence, knowledge, vocabulary) is not var (fits, pattern, witnesses, fused))
            return null;
        var confidence = ConfidenceRules.Of(fused, witnesses);
        var vad = VadOf(fused, evidence);
        var words = FinerWords.Of(vad, fused.Distribution.Top, evidence, vocabulary, MostWords);
        var rest = witnesses.SelectMany(w => w.EvidenceIds).Distinct(StringComparer.Ordinal).ToList();
        var template = new Evidence { Kind = EvidenceKinds.Reading, Modality = Modality.Other, Person = evidence.Person, Source = Source, DerivedFrom = rest, Reliability = witnesses.First(w => w.Channel == fused.Contributions[0].Channel).Reliability };
        return new Reading(
            fused, confidence, vad, words, pattern,
            ledger.Add(OfDistribution(template, fused.Distribution) with { Confidence = Math.Round(confidence.Value, 4), CarryingWords = [.. words.Select(w => w.Word)] }),
            pattern is null ? null : ledger.Add(OfPattern(template, pattern)),
            ledger.Add(template with { Kind = EvidenceKinds.ReadingConfidence, Label = "confidence", Value = Math.Round(confidence.Value, 4), Unit = "0-1", Note = Phrases.English.Reason(confidence.Reason) }),
            [
                ledger.Add(template with { Kind = EvidenceKinds.ReadingVad, Label = "valence", Value = Math.Round(vad.Valence, 4), Unit = "-1..1" }),
                ledger.Add(template with { Kind = EvidenceKinds.ReadingVad, Label = "arousal", Value = Math.Round(vad.Arousal, 4), Unit = "-1..1" }),
            ],
            fused.ByModality.Count < 2 ? new Dictionary<Modality, Evidence>() : fused.ByModality.ToDictionary(
                pair => pair.Key,
                pair => ledger.Add(OfDistribution(template, pair.Value.Distribution) with
                {
                    Modality = pair.Key,
                    DerivedFrom = [.. witnesses.Where(w => w.Modality == pair.Key).SelectMany(w => w.EvidenceIds)],
                    Confidence = Math.Round(pair.Value.Share, 4),
                    Note = "Its confidence is its share of what was said.",
                })))
        {
            Compounds = CompoundScorer.Rank(fused.Distribution, evidence.Units, fits, knowledge),
            Mixture = CompoundScorer.Mixture(fused.Distribution),
        };
    }

    /// <summary>Records how well a pattern fits.</summary>
    public static Evidence OfPattern(Evidence template, PatternReading pattern) => template with
    {
        Kind = EvidenceKinds.PatternMatch,
        Label = pattern.Emotion.Name(),
        Value = Math.Round(pattern.Cosine, 4),
        Unit = "-1..1",
        DerivedFrom = pattern.EvidenceIds,
        Reliability = pattern.Reliability,
        Note = $"Cosine with the pattern of {pattern.Best.Id}.",
    };

    private static Evidence OfDistribution(Evidence template, EmotionDistribution distribution) => template with
    {
        Label = distribution.Top.Name(),
        Value = Math.Round(distribution[distribution.Top], 4),
        Unit = "probability",
        Distribution = distribution.ByName(),
    };

    // The place of the distribution; a measured voice moves arousal by a third and valence by a tenth of the difference.
    private Vad VadOf(FusedReading fused, CaseEvidence evidence)
    {
        var at = vocabulary.VadOf(fused.Distribution);
        var affect = evidence.OfKind(EvidenceKinds.VoiceAffect);
        return new Vad(Towards(at.Valence, affect, "valence", 0.1), Towards(at.Arousal, affect, "arousal", 0.33), Math.Clamp(at.Dominance, -1, 1));
    }

    private static double Towards(double value, IReadOnlyList<Evidence> affect, string label, double share)
    {
        var heard = affect.Where(e => e.Label == label && e.Value is not null).Select(e => e.Value!.Value).ToList();
        return Math.Clamp(heard.Count == 0 ? value : value + (share * (heard.Average() - value)), -1, 1);
    }
}
