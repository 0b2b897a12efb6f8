using AffectAgent.Knowledge;

namespace AffectAgent.Reasoning;

/// <summary>What a case scores: its witnesses taken together. The one way from evidence to a distribution, for what was measured and for what is only assumed.</summary>
/// <param name="Fits">How well the patterns of the cards fit the Action Units, or null where none was measured.</param>
/// <param name="Pattern">What the Action Units read as, or null.</param>
/// <param name="Witnesses">All witnesses; at least one.</param>
/// <param name="Fused">Taken together.</param>
internal sealed record Score(PatternFits? Fits, PatternReading? Pattern, IReadOnlyList<Witness> Witnesses, FusedReading Fused)
{
    /// <summary>The score of a case, or null where there is no witness.</summary>
    public static Score? Of(CaseEvidence evidence, IKnowledgeBase knowledge, EmotionVocabulary vocabulary)
    {
        var fits = PatternFits.Of(evidence.Units, knowledge);
        var witnesses = AffectAgent.Reasoning.Witnesses.Of(evidence, fits, vocabulary.VadOf);
        return witnesses.Count == 0 ? null : new Score(fits, PatternReading.Of(fits), witnesses, ModalityFusion.Fuse(witnesses, Circumstances.Of(evidence)));
    }
}
