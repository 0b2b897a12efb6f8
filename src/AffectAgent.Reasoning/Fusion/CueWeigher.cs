namespace AffectAgent.Reasoning;

/// <summary>One cue of a discriminator card, looked up in the evidence.</summary>
/// <param name="Cue">The cue.</param>
/// <param name="Evidence">What was measured of it.</param>
/// <param name="IsThere">True if the cue is there as the card describes it.</param>
internal sealed record CueFinding(DiscriminatingCue Cue, Evidence Evidence, bool IsThere);

/// <summary>What a discriminator card's cues say here.</summary>
/// <param name="Card">The card.</param>
/// <param name="Findings">The cues that were measured, strongest first.</param>
/// <param name="Balance">Share of the cues' weight that speaks for the first reading, 0 to 1; 0.5 if they are silent.</param>
internal sealed record CueBalance(KnowledgeCard Card, IReadOnlyList<CueFinding> Findings, double Balance)
{
    private const double Undecided = 0.1;

    /// <summary>True if the cues speak for the first reading, false if for the second, null if for neither.</summary>
    public bool? ForFirst => Findings.Count == 0 || Math.Abs(Balance - 0.5) < Undecided ? null : Balance > 0.5;
}

/// <summary>
/// Weighs the cues of a discriminator card: a cue that is there counts its strength times the trust in its measure for the
/// reading it favours; one that is measured and not there counts half of that for the other reading, since an absent
/// movement proves less than a present one.
/// </summary>
internal static class CueWeigher
{
    private const double Absent = 0.5;

    /// <summary>From this probability on a line's words express a label.</summary>
    public const double LeastWords = 0.4;

    /// <summary>Weighs the cues between two readings.</summary>
    /// <param name="card">Their discriminator.</param>
    /// <param name="first">The reading that leads.</param>
    /// <param name="evidence">What was measured.</param>
    public static CueBalance Weigh(KnowledgeCard card, string first, CaseEvidence evidence)
    {
        var findings = card.Cues.Select(cue => Find(cue, evidence)).OfType<CueFinding>()
            .OrderByDescending(f => f.Cue.Strength * (f.IsThere ? 1 : Absent)).ToList();
        double forFirst = 0, all = 0;
        foreach (var finding in findings)
        {
            var weight = finding.Cue.Strength * Witnesses.Trust(finding.Evidence.Reliability) * (finding.IsThere ? 1 : Absent);
            all += weight;
            if (finding.Cue.Favours == first == finding.IsThere)
                forFirst += weight;
        }

        return new CueBalance(card, findings, all > 0 ? forFirst / all : 0.5);
    }

    private static CueFinding? Find(DiscriminatingCue cue, CaseEvidence evidence)
    {
        if (cue.ActionUnit is { } unit)
        {
            var measured = evidence.Units.FirstOrDefault(e => e.ActionUnit == unit);
            return measured is null ? null : new CueFinding(cue, measured, measured.Value >= EvidenceFacts.Visible == (cue.Direction == Direction.Higher));
        }

        if (cue.Words is { } label)
        {
            // A label that the words do not carry proves nothing: most lines express little of anything.
            var said = evidence.PlainWords.Where(e => e.Label == label && e.Value >= LeastWords).MaxBy(e => e.Value);
            return said is null ? null : new CueFinding(cue, said, cue.Direction != Direction.Lower);
        }

        var feature = evidence.All.FirstOrDefault(e => e.Kind == EvidenceKinds.VoiceFeature && e.Label == cue.Feature && e.Direction is Direction.Higher or Direction.Lower);
        return feature is null ? null : new CueFinding(cue, feature, feature.Direction == cue.Direction);
    }
}
