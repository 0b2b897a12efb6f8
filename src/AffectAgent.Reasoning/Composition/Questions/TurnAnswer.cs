using AffectAgent.Knowledge;

namespace AffectAgent.Reasoning;

/// <summary>Answers what would turn the reading; computed by scoring again, said as an assumption.</summary>
/// <param name="knowledge">The cards.</param>
/// <param name="ledger">Takes what is computed here.</param>
internal sealed class TurnAnswer(IKnowledgeBase knowledge, EvidenceLedger ledger)
{
    private const ReasoningStage Stage = ReasoningStage.Conclusion;

    private readonly WhatWouldTurn _search = new(knowledge, EmotionVocabulary.LoadBuiltIn(), ledger);

    /// <summary>What would make it the reading that is asked for; without one, the next reading.</summary>
    public void Write(AskedQuestion question, CaseEvidence evidence, Reading reading, Draft draft)
    {
        var top = reading.Fused.Distribution.Top;
        var target = question.Asked(top) is { } asked && asked != top ? asked : reading.Fused.Distribution.Ranked()[1].Emotion;
        var card = knowledge.Discriminator(top.Name(), target.Name());
        var units = card is null ? null : _search.Units(target, top, card, evidence);
        var whole = units?.Turns == true ? null : _search.Whole(target, units?.Changes ?? [], evidence);
        if (whole is not null)
            Say(whole, units?.Changes ?? [], card, target, draft);
        else if (units is not null)
            Say(units, target, card!, draft);
        else
            draft.Say(Stage, "turn.none", [reading.Evidence.Id], ("target", target.Name()), ("percent", Draft.Percent(reading.Fused.Distribution[target])));
        draft.SayGist(Stage, units is null ? null : card);
        draft.Say(Stage, "answer.asked", [reading.Evidence.Id],
            [("asked", target.Name()), ("askedPercent", Draft.Percent(reading.Fused.Distribution[target])), .. AnswerWriter.Top(reading)]);
    }

    private static void Say(TriedChange tried, Emotion target, KnowledgeCard card, Draft draft) =>
        draft.Say(Stage, tried.Turns ? "turn.units" : "turn.units-not", [tried.Result.Id, card.Id, .. tried.Changes.Select(e => e.Id)],
            ("changes", Changes(tried.Changes)), ("emotion", tried.Result.Label!), ("percent", Draft.Percent(tried.Result.Value!.Value)),
            ("target", target.Name()), ("targetPercent", Draft.Percent(tried.Result.Distribution![target.Name()])));

    // The face or the words as a whole, beside the units that alone do not turn it.
    private static void Say(TriedChange tried, IReadOnlyList<Evidence> units, KnowledgeCard? card, Emotion target, Draft draft)
    {
        var whole = tried.Changes[^1];
        var key = whole.Modality == Modality.Words ? "turn.words" : units.Count > 0 ? "turn.face-too" : "turn.face";
        draft.Say(Stage, key, [tried.Result.Id, whole.Id, .. units.Select(e => e.Id), .. card is null || units.Count == 0 ? Array.Empty<string>() : [card.Id]],
            ("changes", Changes(units)), ("target", target.Name()), ("wholePercent", Draft.Percent(whole.Value!.Value)), ("percent", Draft.Percent(tried.Result.Value!.Value)));
    }

    /// <summary>The units with their values: "AU12 (lip corner puller) at 0.0 of 5".</summary>
    internal static string Changes(IReadOnlyList<Evidence> units) => ObservationWriter.Join(
        units.Select(unit => Phrases.English.Fill("cue.unit", 0, ("code", Draft.Code(unit)), ("name", Draft.NameOf(unit)), ("value", Draft.F(unit.Value!.Value, 1)))));
}
