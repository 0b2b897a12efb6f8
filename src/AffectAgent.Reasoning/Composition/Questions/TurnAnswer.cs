using AffectAgent.Knowledge;

namespace AffectAgent.Reasoning;

/// <summary>Answers what would turn the reading, and what it would be without its strongest sign; computed by scoring again, said as an assumption.</summary>
/// <param name="knowledge">The cards.</param>
/// <param name="ledger">Takes what is computed here.</param>
internal sealed class TurnAnswer(IKnowledgeBase knowledge, EvidenceLedger ledger)
{
    private const ReasoningStage Stage = ReasoningStage.Conclusion;

    /// <summary>What would make it the reading that is asked for; without one, the next reading.</summary>
    public void Write(AskedQuestion question, CaseEvidence evidence, Reading reading, Draft draft)
    {
        var top = reading.Fused.Distribution.Top;
        var target = question.Asked(top) is { } asked && asked != top ? asked : reading.Fused.Distribution.Ranked()[1].Emotion;
        draft.Say(Stage, "answer.asked", [reading.Evidence.Id],
            [("asked", target.Name()), ("askedPercent", Draft.Percent(reading.Fused.Distribution[target])), .. AnswerWriter.Top(reading)]);
        var card = knowledge.Discriminator(top.Name(), target.Name());
        var search = new WhatWouldTurn(knowledge, EmotionVocabulary.LoadBuiltIn(), ledger);
        var units = card is null ? null : search.Units(target, top, card, evidence);
        if (units is not null)
            Say(units, target, card!, draft);
        if (units?.Turns == true)
            return;
        if (search.Whole(target, units?.Changes ?? [], evidence) is { } whole)
            Say(whole, target, units is not null, draft);
        else
            draft.Say(Stage, "turn.none", [reading.Evidence.Id], ("target", target.Name()), ("percent", Draft.Percent(reading.Fused.Distribution[target])));
    }

    /// <summary>What it would be without the movement that the question names, or without the strongest one.</summary>
    public void Without(AskedQuestion question, CaseEvidence evidence, Draft draft)
    {
        var visible = evidence.Units.Where(e => e.ActionUnit != 45 && e.Value >= EvidenceFacts.Visible).ToList();
        var named = NamedMovements.In(question.Text);
        var strongest = named.Select(unit => visible.Find(e => e.ActionUnit == unit)).FirstOrDefault(e => e is not null) ?? (named.Count == 0 ? visible.FirstOrDefault() : null);
        if (strongest is null)
            return;
        if (PatternReading.Of([.. evidence.Units.Where(e => e != strongest && !named.Contains(e.ActionUnit!.Value))], knowledge) is not { } other)
        {
            WithoutPattern([.. visible.Where(e => e == strongest || named.Contains(e.ActionUnit!.Value))], evidence, draft);
            return;
        }

        var result = ledger.Add(ReadingRecorder.OfPattern(
            new Evidence { Kind = EvidenceKinds.WhatIf, Modality = Modality.Other, Person = evidence.Person, Source = new EvidenceSource(GroundedComposer.SourceName) }, other)
            with { Kind = EvidenceKinds.WhatIf, Note = $"The pattern without AU{strongest.ActionUnit}." });
        draft.Say(Stage, "answer.what-if", [result.Id, strongest.Id], ("emotion", other.Emotion.Name()), ("cosine", Draft.F(other.Cosine, 2)),
            ("code", Draft.Code(strongest)), ("name", Draft.NameOf(strongest)));
    }

    // What is left fits no pattern; the case is scored again with these units at rest.
    private void WithoutPattern(IReadOnlyList<Evidence> gone, CaseEvidence evidence, Draft draft)
    {
        if (new WhatWouldTurn(knowledge, EmotionVocabulary.LoadBuiltIn(), ledger).AtRest(gone, evidence) is not { } tried)
            return;
        draft.Say(Stage, "turn.without", [tried.Result.Id, .. tried.Changes.Select(e => e.Id)],
            ("changes", Changed(tried.Changes)),
            ("emotion", tried.Result.Label!), ("percent", Draft.Percent(tried.Result.Value!.Value)));
    }

    private static void Say(TriedChange tried, Emotion target, KnowledgeCard card, Draft draft)
    {
        draft.Say(Stage, tried.Turns ? "turn.units" : "turn.units-not", [tried.Result.Id, card.Id, .. tried.Changes.Select(e => e.Id)],
            ("changes", Changed(tried.Changes)), ("emotion", tried.Result.Label!), ("percent", Draft.Percent(tried.Result.Value!.Value)),
            ("target", target.Name()), ("targetPercent", Draft.Percent(tried.Result.Distribution![target.Name()])));
        draft.SayGist(Stage, card);
    }

    private static string Changed(IReadOnlyList<Evidence> units) => ObservationWriter.Join(
        units.Select(unit => Phrases.English.Fill("cue.unit", 0, ("code", Draft.Code(unit)), ("name", Draft.NameOf(unit)), ("value", Draft.F(unit.Value!.Value, 1)))));

    private static void Say(TriedChange tried, Emotion target, bool besideUnits, Draft draft)
    {
        var whole = tried.Changes[^1];
        var key = whole.Modality == Modality.Words ? "turn.words" : besideUnits ? "turn.face-too" : "turn.face";
        draft.Say(Stage, key, [tried.Result.Id, whole.Id], ("target", target.Name()), ("wholePercent", Draft.Percent(whole.Value!.Value)), ("percent", Draft.Percent(tried.Result.Value!.Value)));
    }
}
