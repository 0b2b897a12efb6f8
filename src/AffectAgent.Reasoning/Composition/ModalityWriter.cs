namespace AffectAgent.Reasoning;

/// <summary>Says where face, voice and words agree and where they part, at the same time or one after the other, and which of them the reading follows.</summary>
/// <param name="knowledge">The cards.</param>
/// <param name="ledger">What was measured.</param>
internal sealed class ModalityWriter(IKnowledgeBase knowledge, EvidenceLedger ledger)
{
    private const string Sequence = "conflict/time";
    private static readonly int[] Traces = [1, 4, 10, 15, 17];

    /// <summary>Writes it.</summary>
    public void Write(CaseEvidence evidence, Reading reading, Draft draft)
    {
        foreach (var conflict in reading.Fused.Disagreements)
            Conflict(conflict, evidence, reading, draft);
        var ordered = reading.ModalityEvidence.OrderByDescending(pair => reading.Fused.ByModality[pair.Key].Share).ToList();
        Agreement(ordered, evidence, reading, draft);
        if (ordered.Skip(1).FirstOrDefault(pair => pair.Key == Modality.Words && pair.Value.Label == Emotion.Neutral.Name()).Value is { } silent)
            draft.Say(ReasoningStage.Interpretation, "silent-words", [silent.Id], ("percent", Draft.Percent(silent.Value!.Value)), ("first", Name(ordered[0].Key)));

        if (evidence.SeveralPersons && ledger.All.Any(e => e.Modality is Modality.Voice or Modality.Words && e.DerivedFrom is null))
            draft.SayGist(ReasoningStage.Interpretation, knowledge.Find("limit/speaker"));
    }

    // Each with the figure of its own model, as it was observed, and only where that says the same.
    private static void Agreement(List<KeyValuePair<Modality, Evidence>> ordered, CaseEvidence evidence, Reading reading, Draft draft)
    {
        var top = reading.Fused.Distribution.Top;
        if (top != Emotion.Neutral)
        {
            var agreed = ordered.Where(pair => pair.Value.Label == top.Name()).Select(pair => (pair.Key, Own: OwnOf(pair.Key, evidence))).Where(pair => Says(pair.Own, top)).ToList();
            if (agreed.Count > 1)
            {
                draft.Say(ReasoningStage.Interpretation, "agree", [.. agreed.Select(pair => pair.Own!.Id), .. agreed.Select(pair => reading.ModalityEvidence[pair.Key].Id)],
                    ("channels", ObservationWriter.Join(agreed.Select(pair => Phrases.English.Fill("agree.channel", 0,
                        ("channel", Phrases.English.Name($"{pair.Key}.the")), ("label", pair.Own!.Label!), ("percent", Draft.Percent(pair.Own.Value!.Value)))))), ("emotion", top.Name()));
            }
        }

        // A voice that leads with something else, too unsure or too slight to be a conflict, is told all the same.
        if (ordered.Count > 1 && OwnOf(Modality.Voice, evidence) is { Label: not "neutral" } heard && heard.Label != top.Name() && !reading.Fused.Disagreements.Any(d => Modality.Voice == d.First || Modality.Voice == d.Second))
            draft.Say(ReasoningStage.Interpretation, "voice.aside", [heard.Id], ("label", heard.Label!), ("percent", Draft.Percent(heard.Value!.Value)));
    }

    private static Evidence? OwnOf(Modality modality, CaseEvidence evidence) => modality switch
    {
        Modality.Face => evidence.OfKind(EvidenceKinds.Expression).FirstOrDefault(IsSaid),
        Modality.Voice => evidence.OfKind(EvidenceKinds.VoiceEmotion).FirstOrDefault(IsSaid),
        _ => evidence.OfKind(EvidenceKinds.TextEmotion).Where(e => IsSaid(e) && e.Label != Emotion.Neutral.Name()).MaxBy(e => e.Value * e.Confidence),
    };

    private static bool IsSaid(Evidence evidence) => evidence is { Label: not null, Value: not null };

    private static bool Says(Evidence? own, Emotion emotion) => own?.Label == emotion.Name()
        || (own?.Modality == Modality.Words && CauseWords.English.GroupOf(own.Label!) is { } group && group == CauseWords.English.GroupOf(emotion.Name()));

