namespace AffectAgent.Reasoning;

/// <summary>Answers questions of the whole: valence and arousal, agreement of the channels, the words that carry it, its limits, a summary.</summary>
/// <param name="knowledge">The cards.</param>
/// <param name="ledger">Takes what is computed here.</param>
internal sealed class OverviewAnswer(IKnowledgeBase knowledge, EvidenceLedger ledger)
{
    private const ReasoningStage Stage = ReasoningStage.Conclusion;
    private const int MostLines = 3;
    private const double Aside = 0.05;

    /// <summary>Valence and arousal of the reading.</summary>
    public static void Dimensions(Reading reading, Draft draft)
    {
        var (valence, arousal) = (reading.VadEvidence[0], reading.VadEvidence[1]);
        draft.Say(Stage, "answer.vad", [valence.Id, arousal.Id], ("valence", Draft.F(valence.Value!.Value, 2)), ("arousal", Draft.F(arousal.Value!.Value, 2)));
        if (Math.Abs(valence.Value.Value) > Aside)
            draft.Say(Stage, "answer.vad-side", [valence.Id], ("side", valence.Value > 0 ? "positive" : "negative"));
    }

    /// <summary>The readings in order of their probability.</summary>
    /// <param name="most">How many.</param>
    /// <param name="reading">The reading.</param>
    /// <param name="draft">Takes the sentence.</param>
    public static void Ranking(int most, Reading reading, Draft draft) => draft.Say(Stage, "answer.ranking", [reading.Evidence.Id], ("list", ObservationWriter.Join(
        reading.Fused.Distribution.Ranked().Where(one => reading.Fused.Distribution.Has(one.Emotion)).Take(most).Select(one => Phrases.English.Fill("alternative.item", 0, ("second", one.Emotion.Name()), ("percent", Draft.Percent(one.Probability)))))));

    /// <summary>What each channel reads as by itself, and whether they agree.</summary>
    public void Agreement(CaseEvidence evidence, Reading reading, Draft draft)
    {
        if (reading.ModalityEvidence.Count < 2)
        {
            var only = reading.Fused.ByModality.Keys.First();
            draft.Say(Stage, "answer.one-channel", [reading.Evidence.Id], [("channel", Phrases.English.Name($"{only}.the")), .. AnswerWriter.Top(reading)]);
            return;
        }

        var channels = reading.ModalityEvidence.OrderBy(pair => pair.Key).ToList();
        draft.Say(Stage, "answer.channels", channels.Select(pair => pair.Value.Id), ("parts", ObservationWriter.Join(channels.Select(pair => Phrases.English.Fill("answer.channel", 0,
            ("reads", Phrases.English.Name($"{pair.Key}.reads")), ("emotion", pair.Value.Label!), ("percent", Draft.Percent(pair.Value.Value!.Value)))))));
        var compared = new Draft(evidence);
        new ModalityWriter(knowledge, ledger).Write(evidence, reading, compared);
        draft.Take(compared.Claims, Stage);
    }

    /// <summary>The words that carry what each line expresses, the most telling lines.</summary>
    public static void CarryingWords(CaseEvidence evidence, Draft draft)
    {
        var lines = evidence.OfKind(EvidenceKinds.TextEmotion).Where(e => e is { Quote: not null, Label: not null and not "neutral", Value: not null, CarryingWords.Count: > 0 })
            .OrderByDescending(e => e.Value).DistinctBy(e => e.Quote).Take(MostLines);
        foreach (var line in lines)
        {
            draft.Say(Stage, "answer.carriers", [line.Id], ("quote", ObservationWriter.Quote(line.Quote!)), ("label", line.Label!), ("percent", Draft.Percent(line.Value!.Value)),
                ("carriers", ObservationWriter.Join(line.CarryingWords!.Take(MostLines).Select(word => $"“{ObservationWriter.Quote(word)}”"))));
        }
    }

    /// <summary>The limits that apply.</summary>
    public void Limits(CaseEvidence evidence, Draft draft)
    {
        var limits = new Draft(evidence);
        new LimitWriter(knowledge).Write(evidence, limits);
        draft.Take(limits.Claims, Stage);
    }

    /// <summary>The reading with its reasons, its turning point and its confidence.</summary>
    public void Summary(CaseEvidence evidence, Reading reading, Draft draft)
    {
        new ReasonAnswer(knowledge, ledger).Why(evidence, reading, withCause: true, draft);
        CourseWriter.Turn(Stage, evidence, draft);
        AnswerWriter.Sure(reading, draft);
    }
}
