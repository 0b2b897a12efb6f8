namespace AffectAgent.Reasoning;

/// <summary>A person's case with its reading.</summary>
/// <param name="Evidence">What was measured.</param>
/// <param name="Reading">What it reads as, or null where nothing could be read.</param>
internal sealed record ReadCase(CaseEvidence Evidence, Reading? Reading);

/// <summary>Answers the question with first sentences from the same evidence, or says why it can't. A question that asks several things has each answered.</summary>
/// <param name="knowledge">The cards.</param>
/// <param name="context">The analysis; its ledger takes what is computed here.</param>
/// <param name="cases">All cases, to compare persons.</param>
internal sealed class AnswerWriter(IKnowledgeBase knowledge, AnalysisContext context, IReadOnlyList<ReadCase> cases)
{
    private const ReasoningStage Stage = ReasoningStage.Conclusion;

    /// <summary>So many readings are listed where all are asked for.</summary>
    private const int Every = 8;

    private readonly EvidenceLedger _ledger = context.Ledger;
    private readonly FacePlaces _places = new(context);

    /// <summary>Writes the answer; where the question is none that the evidence can answer, a sentence that says so.</summary>
    /// <param name="question">The question, or null.</param>
    /// <param name="one">The case that is explained.</param>
    /// <param name="concluded">False where nothing is concluded: then only what needs no reading as a whole is answered.</param>
    /// <param name="draft">Takes the sentences.</param>
    public void Write(string? question, ReadCase one, bool concluded, Draft draft)
    {
        if (string.IsNullOrWhiteSpace(question))
            return;
        var reading = concluded ? one.Reading : null;
        var parts = QuestionReader.ReadAll(question, reading?.Fused.Distribution.Top ?? Emotion.Neutral).Select(Placed).ToList();
        var withCause = !parts.Exists(part => part.Kind == QuestionKind.Cause);
        int? first = null;
        foreach (var part in parts)
        {
            // "Who is the saddest, and why?" asks why of the one who was named.
            var (about, asked) = first is { } winner && part.Named.Count == 0 && IsOfOne(part) ? (Of(winner, one), Of(part, parts)) : Meant(part, one);
            if (about is null)
                continue;
            var answer = new Draft(about.Evidence);
            var own = ReferenceEquals(about, one) ? reading : about.Reading;
            if (!Missing(asked, answer))
                first = Answer(asked, about, own, withCause, answer) ?? first;
            if (answer.Claims.Count == 0 && about.Reading is { } any)
                Unanswered(asked, any, own is not null, answer);
            if (asked.NamesRole && answer.Claims.Count > 0)
                answer.SayGist(Stage, knowledge.Find("limit/law"));
            draft.Take(ReferenceEquals(about, one) ? answer.Claims : answer.Claims.Select(claim => OfPerson(claim, about.Evidence)), Stage);
            SayPlaces(asked, about.Evidence, draft);
        }
    }

    /// <summary>Says of each question why it can't be answered, where not even a reading came about.</summary>
    /// <param name="question">The question, or null.</param>
    /// <param name="because">Why nothing is concluded.</param>
    /// <param name="evidence">What there is, in which nothing could be read.</param>
    /// <param name="draft">Takes the sentence.</param>
    public void WriteUnread(string? question, string because, CaseEvidence evidence, Draft draft)
    {
        if (string.IsNullOrWhiteSpace(question) || draft.Claims.Count > 0)
            return;
        var asked = Asked(new AskedQuestion(question, QuestionKind.Unclear, []), "asked");
        if (evidence.Lines.FirstOrDefault(line => QuestionLanguage.IsOther(line.Quote!)) is { } foreign)
            draft.Say(Stage, "answer.unanswered-words", [asked.Id, foreign.Id], ("quote", ObservationWriter.Quote(question)), ("words", ObservationWriter.Quote(foreign.Quote!)));
        else
            draft.Say(Stage, "answer.unanswered", [asked.Id, .. evidence.OfKind(EvidenceKinds.FaceQuality).Select(e => e.Id)], ("quote", ObservationWriter.Quote(question)), ("because", Half(because)));
    }

    // The measured half of a reason: how small the face is, without how large it would have to be.
    private static string Half(string because) => char.ToLowerInvariant(because[0]) + because[1..].Split(';')[0].TrimEnd('.');

    // What a question asks for, answered; and the person whom a comparison names first.
    private int? Answer(AskedQuestion asked, ReadCase one, Reading? reading, bool withCause, Draft draft)
    {
        var first = WithoutReading(asked, one, reading, draft);
        return draft.Claims.Count == 0 && reading is not null ? OfReading(asked, one, reading, withCause, draft) ?? first : first;
    }

