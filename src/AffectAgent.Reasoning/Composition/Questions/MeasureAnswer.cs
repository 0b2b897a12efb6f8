using System.Text.RegularExpressions;

namespace AffectAgent.Reasoning;

/// <summary>Answers questions of a measure beside face, voice and words as a whole: heart rate, nods, blinks, gaze, pitch. Says so where it is not on record.</summary>
internal static class MeasureAnswer
{
    private const ReasoningStage Stage = ReasoningStage.Conclusion;

    private static readonly (Regex Words, string Name, string Kind, string? Label)[] All =
    [
        (new(@"\b(?:pulse|heart ?-?(?:rate|beats?)|bpm|beats (?:per|a) minute)\b"), "a heart rate", EvidenceKinds.HeartRate, null),
        (new(@"\bpspi\b|\bpain score\b"), "a pain score", EvidenceKinds.PainScore, null),
        (new(@"\bnod(?:s|ded|ding)?\b|\bshak(?:e|es|ing) (?:his|her|their|the) head\b|\bhead ?(?:shakes?|gestures?)\b"), "a nod or a shake", EvidenceKinds.HeadGesture, null),
        (new(@"\bmicro ?-?expressions?\b|\bfleeting\b|\bbrief movements?\b"), "a brief movement", EvidenceKinds.BriefMovement, null),
        (new(@"\basymmetr\w+\b|\blop-?sided\b|\bsymmetr\w+\b"), "a difference of the two sides", EvidenceKinds.Asymmetry, null),
        (new(@"\bblinks?\b|\bblinking\b"), "how often the lids close", EvidenceKinds.Blinks, null),
        (new(@"\beyes (?:\w+ )?(?:closed|shut)\b"), "how long the lids are shut", EvidenceKinds.EyesClosed, null),
        (new(@"\bwhere\b.*\blook(?:s|ing)?\b|\bgaze\b|\beye contact\b|\blook(?:s|ing)? (?:away|at the camera|at me|to the side|aside)\b"), "the gaze", EvidenceKinds.Gaze, null),
        (new(@"\bhead (?:\w+ )?(?:turned|tilt\w*|pose|position|down|up)\b|\btilt\w* (?:his|her|their|the) head\b"), "a turned head", EvidenceKinds.HeadPose, null),
        (new(@"\b(?:is|are|does|do|was|who is) (?:\w+ ){0,2}(?:speaking|talking|talk|speak)\b"), "a moving mouth", EvidenceKinds.Speaking, null),
        (new(@"\bpitch\b|\b(?:high|low|deep)(?:er)? voice\b|\bvoice (?:\w+ )?(?:high|low|deep)(?:er)?\b"), "that measure", EvidenceKinds.VoiceFeature, "F0 mean"),
        (new(@"\bhow loud\b|\bloud\w*\b|\bquiet\w*\b|\bvolume\b"), "that measure", EvidenceKinds.VoiceFeature, "level"),
        (new(@"\bhow (?:fast|slow)\w* (?:\w+ )*(?:speak|talk)\w*|\bspeaking rate\b|\btempo\b"), "that measure", EvidenceKinds.VoiceFeature, "speaking rate"),
    ];

    /// <summary>True if the question names one of these measures.</summary>
    public static bool Names(string plain) => Array.Exists(All, measure => measure.Words.IsMatch(plain));

    /// <summary>Writes the measure, or that it is not on record.</summary>
    /// <param name="question">The question.</param>
    /// <param name="evidence">What was measured.</param>
    /// <param name="asked">Records the question, to be cited where there is nothing else.</param>
    /// <param name="draft">Takes the sentences.</param>
    public static void Write(AskedQuestion question, CaseEvidence evidence, Func<Evidence> asked, Draft draft)
    {
        var (_, name, kind, label) = Array.Find(All, measure => measure.Words.IsMatch(question.Plain));
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
