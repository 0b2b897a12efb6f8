namespace AffectAgent.Reasoning;

/// <summary>A person's case with its reading.</summary>
/// <param name="Evidence">What was measured.</param>
/// <param name="Reading">What it reads as, or null where nothing could be read.</param>
internal sealed record ReadCase(CaseEvidence Evidence, Reading? Reading);

/// <summary>Answers the question with first sentences from the same evidence, or says why it can't.</summary>
/// <param name="knowledge">The cards.</param>
/// <param name="ledger">Takes what is computed here.</param>
/// <param name="cases">All cases, to compare persons.</param>
internal sealed class AnswerWriter(IKnowledgeBase knowledge, EvidenceLedger ledger, IReadOnlyList<ReadCase> cases)
{
    private const ReasoningStage Stage = ReasoningStage.Conclusion;

    /// <summary>Writes the answer; where the question is none that the evidence can answer, a sentence that says so.</summary>
    public void Write(string? question, CaseEvidence evidence, Reading reading, Draft draft)
    {
        if (string.IsNullOrWhiteSpace(question))
            return;
        var asked = QuestionReader.Read(question, reading.Fused.Distribution.Top);
        if (IsOfOthers(asked, evidence))
            return;
        var before = draft.Claims.Count;
        if (!Missing(asked, draft))
            Answer(asked, evidence, reading, draft);
        if (draft.Claims.Count == before)
            draft.Say(Stage, "answer.unknown", [reading.Evidence.Id], Top(reading));
    }

    /// <summary>Writes what may be said to a question where nothing is concluded: what needs no reading as a whole.</summary>
    public void WriteWithoutReading(string? question, ReadCase one, Draft draft)
    {
        if (string.IsNullOrWhiteSpace(question))
            return;
        var evidence = one.Evidence;
        var asked = QuestionReader.Read(question, Emotion.Neutral);
        if (IsOfOthers(asked, evidence) || Missing(asked, draft))
            return;
        var before = draft.Claims.Count;
        Action? answer = asked.Kind switch
        {
            QuestionKind.Limit => () => Limit(asked, draft),
            QuestionKind.OtherLanguage => () => Language(asked, draft),
            QuestionKind.Cause => () => new CauseWriter(knowledge, ledger).Write(Stage, evidence, draft),
            QuestionKind.Changed => () => Changed(evidence, draft),
            QuestionKind.When => () => Moment(asked, evidence, draft),
            QuestionKind.Without => () => new TurnAnswer(knowledge, ledger).Without(asked, evidence, draft),
            _ => null,
        };
        answer?.Invoke();
        if (draft.Claims.Count == before && one.Reading is { } reading)
            draft.Say(Stage, "answer.abstained", [reading.Evidence.Id], Top(reading));
    }

    // A question about other persons is answered with them.
    private bool IsOfOthers(AskedQuestion question, CaseEvidence evidence) =>
        question.Persons.Count > 0 && question.Kind is not (QuestionKind.Compare or QuestionKind.OtherLanguage)
        && evidence.Person is { } own && !question.Persons.Contains(own) && question.Persons.Any(IsThere);

    private bool IsThere(int person) => cases.Any(c => c.Evidence.Person == person);

    // Persons who are not there, or were not asked to be explained, are not answered about.
    private bool Missing(AskedQuestion question, Draft draft)
    {
        if (question.Persons.All(IsThere))
            return false;
        if (!question.Persons.All(person => ledger.All.Any(e => e.Person == person)) && ledger.All.FirstOrDefault(e => e is { Kind: EvidenceKinds.FaceCount, Value: not null }) is { } count)
            draft.Say(Stage, count.Value == 1 ? "answer.no-such-person-one" : "answer.no-such-person", [count.Id], ("count", Draft.F(count.Value!.Value, 0)));
        return true;
    }