    private void Unanswered(AskedQuestion asked, Reading reading, bool concluded, Draft draft)
    {
        if (concluded)
            draft.Say(Stage, "answer.unknown", [Asked(asked, "asked").Id, reading.Evidence.Id], [("quote", ObservationWriter.Quote(asked.Text)), .. Top(reading)]);
        else
            draft.Say(Stage, "answer.abstained", [reading.Evidence.Id], Top(reading));
    }

    // Whose case answers: a question about other persons is answered with them, in the first explanation and in their own.
    private (ReadCase? About, AskedQuestion Asked) Meant(AskedQuestion question, ReadCase one)
    {
        if (!IsOfOthers(question, one.Evidence))
            return (one, question);
        return (ReferenceEquals(one, cases[0]) ? Of(question.Persons.First(IsThere), one) : null, question);
    }

    private ReadCase Of(int person, ReadCase one) => one.Evidence.Person == person ? one : cases.First(c => c.Evidence.Person == person);

    // Why, how sure, how strong: of one person.
    private static bool IsOfOne(AskedQuestion question) => question.Kind is not (QuestionKind.Compare or QuestionKind.Who or QuestionKind.Count or QuestionKind.Limits or QuestionKind.OtherLanguage or QuestionKind.Unclear);

    // Asked why somebody reads most as sad, it is what speaks for sadness, whatever leads.
    private static AskedQuestion Of(AskedQuestion question, List<AskedQuestion> parts) =>
        question.Kind is QuestionKind.Why or QuestionKind.WhyNot && parts.Find(part => part.Kind is QuestionKind.Compare or QuestionKind.Who) is { } compared
            ? compared.Emotions.Count > 0 ? question with { Kind = QuestionKind.Evidence, Emotions = compared.Emotions } : compared.Units.Count > 0 ? question with { Kind = QuestionKind.Strength, Units = compared.Units } : question
            : question;

    // A sentence about another person says so.
    private static Claim OfPerson(Claim claim, CaseEvidence evidence)
    {
        var named = $"person {evidence.Person}";
        return claim.Text.Contains(named, StringComparison.OrdinalIgnoreCase) || claim.Citations.All(id => !evidence.All.Any(e => e.Id == id)) && !claim.Citations.Any(id => id.StartsWith('E'))
            ? claim : claim with { Text = Phrases.English.Fill("answer.of-person", 0, ("person", $"{evidence.Person}"), ("text", char.IsUpper(claim.Text[0]) && !claim.Text.StartsWith("AU", StringComparison.Ordinal) ? char.ToLowerInvariant(claim.Text[0]) + claim.Text[1..] : claim.Text)) };
    }

    /// <summary>The leading reading as slots.</summary>
    internal static (string, string)[] Top(Reading reading)
    {
        var (emotion, probability) = reading.Fused.Distribution.Ranked()[0];
        return [("emotion", emotion.Name()), ("percent", Draft.Percent(probability))];
    }

    /// <summary>How sure the reading is, and what bounds it.</summary>
    internal static void Sure(Reading reading, Draft draft) => draft.Say(Stage, "answer.sure", [reading.ConfidenceEvidence.Id],
        ("percent", Draft.Percent(reading.Confidence.Value)), ("reason", Phrases.English.Reason(reading.Confidence.Reason)));

    // "The woman on the left" is a person of the picture.
    private AskedQuestion Placed(AskedQuestion question) => question.Named.Count == question.Persons.Count ? question : question with
    {
        Persons = [.. question.Named.Select(name => char.IsDigit(name[0]) ? int.Parse(name, System.Globalization.CultureInfo.InvariantCulture) : _places.At(name)?.Person).OfType<int>().Distinct()],
    };

    private void SayPlaces(AskedQuestion question, CaseEvidence evidence, Draft draft)
    {
        foreach (var side in question.Named.Where(name => !char.IsDigit(name[0])))
        {
            if (_places.At(side) is { Person: { } person } place && (person == evidence.Person || question.Kind == QuestionKind.Compare))
                draft.Say(Stage, side == "middle" ? "answer.place-middle" : "answer.place", [place.Id], ("person", $"{person}"), ("side", side));
        }
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
        if (!question.Persons.All(person => _ledger.All.Any(e => e.Person == person)) && Faces() is { } count)
            draft.Say(Stage, count.Value == 1 ? "answer.no-such-person-one" : "answer.no-such-person", [count.Id], ("count", Draft.F(count.Value!.Value, 0)));
        return true;
    }

    private Evidence? Faces() => _ledger.All.FirstOrDefault(e => e is { Kind: EvidenceKinds.FaceCount, Value: not null });

