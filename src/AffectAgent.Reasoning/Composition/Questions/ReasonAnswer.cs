namespace AffectAgent.Reasoning;

/// <summary>Answers why a reading leads, and what speaks for a reading that is asked about.</summary>
/// <param name="knowledge">The cards.</param>
/// <param name="ledger">Takes what is computed here.</param>
internal sealed class ReasonAnswer(IKnowledgeBase knowledge, EvidenceLedger ledger)
{
    private const int MostReasons = 3;
    private const ReasoningStage Stage = ReasoningStage.Conclusion;

    /// <summary>The strongest grounds of the leading reading.</summary>
    /// <param name="evidence">What was measured.</param>
    /// <param name="reading">The reading.</param>
    /// <param name="withCause">False where the occasion is asked for by itself.</param>
    /// <param name="draft">Takes the sentences.</param>
    public void Why(CaseEvidence evidence, Reading reading, bool withCause, Draft draft)
    {
        var top = reading.Fused.Distribution.Top;
        var grounds = Units(top, evidence, expected: true).Take(MostReasons - 1).Select(unit => (Phrases.English.Fill("cue.unit", 0, Slots(unit)), unit)).ToList();
        if (evidence.First(EvidenceKinds.Expression) is { Label: { } label, Value: { } value } whole && label == top.Name())
            grounds.Insert(0, (Phrases.English.Fill("reason.face", 0, ("emotion", label), ("percent", Draft.Percent(value)), ("face", draft.Face)), whole));
        if (Line(top, evidence) is { } line)
            grounds.Add((Phrases.English.Fill("reason.words", 0, ("quote", ObservationWriter.Quote(line.Quote!))), line));
        if (grounds.Count == 0)
            draft.Say(Stage, "answer.why-plain", [reading.Evidence.Id], AnswerWriter.Top(reading));
        else
            draft.Say(Stage, "answer.why", [reading.Evidence.Id, .. grounds.Select(g => g.Item2.Id)], [.. AnswerWriter.Top(reading), ("reasons", ObservationWriter.Join(grounds.Select(g => g.Item1)))]);
        if (withCause)
            new CauseWriter(knowledge, ledger).Write(Stage, evidence, draft);
    }

    /// <summary>What on record speaks for a reading, and what that belongs to it is not there.</summary>
    public void EvidenceFor(Emotion asked, CaseEvidence evidence, Reading reading, Draft draft)
    {
        var own = reading.Fused.Distribution[asked];
        draft.Say(Stage, "answer.part", [reading.Evidence.Id], ("asked", asked.Name()), ("askedPercent", Draft.Percent(own)));
        if (knowledge.Find($"emotion/{asked.Name()}") is not { } card)
            return;
        var (there, missing) = (Units(asked, evidence, expected: true).Take(MostReasons).ToList(), Units(asked, evidence, expected: false).Take(MostReasons).ToList());
        if (there.Count > 0)
        {
            draft.Say(Stage, "answer.evidence", [card.Id, .. there.Select(u => u.Id)],
                ("points", Phrases.English.Fill(there.Count == 1 ? "cue.for-one" : "cue.for-many", 0, ("cues", ObservationWriter.Join(there.Select(u => Phrases.English.Fill("cue.unit", 0, Slots(u))))), ("emotion", asked.Name()))));
        }

        foreach (var unit in missing.Take(1 + (there.Count == 0 ? 1 : 0)))
            draft.Say(Stage, "cue.missing-plain", [card.Id, unit.Id], [.. Slots(unit), ("emotion", asked.Name())]);
        if (Line(asked, evidence) is { } line)
            draft.Say(Stage, "answer.evidence-words", [line.Id], ("quote", ObservationWriter.Quote(line.Quote!)), ("label", line.Label!), ("percent", Draft.Percent(line.Value!.Value)));
        else if (there.Count == 0)
            draft.Say(Stage, "answer.no-evidence", [reading.Evidence.Id], AnswerWriter.Top(reading));
    }

    /// <summary>What speaks against a reading: what belongs to it and is not there, and the cues that point to the reading beside it.</summary>
    public void Against(Emotion asked, CaseEvidence evidence, Reading reading, Draft draft)
    {
        var ranked = reading.Fused.Distribution.Ranked();
        var (top, second) = (ranked[0].Emotion, ranked[1].Emotion);
        draft.Say(Stage, "answer.part", [reading.Evidence.Id], ("asked", asked.Name()), ("askedPercent", Draft.Percent(reading.Fused.Distribution[asked])));
        var said = draft.Claims.Count;
        if (knowledge.Find($"emotion/{asked.Name()}") is { } card)
        {
            foreach (var unit in Units(asked, evidence, expected: false).Take(MostReasons))
                draft.Say(Stage, "cue.missing-plain", [card.Id, unit.Id], [.. Slots(unit), ("emotion", asked.Name())]);
        }

        var weighed = new AlternativeWeigher(knowledge, ledger).Weigh(top, asked == top ? second : asked, evidence, reading);
        AlternativeWriter.Write(Stage, top, weighed, evidence, reading, draft);
        foreach (var (modality, own) in reading.ModalityEvidence.Where(pair => pair.Value.Label != asked.Name()))
            draft.Say(Stage, "answer.channels", [own.Id], ("parts", Phrases.English.Fill("answer.channel", 0, ("reads", Phrases.English.Name($"{modality}.reads")), ("emotion", own.Label!), ("percent", Draft.Percent(own.Value!.Value)))));
        if (draft.Claims.Count == said)
            draft.Say(Stage, "answer.none-against", [reading.Evidence.Id], AnswerWriter.Top(reading));
    }

    // The units of the emotion's own pattern that are there, or that are measured and not there; the heavier first.
    private IEnumerable<Evidence> Units(Emotion emotion, CaseEvidence evidence, bool expected) =>
        knowledge.Find($"emotion/{emotion.Name()}") is not { } card ? [] : evidence.Units
            .Where(u => card.Pattern.GetValueOrDefault(u.ActionUnit!.Value) > 0 && u.Value >= EvidenceFacts.Visible == expected)
            .OrderByDescending(u => card.Pattern[u.ActionUnit!.Value]);

    private static Evidence? Line(Emotion emotion, CaseEvidence evidence) => evidence.OfKind(EvidenceKinds.TextEmotion)
        .Where(e => e is { Quote: not null, Label: not null, Value: not null, Distribution.Count: > 0 } && e.Distribution.MaxBy(pair => pair.Value).Key == emotion.Name()).MaxBy(e => e.Value);

    private static (string, string)[] Slots(Evidence unit) => [("code", Draft.Code(unit)), ("name", Draft.NameOf(unit)), ("value", Draft.F(unit.Value!.Value, 1))];
}
