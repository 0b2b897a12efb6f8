namespace AffectAgent.Reasoning;

/// <summary>Answers questions of a measure beside face, voice and words as a whole: heart rate, nods, blinks, gaze, pitch. Says so where it is not on record.</summary>
internal static class MeasureAnswer
{
    private const ReasoningStage Stage = ReasoningStage.Conclusion;

    /// <summary>Writes the measure, or that it is not on record.</summary>
    /// <param name="question">The question.</param>
    /// <param name="evidence">What was measured.</param>
    /// <param name="asked">Records the question, to be cited where there is nothing else.</param>
    /// <param name="draft">Takes the sentences.</param>
    public static void Write(AskedQuestion question, CaseEvidence evidence, Func<Evidence> asked, Draft draft)
    {
        var (name, kind, label, _) = QuestionLexicon.English.Measures.First(measure => QuestionLexicon.Holds(measure.Cues, question.Words));
        var found = evidence.OfKind(kind).Where(e => e.Value is not null && (label is null || e.Label == label)).ToList();
        var before = draft.Claims.Count;
        if (found.Count > 0)
            Measured(kind, found, evidence, draft);
        if (draft.Claims.Count == before)
            draft.Say(Stage, "answer.unmeasured", [asked().Id], ("thing", name), ("quote", ObservationWriter.Quote(question.Text)));
    }

    private static void Measured(string kind, List<Evidence> found, CaseEvidence evidence, Draft draft)
    {
        var first = found[0];
        switch (kind)
        {
            case EvidenceKinds.Blinks:
                draft.Say(Stage, "answer.blinks", [first.Id], ("rate", Draft.F(first.Value!.Value, 0)));
                break;
            case EvidenceKinds.EyesClosed or EvidenceKinds.Speaking:
                draft.Say(Stage, kind == EvidenceKinds.Speaking ? "answer.speaking" : "answer.eyes-closed", [first.Id], ("percent", Draft.Percent(first.Value!.Value)));
                break;
            case EvidenceKinds.Gaze or EvidenceKinds.HeadPose:
                draft.Say(Stage, kind == EvidenceKinds.Gaze ? "answer.gaze" : "answer.head", found.Select(e => e.Id), ("parts", ObservationWriter.Join(
                    found.Select(e => Phrases.English.Fill("answer.angle", 0, ("degrees", Draft.F(e.Value!.Value * 180 / Math.PI, 0)), ("axis", Phrases.English.Name($"axis {e.Label}")))))));
                break;
            case EvidenceKinds.VoiceFeature:
                draft.Say(Stage, "answer.voice", [first.Id], ("name", Phrases.English.Name(first.Label!)), ("value", Draft.F(first.Value!.Value, 1)), ("unit", first.Unit ?? ""));
                break;
            default:
                // The signs are said as among the observations.
                var observed = new Draft(evidence);
                SignWriter.Observe(evidence, observed);
                draft.Take(observed.Claims.Where(claim => found.Exists(e => claim.Citations.Contains(e.Id))), Stage);
                break;
        }
    }
}