    private void Answer(AskedQuestion question, CaseEvidence evidence, Reading reading, Draft draft)
    {
        var top = reading.Fused.Distribution.Top;
        // An emotion that none of the sources tells apart has no probability, not a probability of 0.
        question = question with { Emotions = [.. question.Emotions.Where(reading.Fused.Distribution.Has)] };
        var asked = question.Asked(top);
        if (asked is null && question.Kind is QuestionKind.WhyNot or QuestionKind.Whether)
            return;
        switch (question.Kind)
        {
            case QuestionKind.OtherLanguage:
                Language(question, draft);
                break;
            case QuestionKind.Limit:
                Limit(question, draft);
                break;
            case QuestionKind.Sure:
                draft.Say(Stage, "answer.sure", [reading.ConfidenceEvidence.Id], ("percent", Draft.Percent(reading.Confidence.Value)), ("reason", Phrases.English.Reason(reading.Confidence.Reason)));
                break;
            case QuestionKind.WhatWouldTurn:
                new TurnAnswer(knowledge, ledger).Write(question, evidence, reading, draft);
                break;
            case QuestionKind.Without:
                new TurnAnswer(knowledge, ledger).Without(question, evidence, draft);
                break;
            case QuestionKind.Compare:
                Compare(question, asked ?? top, evidence, reading, draft);
                break;
            case QuestionKind.Cause:
                Cause(evidence, reading, draft);
                break;
            case QuestionKind.Changed:
                Changed(evidence, draft);
                break;
            case QuestionKind.When:
                Moment(question, evidence, draft);
                break;
            case QuestionKind.Evidence:
                new ReasonAnswer(knowledge, ledger).EvidenceFor(asked ?? top, evidence, reading, draft);
                break;
            case QuestionKind.Compound:
                Compound(evidence, reading, draft);
                break;
            default:
                AboutReading(question, asked, evidence, reading, draft);
                break;
        }
    }

    // Why it reads so, who does, and whether it does.
    private void AboutReading(AskedQuestion question, Emotion? asked, CaseEvidence evidence, Reading reading, Draft draft)
    {
        var top = reading.Fused.Distribution.Top;
        switch (question.Kind)
        {
            case QuestionKind.Advice:
                Advice(question, reading, draft);
                break;
            case QuestionKind.Why:
                new ReasonAnswer(knowledge, ledger).Why(evidence, reading, draft);
                break;
            case QuestionKind.WhyNot:
                WhyNot(asked!.Value, evidence, reading, draft);
                break;
            case QuestionKind.Who when evidence is { SeveralPersons: true, Person: not null } && asked is { } sought:
                Compare(question, sought, evidence, reading, draft, who: true);
                break;
            case QuestionKind.Who when evidence.Person is not null && asked is { } other && other != top:
                Whether(other, reading, draft);
                break;
            case QuestionKind.Who when evidence.Person is { } person:
                draft.Say(Stage, "answer.who", [reading.Evidence.Id], [("person", $"{person}"), .. Top(reading)]);
                break;
            case QuestionKind.Whether:
                Whether(question, asked!.Value, reading, draft);
                break;
            case QuestionKind.Which:
                draft.Say(Stage, "answer.which", [reading.Evidence.Id], Top(reading));
                break;
        }
    }

    /// <summary>The leading reading as slots.</summary>
    internal static (string, string)[] Top(Reading reading)
    {
        var (emotion, probability) = reading.Fused.Distribution.Ranked()[0];
        return [("emotion", emotion.Name()), ("percent", Draft.Percent(probability))];
    }

    private void Language(AskedQuestion question, Draft draft)
    {
        var asked = ledger.All.FirstOrDefault(e => e.Kind == EvidenceKinds.Question) ?? ledger.Add(new Evidence
        {
            Kind = EvidenceKinds.Question,
            Modality = Modality.Media,
            Label = "another language",
            Quote = question.Text,
            DerivedFrom = [],
            Source = new EvidenceSource(GroundedComposer.SourceName),
        });
        draft.Say(Stage, "answer.language", [asked.Id], ("quote", ObservationWriter.Quote(question.Text)));
    }

