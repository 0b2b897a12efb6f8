namespace AffectAgent.Reasoning;

/// <summary>Quotes what the cards say of words and voices where these carried the reading.</summary>
/// <param name="knowledge">The cards.</param>
internal sealed class SpokenCards(IKnowledgeBase knowledge)
{
    /// <summary>Quotes the card of what the words express, and the best one for how the voice went.</summary>
    public void Write(CaseEvidence evidence, Reading reading, Draft draft)
    {
        var top = reading.Fused.Distribution.Top;
        if (top == Emotion.Neutral)
            return;
        if (Carried(Modality.Words, reading))
        {
            // The card of the label that stands out; of labels without one, the card of the emotion.
            var label = evidence.PlainWords.Where(e => e is { Label: { } given, Value: >= CueWeigher.LeastWords } && CauseWords.English.GroupOf(given) == CauseWords.English.GroupOf(top.Name()))
                .MaxBy(e => e.Value)?.Label;
            if (label is not null)
                draft.SayGist(ReasoningStage.Interpretation, knowledge.Find($"words/{label}") ?? knowledge.Find($"words/{top.Name()}"));
        }

        if (Carried(Modality.Voice, reading))
        {
            // Features that went opposite ways are of no one kind of voice.
            var features = evidence.OfKind(EvidenceKinds.VoiceFeature).Where(e => e is { Label: not null, Direction: Direction.Higher or Direction.Lower }).ToList();
            if (features.Select(e => e.Direction).Distinct().Count() == 1)
                Quote(top, features.Select(e => $"{(e.Direction == Direction.Higher ? "higher" : "lower")} {Phrases.English.Name(e.Label!)}"), draft);
        }
    }

    private void Quote(Emotion emotion, IEnumerable<string> found, Draft draft)
    {
        var hits = knowledge.Search(new KnowledgeQuery { Text = $"{emotion.Name()} {string.Join(' ', found)}", Kinds = [CardKind.Voice], Emotions = [emotion.Name()], Limit = 1 });
        draft.SayGist(ReasoningStage.Interpretation, hits.Count > 0 ? hits[0].Card : null);
    }

    private static bool Carried(Modality modality, Reading reading) =>
        reading.Fused.ByModality.TryGetValue(modality, out var own) && own.Distribution.Top == reading.Fused.Distribution.Top;
}
