namespace AffectAgent.Reasoning;

/// <summary>Compares persons: in an emotion, or in a movement that the question names.</summary>
/// <param name="cases">All cases.</param>
internal sealed class ComparisonAnswer(IReadOnlyList<ReadCase> cases)
{
    private const ReasoningStage Stage = ReasoningStage.Conclusion;
    private const int Most = 12;

    /// <summary>Writes who is ahead: of the persons named; of one named, all who are ahead of that one; else the first of all.</summary>
    /// <param name="question">The question.</param>
    /// <param name="top">The leading reading, compared where the question names neither an emotion nor a movement; null to compare movements alone.</param>
    /// <param name="own">The person whose explanation it is.</param>
    /// <param name="draft">Takes the sentences.</param>
    public void Write(AskedQuestion question, Emotion? top, ReadCase own, Draft draft)
    {
        var units = question.Emotions.Count == 0 ? NamedMovements.In(question.Plain) : [];
        var emotion = top is { } leading ? question.Asked(leading) ?? top : null;
        if (units.Count > 0 && Measured(units) is { Count: > 0 } measured)
            InUnit(Ranked(question, measured), draft);
        else if (emotion is { } asked)
            InEmotion(question, asked, own, draft);
    }

    private static void InUnit(List<(int Person, Evidence Evidence, double Value)> ranked, Draft draft)
    {
        if (ranked.Count < 2)
            return;
        var (unit, last) = (ranked[0].Evidence, ranked[^1]);
        draft.Say(Stage, "answer.compare-unit", ranked.Select(one => one.Evidence.Id), ("code", Draft.Code(unit)), ("name", Draft.NameOf(unit)),
            ("list", Listed("answer.compare-part", ranked.SkipLast(1).Select(one => (one.Person, Draft.F(one.Value, 1))))), ("other", $"{last.Person}"), ("otherValue", Draft.F(last.Value, 1)));
    }

    private void InEmotion(AskedQuestion question, Emotion emotion, ReadCase own, Draft draft)
    {
        var read = cases.Where(c => c is { Reading: not null, Evidence.Person: not null } && c.Reading.Fused.Distribution.Has(emotion)).ToList();
        var ranked = Ranked(question, read.Select(c => (c.Evidence.Person!.Value, c.Reading!.Evidence, c.Reading.Fused.Distribution[emotion])));
        if (ranked.Count < 2)
        {
            if (own.Reading is { } reading)
                draft.Say(Stage, "answer.alone", [reading.Evidence.Id], [("asked", emotion.Name()), ("askedPercent", Draft.Percent(reading.Fused.Distribution[emotion]))]);
            return;
        }

        // Asked who reads so: the highest of low shares is no answer.
        var nobody = question.Kind == QuestionKind.Who && read.TrueForAll(c => c.Reading!.Fused.Distribution.Top != emotion);
        var last = ranked[^1];
        var tie = !nobody && Draft.Percent(ranked[0].Value) == Draft.Percent(last.Value);
        draft.Say(Stage, nobody ? "answer.nobody" : tie ? "answer.tie" : "answer.compare", ranked.Select(one => one.Evidence.Id), ("emotion", emotion.Name()),
            ("list", Listed("answer.compare-share", ranked.SkipLast(tie ? 0 : 1).Select(one => (one.Person, Draft.Percent(one.Value))))), ("other", $"{last.Person}"), ("otherPercent", Draft.Percent(last.Value)));
        if (question.Persons.Count == 0 && own is { Reading: { } mine, Evidence.Person: { } person } && !ranked.Exists(one => one.Person == person))
            draft.Say(Stage, "answer.own", [mine.Evidence.Id], ("emotion", emotion.Name()), ("person", $"{person}"), ("percent", Draft.Percent(mine.Fused.Distribution[emotion])));
    }

    // The highest first: the persons named; or all ahead of the one named, and that one; or the first two.
    private static List<(int Person, Evidence Evidence, double Value)> Ranked(AskedQuestion question, IEnumerable<(int Person, Evidence Evidence, double Value)> all)
    {
        var ranked = all.OrderByDescending(one => one.Value).ToList();
        if (question.Persons.Count > 1)
            return ranked.FindAll(one => question.Persons.Contains(one.Person));
        var place = question.Persons is [var only] ? ranked.FindIndex(one => one.Person == only) : 1;
        return ranked.GetRange(Math.Max(0, place - Most), Math.Min(ranked.Count - Math.Max(0, place - Most), Math.Min(Math.Max(place, 1), Most) + 1));
    }

    // The first of the units that was measured in more than one face.
    private List<(int Person, Evidence Evidence, double Value)> Measured(IReadOnlyList<int> units) => units
        .Select(unit => cases.Where(c => c.Evidence.Person is not null).Select(c => (Person: c.Evidence.Person!.Value, Evidence: c.Evidence.Units.FirstOrDefault(e => e.ActionUnit == unit)!))
            .Where(one => one.Evidence is not null).Select(one => (one.Person, one.Evidence, one.Evidence.Value!.Value)).ToList())
        .FirstOrDefault(found => found.Count > 1) ?? [];

    private static string Listed(string key, IEnumerable<(int Person, string Value)> parts) =>
        ObservationWriter.Join(parts.Select(part => Phrases.English.Fill(key, 0, ("value", part.Value), ("person", $"{part.Person}"))));
}
