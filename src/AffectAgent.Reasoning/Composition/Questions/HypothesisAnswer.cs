using AffectAgent.Knowledge;

namespace AffectAgent.Reasoning;

/// <summary>
/// Answers "what if": what the reading would be with movements gone or there, or without a channel or a line of the words, by
/// scoring again, said as an assumption; and of what can't be scored again, that it can't and why.
/// </summary>
/// <param name="knowledge">The cards.</param>
/// <param name="ledger">Takes what is computed here.</param>
/// <param name="asked">Records the question, to be cited.</param>
internal sealed class HypothesisAnswer(IKnowledgeBase knowledge, EvidenceLedger ledger, Func<Evidence> asked)
{
    private const ReasoningStage Stage = ReasoningStage.Conclusion;

    /// <summary>A leading probability below this stands out from nothing.</summary>
    private const double StandsOut = 0.3;

    /// <summary>Words of a question that are also said: as short ones as this tell nothing.</summary>
    private const int LeastLetters = 4;

    private readonly WhatWouldTurn _search = new(knowledge, EmotionVocabulary.LoadBuiltIn(), ledger);

    /// <summary>Writes the answer.</summary>
    /// <param name="question">The question.</param>
    /// <param name="evidence">What was measured.</param>
    /// <param name="reading">What it reads as, or null where nothing is concluded.</param>
    /// <param name="draft">Takes the sentences.</param>
    public void Write(AskedQuestion question, CaseEvidence evidence, Reading? reading, Draft draft)
    {
        var supposed = Hypothesis.Of(question.Words);
        var before = draft.Claims.Count;
        var away = supposed.Channels.Where(evidence.Has).ToList();
        if (away.Count > 0)
            Left(evidence.Without(e => away.Contains(e.Modality)), "turn.without-channel", [], question, reading, draft);
        else if (supposed.Movements.Count > 0 && evidence.Has(Modality.Face))
            Moved(supposed.Movements, question, evidence, reading, draft);
        else if (supposed.Movements.Count == 0 && SaidOtherwise(question, evidence) is { Count: > 0 } lines)
            Left(evidence.Without(e => e.Quote is { } quote && e.Modality == Modality.Words && lines.Exists(line => line.Quote == quote)), "turn.without-line", lines, question, reading, draft);
        if (reading is not null)
            Kept(supposed, draft.Claims.Count > before, evidence, reading, question, draft);
    }

    private void Moved(IReadOnlyList<NamedMovement> movements, AskedQuestion question, CaseEvidence evidence, Reading? reading, Draft draft)
    {
        var changes = new List<(int Unit, bool There)>();
        foreach (var movement in movements)
        {
            var measured = movement.Units.Select(unit => evidence.Units.FirstOrDefault(e => e.ActionUnit == unit)).OfType<Evidence>().ToList();
            var shown = measured.Find(e => e.Value >= EvidenceFacts.Visible);
            if (movement.There == shown is not null && (measured.Count > 0 || movement.There))
                Already(shown ?? measured[0], movements.Count == 1 ? reading : null, draft);
            else if (movement.There)
                changes.Add((movement.Units[0], true));
            else if (shown is null)
                Unrecorded(movement.Units[0], evidence, reading, draft);
            else
                changes.AddRange(measured.Where(e => e.Value > 0).Select(e => (e.ActionUnit!.Value, false)));
        }

        var whole = evidence.First(EvidenceKinds.Expression);
        if (changes.Count == 0 || _search.Set([.. changes.DistinctBy(change => change.Unit)], evidence.Without(e => e.Kind is EvidenceKinds.Expression or EvidenceKinds.ExpressionEpisode)) is not { } tried)
            return;
        // A unit that hardly moved is set to rest with the others, and not told.
        var told = tried.Changes.Where(change => change.Value > 0 || evidence.Units.Any(e => e.ActionUnit == change.ActionUnit && e.Value >= EvidenceFacts.Visible)).ToList();
        Say(whole is null ? "turn.without" : tried.Result.Value < StandsOut ? "turn.flat" : "turn.without-whole", tried, told, question, draft);
        if (whole is { Label: { } label, Value: { } value })
            draft.Say(Stage, "turn.whole-left-out", [whole.Id], ("emotion", label), ("percent", Draft.Percent(value)));
    }