    private void Limit(AskedQuestion question, Draft draft)
    {
        if (knowledge.Find(question.LimitCard!) is { Gist: { } gist } card)
            draft.Say(Stage, "answer.limit", [card.Id], ("gist", gist));
    }

    // Asked what somebody feels, it says what is expressed, and that this is not the same.
    private void Whether(AskedQuestion question, Emotion asked, Reading reading, Draft draft)
    {
        if (question.AsksFeeling && asked == reading.Fused.Distribution.Top)
            draft.Say(Stage, "answer.expressed", [reading.Evidence.Id], Top(reading));
        else
            Whether(asked, reading, draft);
        if (question.AsksFeeling)
            draft.SayGist(Stage, knowledge.Find("limit/feelings"));
    }

    private void WhyNot(Emotion asked, CaseEvidence evidence, Reading reading, Draft draft)
    {
        Whether(asked, reading, draft);
        var weighed = new AlternativeWeigher(knowledge, ledger).Weigh(reading.Fused.Distribution.Top, asked, evidence, reading);
        if (evidence.Has(Modality.Face))
            draft.SayGist(Stage, weighed.Card);
        AlternativeWriter.Write(Stage, reading.Fused.Distribution.Top, weighed, evidence, reading, draft);
    }

    private static void Whether(Emotion asked, Reading reading, Draft draft)
    {
        if (asked == reading.Fused.Distribution.Top)
            draft.Say(Stage, "answer.asked-yes", [reading.Evidence.Id], Top(reading));
        else
            draft.Say(Stage, "answer.asked", [reading.Evidence.Id], [("asked", asked.Name()), ("askedPercent", Draft.Percent(reading.Fused.Distribution[asked])), .. Top(reading)]);
    }

    private void Compare(AskedQuestion question, Emotion emotion, CaseEvidence evidence, Reading reading, Draft draft, bool who = false)
    {
        var named = question.Persons.Count > 1 ? question.Persons : [];
        var ranked = cases.Where(c => c is { Reading: not null, Evidence.Person: { } person } && (named.Count == 0 || named.Contains(person))).OrderByDescending(c => c.Reading!.Fused.Distribution[emotion]).ToList();
        if (ranked.Count < 2)
        {
            draft.Say(Stage, "answer.alone", [reading.Evidence.Id], [("asked", emotion.Name()), ("askedPercent", Draft.Percent(reading.Fused.Distribution[emotion]))]);
            return;
        }

        var (first, second) = (ranked[0], ranked[1]);
        // Asked who reads so: the highest of low shares is no answer.
        var nobody = who && ranked.TrueForAll(c => c.Reading!.Fused.Distribution.Top != emotion);
        draft.Say(Stage, nobody ? "answer.nobody" : "answer.compare", [first.Reading!.Evidence.Id, second.Reading!.Evidence.Id], ("emotion", emotion.Name()),
            ("person", $"{first.Evidence.Person}"), ("percent", Draft.Percent(first.Reading.Fused.Distribution[emotion])),
            ("other", $"{second.Evidence.Person}"), ("otherPercent", Draft.Percent(second.Reading.Fused.Distribution[emotion])));
        if (named.Count == 0 && evidence.Person is { } own && own != first.Evidence.Person && own != second.Evidence.Person)
            draft.Say(Stage, "answer.own", [reading.Evidence.Id], ("emotion", emotion.Name()), ("person", $"{own}"), ("percent", Draft.Percent(reading.Fused.Distribution[emotion])));
    }

