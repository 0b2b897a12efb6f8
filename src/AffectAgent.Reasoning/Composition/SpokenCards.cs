namespace AffectAgent.Reasoning;

/// <summary>Quotes what the cards say of words and voices where these carried the reading.</summary>
/// <param name="knowledge">The cards.</param>
internal sealed class SpokenCards(IKnowledgeBase knowledge)
{
    /// <summary>Looks up the words that carried the reading, and how the voice went, and quotes the best card for each.</summary>
    public void Write(CaseEvidence evidence, Reading reading, Draft draft)
    {
        var top = reading.Fused.Distribution.Top;
        if (top == Emotion.Neutral)
            return;
        if (Carried(Modality.Words, reading))
        {
            var lines = evidence.OfKind(EvidenceKinds.TextEmotion).Where(e => e.Label is not null and not "neutral").ToList();
            Quote(CardKind.Words, top, lines.Select(e => e.Label!).Concat(lines.SelectMany(e => e.CarryingWords ?? [])), draft);
        }

        if (Carried(Modality.Voice, reading))
        {
            var features = evidence.OfKind(EvidenceKinds.VoiceFeature).Where(e => e is { Label: not null, Direction: Direction.Higher or Direction.Lower });
            Quote(CardKind.Voice, top, features.Select(e => $"{(e.Direction == Direction.Higher ? "higher" : "lower")} {Phrases.English.Name(e.Label!)}"), draft);
        }
    }

    private void Quote(CardKind kind, Emotion emotion, IEnumerable<string> found, Draft draft)
    {
        var hits = knowledge.Search(new KnowledgeQuery { Text = $"{emotion.Name()} {string.Join(' ', found)}", Kinds = [kind], Emotions = [emotion.Name()], Limit = 1 });
        draft.SayGist(ReasoningStage.Interpretation, hits.Count > 0 ? hits[0].Card : null);
    }

    private static bool Carried(Modality modality, Reading reading) =>
        reading.Fused.ByModality.TryGetValue(modality, out var own) && own.Distribution.Top == reading.Fused.Distribution.Top;
}
