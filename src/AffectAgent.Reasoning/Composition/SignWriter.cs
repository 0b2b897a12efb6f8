namespace AffectAgent.Reasoning;

/// <summary>Writes the short and special signs: heart rate, nods and shakes, brief movements, smiles, sides, pain score.</summary>
internal static class SignWriter
{
    private const int MostBrief = 2;
    private const int MostGestures = 3;

    private static readonly Dictionary<string, string> SmileCards = new(StringComparer.Ordinal)
    {
        ["smile with raised cheeks"] = "smile/duchenne",
        ["open smile"] = "smile/laughter",
        ["one-sided smile"] = "smile/contempt",
        ["averted smile"] = "smile/embarrassed",
    };

    /// <summary>Writes what was measured.</summary>
    public static void Observe(CaseEvidence evidence, Draft draft)
    {
        if (Strongest(evidence) is { } smile)
        {
            draft.Say(ReasoningStage.Observation, smile.Interval is null ? "sign.smile-still" : "sign.smile", [smile.Id],
                [("kind", Phrases.English.Name(smile.Label!)), ("value", Draft.F(smile.Value!.Value, 1)), .. Times(smile)]);
        }

        foreach (var brief in evidence.OfKind(EvidenceKinds.BriefMovement).Where(e => e is { Interval: not null, Apex: not null }).OrderByDescending(e => e.Value).Take(MostBrief).OrderBy(e => e.Apex))
        {
            var length = ("length", Draft.F(1000 * brief.Interval!.Value.Duration, 0));
            if (brief.ActionUnit is null)
                draft.Say(ReasoningStage.Observation, "sign.brief", [brief.Id], [length, .. Times(brief)]);
            else
                draft.Say(ReasoningStage.Observation, "sign.brief-unit", [brief.Id], [length, ("code", Draft.Code(brief)), ("name", Draft.NameOf(brief)), .. Times(brief)]);
        }

        foreach (var gesture in evidence.OfKind(EvidenceKinds.HeadGesture).Where(e => e is { Interval: not null, Unit: "rad", Value: not null }).OrderByDescending(e => e.Value).Take(MostGestures).OrderBy(e => e.Apex))
        {
            draft.Say(ReasoningStage.Observation, gesture.Label == "shake" ? "sign.shake" : "sign.nod", [gesture.Id],
                [("degrees", Draft.F(gesture.Value!.Value * 180 / Math.PI, 0)), .. Times(gesture)]);
        }

        if (evidence.OfKind(EvidenceKinds.Asymmetry).FirstOrDefault(e => e is { Label: not null, Value: not null, Baseline: not null }) is { } sides)
            draft.Say(ReasoningStage.Observation, "sign.sides", [sides.Id], ("place", sides.Label!), ("value", Draft.F(sides.Value!.Value, 1)), ("floor", Draft.F(sides.Baseline!.Value, 1)));
        if (Pain(evidence) is { Value: { } score } pain)
            draft.Say(ReasoningStage.Observation, pain.Apex is null ? "sign.pain-still" : "sign.pain", [pain.Id], [("value", Draft.F(score, 1)), .. Times(pain)]);
        if (evidence.First(EvidenceKinds.HeartRate) is { Value: { } rate, Interval: not null } heart)
            draft.Say(ReasoningStage.Observation, "sign.heart-rate", [heart.Id], [("rate", Draft.F(rate, 0)), .. Times(heart)]);
    }

    /// <summary>Quotes the cards of what was seen.</summary>
    public static void Interpret(CaseEvidence evidence, IKnowledgeBase knowledge, Draft draft)
    {
        // Where the pattern is told as a smile already, a second card of smiles says little more.
        if (Strongest(evidence)?.Label is { } kind && SmileCards.TryGetValue(kind, out var card) && !draft.Claims.Any(claim => claim.Citations is [var only] && only.StartsWith("smile/", StringComparison.Ordinal)))
            draft.SayGist(ReasoningStage.Interpretation, knowledge.Find(card));
        if (Pain(evidence) is not null)
            draft.SayGist(ReasoningStage.Interpretation, knowledge.Find("emotion/pain"));
    }

    /// <summary>The pain score, in a still and in a clip alike where the face does not read as happiness: laughter narrows the eyes and wrinkles the nose as pain does.</summary>
    public static Evidence? Pain(CaseEvidence evidence) =>
        evidence.First(EvidenceKinds.Expression)?.Label == Emotion.Happiness.Name() ? null : evidence.First(EvidenceKinds.PainScore);

    // A plain smile is told by its Action Unit already.
    private static Evidence? Strongest(CaseEvidence evidence) =>
        evidence.OfKind(EvidenceKinds.Smile).Where(e => e is { Label: not null and not "plain smile", Value: not null }).MaxBy(e => e.Value);

    private static (string, string)[] Times(Evidence evidence) =>
    [
        ("start", Draft.F(evidence.Interval?.Start ?? 0, 2)), ("end", Draft.F(evidence.Interval?.End ?? 0, 2)), ("apex", Draft.F(evidence.Apex ?? 0, 2)),
    ];
}
