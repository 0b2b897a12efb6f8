namespace AffectAgent.Reasoning;

/// <summary>Answers what changed, and when something begins, peaks, ends or how long it lasts.</summary>
/// <param name="knowledge">The cards.</param>
internal sealed class TimeAnswer(IKnowledgeBase knowledge)
{
    private const ReasoningStage Stage = ReasoningStage.Conclusion;
    private const int MostStretches = 3;
    private const int Blink = 45;

    /// <summary>The turning point, or the stretches of the face.</summary>
    public void Changed(CaseEvidence evidence, Draft draft)
    {
        if (evidence.IsStill)
            draft.SayGist(Stage, knowledge.Find("limit/still"));
        else if (!CourseWriter.Turn(Stage, evidence, draft))
            CourseWriter.Stretches(Stage, evidence, draft);
    }

    /// <summary>The moment of what the question names, an emotion or a movement; without either, of the strongest sign.</summary>
    public void Moment(AskedQuestion question, CaseEvidence evidence, Reading? reading, Draft draft)
    {
        var named = question.Units;
        if (evidence.IsStill)
            draft.SayGist(Stage, knowledge.Find("limit/still"));
        else if (named.Count == 0 && question.Emotions is [var emotion, ..])
            OfEmotion(emotion, evidence, reading, draft);
        else if (OfUnit(question, named, evidence, draft))
            return;
        else if (evidence.Episodes.Count > 0)
            CourseWriter.Stretches(Stage, evidence, draft);
        else
            OfWords(evidence, draft);
    }

    private static void OfEmotion(Emotion emotion, CaseEvidence evidence, Reading? reading, Draft draft)
    {
        var stretches = evidence.Episodes.Where(e => e.Label == emotion.Name()).Take(MostStretches).ToList();
        foreach (var stretch in stretches)
        {
            draft.Say(Stage, "answer.stretch", [stretch.Id], ("emotion", emotion.Name()), ("start", Draft.F(stretch.Interval!.Value.Start, 2)),
                ("end", Draft.F(stretch.Interval.Value.End, 2)), ("length", Draft.F(stretch.Interval.Value.Duration, 2)));
        }

        if (stretches.Count == 0 && reading is not null)
            draft.Say(Stage, "answer.no-stretch", [reading.Evidence.Id], ("asked", emotion.Name()), ("percent", Draft.Percent(reading.Fused.Distribution[emotion])));
    }

    // Of the unit that is named, or the strongest.
    private static bool OfUnit(AskedQuestion question, IReadOnlyList<int> named, CaseEvidence evidence, Draft draft)
    {
        var units = evidence.Units.Where(e => named.Count == 0 ? e.ActionUnit != Blink : named.Contains(e.ActionUnit!.Value)).ToList();
        var timed = units.Where(e => e is { Apex: not null, Interval: not null, Value: >= EvidenceFacts.Visible }).OrderBy(e => named.Count == 0 ? 0 : named.ToList().IndexOf(e.ActionUnit!.Value)).FirstOrDefault();
        if (timed is not { Interval: { } when, Apex: { } apex })
        {
            if (named.Count > 0 && units.Count > 0)
                draft.Say(Stage, units[0].Value >= EvidenceFacts.Visible ? "answer.measured" : "answer.resting", [units[0].Id], Slots(units[0]));
            return named.Count > 0 && units.Count > 0;
        }

        var key = question.Moment == AskedMoment.Peak ? named.Count > 0 ? "answer.when-named" : "answer.when" : "answer.unit-course";
        draft.Say(Stage, key, [timed.Id], [.. Slots(timed), ("apex", Draft.F(apex, 2)), ("start", Draft.F(when.Start, 2)), ("end", Draft.F(when.End, 2)), ("length", Draft.F(when.Duration, 2))]);
        return true;
    }

    private static void OfWords(CaseEvidence evidence, Draft draft)
    {
        if (evidence.OfKind(EvidenceKinds.TextEmotion).Where(e => e is { Interval: not null, Quote: not null, Label: not null and not "neutral", Value: not null }).MaxBy(e => e.Value) is not { } line)
            return;
        draft.Say(Stage, "words.emotion-timed", [line.Id], ("quote", ObservationWriter.Quote(line.Quote!)), ("label", line.Label!), ("percent", Draft.Percent(line.Value!.Value)),
            ("start", Draft.F(line.Interval!.Value.Start, 2)), ("carried", ""));
    }

    private static (string, string)[] Slots(Evidence unit) => [("code", Draft.Code(unit)), ("name", Draft.NameOf(unit)), ("value", Draft.F(unit.Value!.Value, 1))];
}
