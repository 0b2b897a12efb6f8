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
    /// <returns>The person who is named first, whom "and why?" is about; null where there is none.</returns>
    public int? Write(AskedQuestion question, Emotion? top, ReadCase own, Draft draft)
    {
        var units = question.Emotions.Count == 0 ? question.Units : [];
        var emotion = top is { } leading ? question.Asked(leading) ?? top : null;
        if (units.Count > 0 && Measured(units) is { Count: > 0 } measured)
            return InUnit(question, Ranked(question, measured), draft);
        return emotion is { } asked ? InEmotion(question, asked, own, draft) : null;
    }

    private static int? InUnit(AskedQuestion question, List<(int Person, Evidence Evidence, double Value)> ranked, Draft draft)
    {
        if (ranked.Count < 2)
            return null;
        var (first, unit, last) = (ranked[0], ranked[0].Evidence, ranked[^1]);
        if (Draft.F(first.Value, 1) == Draft.F(last.Value, 1))
        {
            draft.Say(Stage, "answer.tie-unit", ranked.Select(one => one.Evidence.Id), ("code", Draft.Code(unit)), ("name", Draft.NameOf(unit)), ("list", Parts(ranked)));
            return null;
        }

        draft.Say(Stage, question.Least ? "answer.least-unit" : "answer.compare-unit", ranked.Select(one => one.Evidence.Id), ("code", Draft.Code(unit)), ("name", Draft.NameOf(unit)),
            ("person", $"{first.Person}"), ("value", Draft.F(first.Value, 1)), ("list", Parts(question.Least ? ranked.Skip(1) : ranked.SkipLast(1))), ("other", $"{last.Person}"), ("otherValue", Draft.F(last.Value, 1)));
        return first.Person;
    }

    private static string Parts(IEnumerable<(int Person, Evidence Evidence, double Value)> ranked) => Listed("answer.compare-part", ranked.Select(one => (one.Person, Draft.F(one.Value, 1))));

    private int? InEmotion(AskedQuestion question, Emotion emotion, ReadCase own, Draft draft)
    {
        var read = cases.Where(c => c is { Reading: not null, Evidence.Person: not null } && c.Reading.Fused.Distribution.Has(emotion)).ToList();
        var ranked = Ranked(question, read.Select(c => (c.Evidence.Person!.Value, c.Reading!.Evidence, c.Reading.Fused.Distribution[emotion])));
        if (ranked.Count < 2)
        {
            if (own.Reading is { } reading)
                draft.Say(Stage, "answer.alone", [reading.Evidence.Id], [("asked", emotion.Name()), ("askedPercent", Draft.Percent(reading.Fused.Distribution[emotion]))]);
            return own.Evidence.Person;
        }

        // Asked who reads so: the highest of low shares is no answer.
        var nobody = question.Kind == QuestionKind.Who && read.TrueForAll(c => c.Reading!.Fused.Distribution.Top != emotion);
        var (first, last) = (ranked[0], ranked[^1]);
        var tie = !nobody && Draft.Percent(first.Value) == Draft.Percent(last.Value);
        var key = nobody ? "answer.nobody" : tie ? "answer.tie" : question.Least ? "answer.least" : "answer.compare";
        draft.Say(Stage, key, ranked.Select(one => one.Evidence.Id), ("emotion", emotion.Name()), ("person", $"{first.Person}"), ("percent", Draft.Percent(first.Value)),
            ("list", Listed("answer.compare-share", (key == "answer.least" ? ranked.Skip(1) : ranked.SkipLast(tie ? 0 : 1)).Select(one => (one.Person, Draft.Percent(one.Value))))), ("other", $"{last.Person}"), ("otherPercent", Draft.Percent(last.Value)));
        if (question.Persons.Count == 0 && own is { Reading: { } mine, Evidence.Person: { } person } && !ranked.Exists(one => one.Person == person))
            draft.Say(Stage, "answer.own", [mine.Evidence.Id], ("emotion", emotion.Name()), ("person", $"{person}"), ("percent", Draft.Percent(mine.Fused.Distribution[emotion])));
        return tie ? null : first.Person;
    }

    // The highest first, or the lowest where the least is asked for: the persons named; or all ahead of the one named, and that one; or the first two.
    private static List<(int Person, Evidence Evidence, double Value)> Ranked(AskedQuestion question, IEnumerable<(int Person, Evidence Evidence, double Value)> all)
    {
        var ranked = (question.Least ? all.OrderBy(one => one.Value) : all.OrderByDescending(one => one.Value)).ToList();
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
