namespace AffectAgent.Reasoning;

/// <summary>The fused reading of one case, with the evidence that records it.</summary>
/// <param name="Fused">All witnesses taken together.</param>
/// <param name="Confidence">How sure it is.</param>
/// <param name="Vad">Where it lies.</param>
/// <param name="Words">Open-vocabulary words.</param>
/// <param name="Pattern">What the Action Units read as, or null.</param>
/// <param name="Evidence">Records the distribution.</param>
/// <param name="PatternEvidence">Records the pattern, or null.</param>
/// <param name="ConfidenceEvidence">Records the confidence.</param>
/// <param name="VadEvidence">Records valence and arousal.</param>
/// <param name="ModalityEvidence">Records each modality's own reading, where there is more than one.</param>
internal sealed record Reading(
    FusedReading Fused,
    ReadingConfidence Confidence,
    Vad Vad,
    IReadOnlyList<EmotionWord> Words,
    PatternReading? Pattern,
    Evidence Evidence,
    Evidence? PatternEvidence,
    Evidence ConfidenceEvidence,
    IReadOnlyList<Evidence> VadEvidence,
    IReadOnlyDictionary<Modality, Evidence> ModalityEvidence)
{
    /// <summary>Compound emotions that both the probabilities and the Action Units bear out, best first; mostly none.</summary>
    public IReadOnlyList<CompoundReading> Compounds { get; init; } = [];

    /// <summary>Two emotions that are both probable, or null.</summary>
    public MixtureReading? Mixture { get; init; }
}