    // What needs no reading as a whole, so that it is answered even where nothing is concluded (and the reading is null).
    private int? WithoutReading(AskedQuestion question, ReadCase one, Reading? reading, Draft draft)
    {
        var evidence = one.Evidence;
        int? first = null;
        Action? answer = question.Kind switch
        {
            QuestionKind.OtherLanguage => () => draft.Say(Stage, "answer.language", [Asked(question, "another language").Id], ("quote", ObservationWriter.Quote(question.Text))),
            QuestionKind.Limit => () => Limit(question, draft),
            QuestionKind.Limits => () => new OverviewAnswer(knowledge, _ledger).Limits(evidence, draft),
            QuestionKind.Cause => () => new CauseWriter(knowledge, _ledger).Write(Stage, evidence, draft),
            QuestionKind.Changed => () => new TimeAnswer(knowledge).Changed(evidence, draft),
            QuestionKind.When => () => new TimeAnswer(knowledge).Moment(question, evidence, reading, draft),
            QuestionKind.Without => () => new HypothesisAnswer(knowledge, _ledger, () => Asked(question, "asked")).Write(question, evidence, reading, draft),
            QuestionKind.Count => () => Count(draft),
            QuestionKind.Movements => () => MovementAnswer.List(evidence, draft),
            QuestionKind.Meaning => () => new MovementAnswer(knowledge).Meaning(question, evidence, draft),
            QuestionKind.SmileKind => () => new MovementAnswer(knowledge).Smiles(question, evidence, draft),
            QuestionKind.Shown => () => MovementAnswer.Shown(question, evidence, () => Asked(question, "asked"), draft),
            QuestionKind.WhyNotShown => () => new MovementAnswer(knowledge).WhyNotShown(question, evidence, draft),
            QuestionKind.CarryingWords => () => OverviewAnswer.CarryingWords(evidence, draft),
            QuestionKind.Measure => () => MeasureAnswer.Write(question, evidence, () => Asked(question, "asked"), draft),
            QuestionKind.Compare => () => first = new ComparisonAnswer(cases).Write(question, null, one, draft),
            _ => null,
        };
        answer?.Invoke();
        return first;
    }

    private int? OfReading(AskedQuestion question, ReadCase one, Reading reading, bool withCause, Draft draft)
    {
        var evidence = one.Evidence;
        int? first = null;
        var top = reading.Fused.Distribution.Top;
        // An emotion that none of the sources tells apart has no probability, not a probability of 0.
        question = question with { Emotions = [.. question.Emotions.Where(reading.Fused.Distribution.Has)] };
        var asked = question.Asked(top);
        Action? answer = question.Kind switch
        {
            QuestionKind.Sure => () => Sure(reading, draft),
            QuestionKind.WhatWouldTurn => () => new TurnAnswer(knowledge, _ledger).Write(question, evidence, reading, draft),
            QuestionKind.Compare => () => first = new ComparisonAnswer(cases).Write(question, top, new ReadCase(evidence, reading), draft),
            QuestionKind.Cause => () => NoCause(evidence, reading, draft),
            QuestionKind.Evidence => () => new ReasonAnswer(knowledge, _ledger).EvidenceFor(asked ?? top, evidence, reading, draft),
            QuestionKind.Against => () => new ReasonAnswer(knowledge, _ledger).Against(asked ?? top, evidence, reading, draft),
            QuestionKind.Ranking => () => OverviewAnswer.Ranking(question.Number ?? Every, reading, draft),
            QuestionKind.Compound => () => Compound(evidence, reading, draft),
            QuestionKind.Advice => () => Advice(reading, draft),
            QuestionKind.Why => () => new ReasonAnswer(knowledge, _ledger).Why(evidence, reading, withCause, draft),
            QuestionKind.WhyNot when asked is { } other => () => WhyNot(other, evidence, reading, draft),
            QuestionKind.Who => () => first = Who(question, asked, evidence, reading, draft),
            QuestionKind.Whether when asked is { } named => () => Whether(question, named, reading, draft),
            QuestionKind.Which => () => draft.Say(Stage, "answer.which", [reading.Evidence.Id], Top(reading)),
            QuestionKind.Dimensions => () => OverviewAnswer.Dimensions(reading, draft),
            QuestionKind.Agreement => () => new OverviewAnswer(knowledge, _ledger).Agreement(evidence, reading, draft),
            QuestionKind.Summary => () => new OverviewAnswer(knowledge, _ledger).Summary(evidence, reading, draft),
            QuestionKind.Strength => () => MovementAnswer.Strength(question, evidence, reading, draft),
            _ => null,
        };
        foreach (var shade in question.Kind is QuestionKind.Whether or QuestionKind.WhyNot ? question.Shades : [])
            Shade(question, shade, reading, draft);
        // Of a shade of what leads, that is all there is to say.
        if (question.Shades.Count == 0 || question.Kind != QuestionKind.Whether || asked != top)
            answer?.Invoke();
        return first;
    }