    /// <summary>The stretch of the face that reads as the words do while they are said, where the words read otherwise than the whole face; null where there is none.</summary>
    public static Evidence? AtItsTime(Disagreement conflict, CaseEvidence evidence, Reading reading)
    {
        if (Other(conflict.First, conflict.Second) is not { } other)
            return null;
        var label = reading.ModalityEvidence[other].Label;
        var spoken = evidence.All.Where(e => e.Modality == other && e.Interval is not null && e.DerivedFrom is null && (other == Modality.Voice || TopOf(e) == label)).Select(e => e.Interval!.Value).ToList();
        return evidence.Episodes.FirstOrDefault(episode => episode.Label == label && spoken.Exists(when => when.Overlaps(episode.Interval!.Value)));
    }

    private void Conflict(Disagreement conflict, CaseEvidence evidence, Reading reading, Draft draft)
    {
        var (first, second) = (reading.ModalityEvidence[conflict.First], reading.ModalityEvidence[conflict.Second]);
        (string, string)[] slots = [("first", Reads(conflict.First)), ("second", Reads(conflict.Second)), ("firstEmotion", first.Label!), ("secondEmotion", second.Label!)];
        if (AtItsTime(conflict, evidence, reading) is { Interval: { } when } episode)
        {
            draft.Say(ReasoningStage.Interpretation, "conflict.sequence", [first.Id, second.Id, episode.Id], [.. slots, ("start", Draft.F(when.Start, 2)), ("end", Draft.F(when.End, 2)), ("emotion", episode.Label!)]);
            draft.SayGist(ReasoningStage.Interpretation, knowledge.Find(Sequence));
            return;
        }

        draft.Say(ReasoningStage.Interpretation, "conflict", [first.Id, second.Id], slots);
        draft.SayGist(ReasoningStage.Interpretation, ConflictCard(conflict, first, second, evidence));
        var followed = first.Label == reading.Evidence.Label ? (conflict.First, first) : (conflict.Second, second);
        if (followed.Item2.Label == reading.Evidence.Label)
        {
            draft.Say(ReasoningStage.Interpretation, "conflict.followed", [reading.Evidence.Id, followed.Item2.Id, .. knowledge.Find("fusion/reliability") is { } card ? [card.Id] : Array.Empty<string>()],
                ("channel", Name(followed.Item1)), ("emotion", followed.Item2.Label!));
        }
    }

    private KnowledgeCard? ConflictCard(Disagreement conflict, Evidence first, Evidence second, CaseEvidence evidence)
    {
        Modality[] pair = [conflict.First, conflict.Second];
        var (face, words) = (pair.Contains(Modality.Face), pair.Contains(Modality.Words));
        var smiles = face && (conflict.First == Modality.Face ? first : second).Label == Emotion.Happiness.Name();
        var saysJoy = words && (conflict.First == Modality.Words ? first : second).Label == Emotion.Happiness.Name();
        string[] candidates = (face, words) switch
        {
            (true, true) when smiles && evidence.Units.Any(u => Traces.Contains(u.ActionUnit!.Value) && u.Value >= EvidenceFacts.Visible) => ["conflict/masking", "conflict/words-face"],
            (true, true) when saysJoy => ["words/sarcasm", "conflict/words-face"],
            (true, true) => ["conflict/words-face"],
            (true, false) => ["conflict/face-voice"],
            _ when saysJoy => ["conflict/words-tone", "words/sarcasm"],
            _ => ["conflict/words-tone"],
        };
        return candidates.Select(knowledge.Find).FirstOrDefault(card => card is not null);
    }

    private static Modality? Other(Modality first, Modality second) => (first, second) switch
    {
        (Modality.Face, not Modality.Face) => second,
        (not Modality.Face, Modality.Face) => first,
        _ => null,
    };

    private static string? TopOf(Evidence evidence) => evidence.Distribution is { Count: > 0 } distribution ? distribution.MaxBy(pair => pair.Value).Key : evidence.Label;

    private static string Reads(Modality modality) => Phrases.English.Name($"{modality}.reads");

    private static string Name(Modality modality) => Phrases.English.Name(modality.ToString());
}
