using AffectAgent.Knowledge;

namespace AffectAgent.Reasoning;

/// <summary>Answers what would turn the reading, and what it would be with something gone or there; computed by scoring again, said as an assumption.</summary>
/// <param name="knowledge">The cards.</param>
/// <param name="ledger">Takes what is computed here.</param>
internal sealed class TurnAnswer(IKnowledgeBase knowledge, EvidenceLedger ledger)
{
    private const ReasoningStage Stage = ReasoningStage.Conclusion;
    private const int Blink = 45;

    /// <summary>A leading probability below this stands out from nothing.</summary>
    private const double StandsOut = 0.3;

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

    /// <summary>
    /// What it would be with the movement that the question names gone or there, or without the channel that it names; without
    /// either, with the strongest movement gone. The reading of the whole face was made with the movement as it is and can't be
    /// made again, so it is left out, and said to be.
    /// </summary>
    public void Without(AskedQuestion question, CaseEvidence evidence, Reading? reading, Draft draft)
    {
        if (QuestionForms.ChannelGone(question.Plain) is { } channel && evidence.Has(channel))
        {
            WithoutChannel(channel, question, evidence, reading, draft);
            return;
        }

        var named = NamedMovements.Find(question.Plain);
        var measured = named is null ? [.. evidence.Units.Where(e => e.ActionUnit != Blink).Take(1)]
            : named.Units.Select(unit => evidence.Units.FirstOrDefault(e => e.ActionUnit == unit)).OfType<Evidence>().ToList();
        var shown = measured.Find(e => e.Value >= EvidenceFacts.Visible);
        var gone = !(named?.There ?? shown is null);
        if (measured.Count == 0)
            Unrecorded(named!, evidence, reading, draft);
        else if (gone == (shown is null))
            Already(gone ? measured[0] : shown!, reading, draft);
        else
            Changed(gone ? measured.FindAll(e => e.Value > 0) : measured.Take(1).ToList(), gone, question, evidence, draft);
    }

    private void Changed(List<Evidence> units, bool gone, AskedQuestion question, CaseEvidence evidence, Draft draft)
    {
        var whole = evidence.First(EvidenceKinds.Expression);
        if (_search.Set(units, gone, evidence.Without(e => e.Kind is EvidenceKinds.Expression or EvidenceKinds.ExpressionEpisode)) is not { } tried)
            return;
        var told = tried.Changes.Where((_, i) => !gone || units[i].Value >= EvidenceFacts.Visible).ToList();
        Say(whole is null ? "turn.without" : tried.Result.Value < StandsOut ? "turn.flat" : "turn.without-whole", tried, told, question, draft);
        if (whole is { Label: { } label, Value: { } value })
            draft.Say(Stage, "turn.whole-left-out", [whole.Id], ("emotion", label), ("percent", Draft.Percent(value)));
    }

    private void WithoutChannel(Modality channel, AskedQuestion question, CaseEvidence evidence, Reading? reading, Draft draft)
    {
        if (_search.Scored(evidence.Without(e => e.Modality == channel)) is { } tried)
            Say("turn.without-channel", tried, [], question, draft);
        else if (reading is not null)
            draft.Say(Stage, "turn.nothing-left", [reading.Evidence.Id], AnswerWriter.Top(reading));
    }

    // With the emotion that is asked for: "would it still be surprise?"
    private static void Say(string key, TriedChange tried, IReadOnlyList<Evidence> told, AskedQuestion question, Draft draft)
    {
        var asked = question.Emotions is [var first, ..] && tried.Result.Label != first.Name() && tried.Result.Distribution!.TryGetValue(first.Name(), out var share)
            ? Phrases.English.Fill("turn.and-asked", 0, ("asked", first.Name()), ("askedPercent", Draft.Percent(share))) : "";
        draft.Say(Stage, key, [tried.Result.Id, .. told.Select(e => e.Id)], ("changes", Changes(told)),
            ("emotion", tried.Result.Label!), ("percent", Draft.Percent(tried.Result.Value!.Value)), ("asked", asked));
    }

    // What is said to be gone is not there anyway, or the other way round.
    private static void Already(Evidence unit, Reading? reading, Draft draft)
    {
        if (reading is not null)
            draft.Say(Stage, "turn.already", [unit.Id, reading.Evidence.Id], [("code", Draft.Code(unit)), ("name", Draft.NameOf(unit)), ("value", Draft.F(unit.Value!.Value, 1)), .. AnswerWriter.Top(reading)]);
    }

    private static void Unrecorded(NamedMovement named, CaseEvidence evidence, Reading? reading, Draft draft)
    {
        if (reading is not null && evidence.Has(Modality.Face) && ActionUnits.Find(named.Units[0]) is { } unit && !evidence.All.Any(e => e.ActionUnit == unit.Number))
            draft.Say(Stage, "turn.unrecorded", [reading.Evidence.Id, $"au/{unit.Number}"], [("code", unit.Code), ("name", unit.Name.ToLowerInvariant()), .. AnswerWriter.Top(reading)]);
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

    private static string Changes(IReadOnlyList<Evidence> units) => ObservationWriter.Join(
        units.Select(unit => Phrases.English.Fill("cue.unit", 0, ("code", Draft.Code(unit)), ("name", Draft.NameOf(unit)), ("value", Draft.F(unit.Value!.Value, 1)))));
}