    // A shade is read with its emotion; what is known of it is on its card.
    private void Shade(AskedQuestion question, string shade, Reading reading, Draft draft)
    {
        if (EmotionWords.Of(shade) is not { } emotion || !reading.Fused.Distribution.Has(emotion))
            return;
        var text = question.Text.Contains(shade, StringComparison.OrdinalIgnoreCase) ? shade : question.Text;
        draft.Say(Stage, "answer.shade", [Asked(question, "asked").Id, reading.Evidence.Id], ("quote", text), ("emotion", emotion.Name()), ("percent", Draft.Percent(reading.Fused.Distribution[emotion])));
        var words = new[] { shade, EmotionWords.Adjective(shade) };
        draft.SayGist(Stage, knowledge.Search(new KnowledgeQuery { Text = string.Join(' ', words), Kinds = [CardKind.Topic], Limit = 4 }).Select(hit => hit.Card)
            .FirstOrDefault(card => words.Any(word => card.Id.EndsWith($"/{word}", StringComparison.Ordinal) || card.Keywords.Contains(word))));
    }

    private int? Who(AskedQuestion question, Emotion? asked, CaseEvidence evidence, Reading reading, Draft draft)
    {
        if (evidence.Person is not { } person)
            return null;
        if (evidence.SeveralPersons && asked is not null)
            return new ComparisonAnswer(cases).Write(question, reading.Fused.Distribution.Top, new ReadCase(evidence, reading), draft);
        if (asked is { } other && other != reading.Fused.Distribution.Top)
            Whether(other, reading, draft);
        else
            draft.Say(Stage, "answer.who", [reading.Evidence.Id], [("person", $"{person}"), .. Top(reading)]);
        return person;
    }

    // Records the question, to be cited where an answer has no other evidence.
    private Evidence Asked(AskedQuestion question, string label) => _ledger.All.FirstOrDefault(e => e.Kind == EvidenceKinds.Question && e.Quote == question.Text) ?? _ledger.Add(new Evidence
    {
        Kind = EvidenceKinds.Question,
        Modality = Modality.Media,
        Label = label,
        Quote = question.Text,
        DerivedFrom = [],
        Source = new EvidenceSource(GroundedComposer.SourceName),
    });

    private void Count(Draft draft)
    {
        if (Faces() is { Value: { } count } faces)
            draft.Say(Stage, count == 1 ? "answer.count-one" : "answer.count", [faces.Id], ("count", Draft.F(count, 0)));
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
        var weighed = new AlternativeWeigher(knowledge, _ledger).Weigh(reading.Fused.Distribution.Top, asked, evidence, reading);
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

    private void NoCause(CaseEvidence evidence, Reading reading, Draft draft)
    {
        var lines = evidence.Lines;
        if (lines.Count > 0)
            draft.Say(Stage, "answer.no-occasion", [lines[0].Id], ("quote", ObservationWriter.Quote(lines[0].Quote!)));
        else
            draft.Say(Stage, evidence.Has(Modality.Words) ? "answer.unknown" : "answer.no-words", [reading.Evidence.Id], Top(reading));
        draft.SayGist(Stage, knowledge.Find("limit/context"));
    }

    private void Compound(CaseEvidence evidence, Reading reading, Draft draft)
    {
        if (new MixtureWriter(_ledger).Write(Stage, evidence, reading, draft))
            return;
        if (CourseWriter.Turn(Stage, evidence, draft))
        {
            draft.SayGist(Stage, knowledge.Find("conflict/time"));
            return;
        }

        var second = reading.Fused.Distribution.Ranked()[1];
        draft.Say(Stage, "answer.no-mixture", [reading.Evidence.Id], [.. Top(reading), ("second", second.Emotion.Name()), ("secondPercent", Draft.Percent(second.Probability))]);
    }

    private void Advice(Reading reading, Draft draft)
    {
        var top = reading.Fused.Distribution.Top.Name();
        var hits = knowledge.Search(new KnowledgeQuery { Text = $"{context.Request.Question} {top}", Kinds = [CardKind.Strategy], Emotions = [top], Limit = 2 });
        draft.Say(Stage, "answer.advice", [reading.Evidence.Id], Top(reading));
        foreach (var hit in hits)
            draft.SayGist(Stage, hit.Card);
        draft.SayGist(Stage, knowledge.Find("limit/context"));
    }
}