    private void Cause(CaseEvidence evidence, Reading reading, Draft draft)
    {
        if (new CauseWriter(knowledge, ledger).Write(Stage, evidence, draft) > 0)
            return;
        var lines = evidence.Lines;
        if (lines.Count > 0)
            draft.Say(Stage, "answer.no-occasion", [lines[0].Id], ("quote", ObservationWriter.Quote(lines[0].Quote!)));
        else
            draft.Say(Stage, evidence.Has(Modality.Words) ? "answer.unknown" : "answer.no-words", [reading.Evidence.Id], Top(reading));
        draft.SayGist(Stage, knowledge.Find("limit/context"));
    }

    private void Changed(CaseEvidence evidence, Draft draft)
    {
        if (evidence.IsStill)
            draft.SayGist(Stage, knowledge.Find("limit/still"));
        else if (!CourseWriter.Turn(Stage, evidence, draft))
            CourseWriter.Stretches(Stage, evidence, draft);
    }

    private void Moment(AskedQuestion question, CaseEvidence evidence, Draft draft)
    {
        var named = NamedMovements.In(question.Text) is [var first, ..] ? first : 0;
        if (evidence.Units.Where(e => e.Apex is not null && e.ActionUnit != 45 && e.Value >= EvidenceFacts.Visible).OrderByDescending(e => e.ActionUnit == named).FirstOrDefault() is { } unit)
        {
            draft.Say(Stage, unit.ActionUnit == named ? "answer.when-named" : "answer.when", [unit.Id], ("code", Draft.Code(unit)), ("name", Draft.NameOf(unit)),
                ("apex", Draft.F(unit.Apex!.Value, 2)), ("value", Draft.F(unit.Value!.Value, 1)));
        }
        else if (evidence.OfKind(EvidenceKinds.ExpressionEpisode).FirstOrDefault(e => e is { Interval: not null, Value: not null, Label: not null }) is { } episode)
        {
            draft.Say(Stage, "answer.when-reading", [episode.Id], ("emotion", episode.Label!), ("percent", Draft.Percent(episode.Value!.Value)),
                ("start", Draft.F(episode.Interval!.Value.Start, 2)), ("end", Draft.F(episode.Interval.Value.End, 2)));
        }
        else if (evidence.IsStill)
        {
            draft.SayGist(Stage, knowledge.Find("limit/still"));
        }
        else if (evidence.OfKind(EvidenceKinds.TextEmotion).Where(e => e is { Interval: not null, Quote: not null, Label: not null and not "neutral", Value: not null }).MaxBy(e => e.Value) is { } line)
        {
            draft.Say(Stage, "words.emotion-timed", [line.Id], ("quote", ObservationWriter.Quote(line.Quote!)), ("label", line.Label!), ("percent", Draft.Percent(line.Value!.Value)),
                ("start", Draft.F(line.Interval!.Value.Start, 2)), ("carried", ""));
        }
    }

    private void Compound(CaseEvidence evidence, Reading reading, Draft draft)
    {
        if (new MixtureWriter(ledger).Write(Stage, evidence, reading, draft))
            return;
        if (CourseWriter.Turn(Stage, evidence, draft))
        {
            draft.SayGist(Stage, knowledge.Find("conflict/time"));
            return;
        }

        var second = reading.Fused.Distribution.Ranked()[1];
        draft.Say(Stage, "answer.no-mixture", [reading.Evidence.Id], [.. Top(reading), ("second", second.Emotion.Name()), ("secondPercent", Draft.Percent(second.Probability))]);
    }

    private void Advice(AskedQuestion question, Reading reading, Draft draft)
    {
        var top = reading.Fused.Distribution.Top.Name();
        var hits = knowledge.Search(new KnowledgeQuery { Text = $"{question.Text} {top}", Kinds = [CardKind.Strategy], Emotions = [top], Limit = 2 });
        draft.Say(Stage, "answer.advice", [reading.Evidence.Id], Top(reading));
        foreach (var hit in hits)
            draft.SayGist(Stage, hit.Card);
        draft.SayGist(Stage, knowledge.Find("limit/context"));
    }
}
