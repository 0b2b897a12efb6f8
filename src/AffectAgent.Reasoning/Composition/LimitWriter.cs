namespace AffectAgent.Reasoning;

/// <summary>Writes which limits apply here: the gists of limit cards, chosen by the circumstances.</summary>
/// <param name="knowledge">The cards.</param>
internal sealed class LimitWriter(IKnowledgeBase knowledge)
{
    private const int Most = 4;
    private const string OfFaces = "limit/feelings";

    /// <summary>Writes the limits, the most telling first, and of every face that it does not reveal feelings.</summary>
    public void Write(CaseEvidence evidence, Draft draft)
    {
        IEnumerable<string> last = evidence.Has(Modality.Face) ? [OfFaces] : [];
        foreach (var id in Applying(evidence).Distinct(StringComparer.Ordinal).Take(Most - 1).Concat(last))
            draft.SayGist(ReasoningStage.Limit, knowledge.Find(id));
    }

    private static IEnumerable<string> Applying(CaseEvidence evidence)
    {
        var circumstances = evidence.OfKind(EvidenceKinds.FaceQuality).Select(e => e.Label).ToHashSet(StringComparer.Ordinal);
        var face = evidence.Has(Modality.Face);
        if (circumstances.Contains("small"))
            yield return "limit/small-face";
        if (circumstances.Contains("border") || circumstances.Contains("covered"))
            yield return "limit/occlusion";
        if (circumstances.Contains("turned"))
            yield return "limit/camera-angle";
        if (circumstances.Contains("blurred") || circumstances.Contains("dark"))
            yield return "limit/image-quality";
        if (evidence.First(EvidenceKinds.BriefMovement) is not null)
            yield return "limit/deception";
        if (SignWriter.Pain(evidence) is not null)
            yield return "limit/health";
        if (evidence.First(EvidenceKinds.Asymmetry) is not null)
            yield return "limit/asymmetry";
        if (face && (evidence.Has(Modality.Voice) || evidence.Has(Modality.Words)))
            yield return "limit/speaker";
        if (face && evidence.IsStill)
            yield return "limit/still";
        if (face && !evidence.IsStill && evidence.First(EvidenceKinds.VoiceActivity) is not null)
            yield return "limit/speech-mouth";
        if (evidence.Units.Any(e => e.Value >= EvidenceFacts.Visible && e.Reliability != Reliability.Verified))
            yield return "limit/geometry";
        if (!face && evidence.Has(Modality.Words))
            yield return "limit/words";
        if (!face && evidence.Has(Modality.Voice))
            yield return "voice/baseline";
        if (evidence.OfKind(EvidenceKinds.TranscriptLine).Any(line => line.Interval is not null))
            yield return "limit/transcript";
        if (face)
            yield return "limit/context";
    }
}