    private void Left(CaseEvidence left, string key, IReadOnlyList<Evidence> lines, AskedQuestion question, Reading? reading, Draft draft)
    {
        if (_search.Scored(left) is { } tried)
            Say(key, tried, lines, question, draft);
        else if (reading is not null)
            draft.Say(Stage, "turn.nothing-left", [reading.Evidence.Id], AnswerWriter.Top(reading));
    }

    // What has no part in the score, or is no measurement at all.
    private void Kept(Hypothesis supposed, bool scored, CaseEvidence evidence, Reading reading, AskedQuestion question, Draft draft)
    {
        foreach (var measure in supposed.Measures.DistinctBy(measure => measure.Kind))
        {
            draft.Say(Stage, measure.Kind == EvidenceKinds.VoiceFeature ? evidence.Has(Modality.Voice) ? "turn.voice-whole" : "turn.no-voice" : "turn.no-part",
                [reading.Evidence.Id], [("thing", measure.Name), .. AnswerWriter.Top(reading)]);
        }

        if (scored || supposed.Measures.Count > 0)
            return;
        if (supposed.Channels.Count > 0)
            draft.Say(Stage, "turn.not-there", [reading.Evidence.Id], AnswerWriter.Top(reading));
        else
            draft.Say(Stage, question.Persons.Count > 0 || question.Named.Count > 0 ? "turn.each-alone" : "turn.outside", [asked().Id, reading.Evidence.Id], [("quote", ObservationWriter.Quote(question.Text)), .. AnswerWriter.Top(reading)]);
        draft.SayGist(Stage, knowledge.Find(supposed.Card ?? "limit/context"));
    }

    // The lines that the question repeats a telling word of, where it supposes them unsaid: "if the flight had not been cancelled".
    private static List<Evidence> SaidOtherwise(AskedQuestion question, CaseEvidence evidence)
    {
        var telling = question.Words.Where((word, i) => word.Length >= LeastLetters && !QuestionLexicon.English.IsSmall(word) && Negation.IsDenied(question.Words, [i])).ToList();
        return [.. evidence.OfKind(EvidenceKinds.TextEmotion).Where(line => line.Quote is { } quote && QuestionWords.Split(quote.ToLowerInvariant()).Intersect(telling, StringComparer.Ordinal).Any()).DistinctBy(line => line.Quote)];
    }

    // With the emotion that is asked for: "would it still be surprise?"
    private static void Say(string key, TriedChange tried, IReadOnlyList<Evidence> told, AskedQuestion question, Draft draft)
    {
        var other = question.Emotions is [var first, ..] && tried.Result.Label != first.Name() && tried.Result.Distribution!.TryGetValue(first.Name(), out var share)
            ? Phrases.English.Fill("turn.and-asked", 0, ("asked", first.Name()), ("askedPercent", Draft.Percent(share))) : "";
        draft.Say(Stage, key, [tried.Result.Id, .. told.Select(e => e.Id)], ("changes", told.All(e => e.ActionUnit is not null) ? TurnAnswer.Changes(told) : ""),
            ("quotes", ObservationWriter.Join(told.Where(e => e.Quote is not null).Select(e => $"“{ObservationWriter.Quote(e.Quote!)}”"))),
            ("emotion", tried.Result.Label!), ("percent", Draft.Percent(tried.Result.Value!.Value)), ("asked", other));
    }

    // What is said to be gone is not there anyway, or the other way round.
    private static void Already(Evidence unit, Reading? reading, Draft draft)
    {
        (string, string)[] slots = [("code", Draft.Code(unit)), ("name", Draft.NameOf(unit)), ("value", Draft.F(unit.Value!.Value, 1))];
        if (reading is not null)
            draft.Say(Stage, "turn.already", [unit.Id, reading.Evidence.Id], [.. slots, .. AnswerWriter.Top(reading)]);
        else
            draft.Say(Stage, "turn.already-part", [unit.Id], slots);
    }

    private static void Unrecorded(int number, CaseEvidence evidence, Reading? reading, Draft draft)
    {
        if (reading is not null && ActionUnits.Find(number) is { } unit && !evidence.All.Any(e => e.ActionUnit == number))
            draft.Say(Stage, "turn.unrecorded", [reading.Evidence.Id, $"au/{number}"], [("code", unit.Code), ("name", unit.Name.ToLowerInvariant()), .. AnswerWriter.Top(reading)]);
    }
}
