namespace AffectAgent.Reasoning;

/// <summary>Says what the words give as the occasion of what they express, and what kind of event the cards take it for.</summary>
/// <param name="knowledge">The cards.</param>
/// <param name="ledger">Takes the spans.</param>
internal sealed class CauseWriter(IKnowledgeBase knowledge, EvidenceLedger ledger)
{
    private const int Most = 2;
    private const double LeastLabel = 0.35;

    /// <summary>Writes the occasions; answers how many.</summary>
    public int Write(ReasoningStage stage, CaseEvidence evidence, Draft draft)
    {
        var causes = Record(evidence);
        foreach (var (cause, card, kind, stated) in causes)
        {
            var timed = cause.Interval is null ? "" : "-timed";
            draft.Say(stage, stated ? $"cause{timed}" : $"cause.beside{timed}", [cause.Id, .. card is null ? Array.Empty<string>() : [card.Id]],
                ("label", cause.Label!), ("quote", ObservationWriter.Quote(cause.Quote!)), ("start", Draft.F(cause.Interval?.Start ?? 0, 2)),
                ("kind", card is null ? "" : Phrases.English.Fill("cause.kind", 0, ("name", kind!.Name))));
            draft.SayGist(stage, card);
        }

        return causes.Count;
    }

    /// <summary>Writes what event the words tell of where they state no emotion.</summary>
    public void Occurrence(ReasoningStage stage, CaseEvidence evidence, Draft draft)
    {
        var lines = evidence.Lines;
        List<string> texts = [.. lines.Select(line => line.Quote!)];
        if ((CauseFinder.Happened(texts) ?? CauseFinder.Occurrence(texts)) is not { Kind: { } kind } found || CardOf(found) is not { } card)
            return;
        var cause = Keep(found, kind.Name, [lines[found.Line].Id], lines[found.Line], card, evidence);
        draft.Say(stage, "cause.none", [cause.Id, card.Id], ("kind", kind.Name), ("quote", ObservationWriter.Quote(cause.Quote!)));
        draft.SayGist(stage, card);
    }

    // Spans once found stand in the ledger; a second question finds them there.
    private List<(Evidence Cause, KnowledgeCard? Card, CauseKind? Kind, bool Stated)> Record(CaseEvidence evidence)
    {
        var lines = evidence.Lines;
        var texts = lines.Select(line => line.Quote!).ToList();
        var found = new List<(Evidence, KnowledgeCard?, CauseKind?, bool)>();
        var read = evidence.OfKind(EvidenceKinds.TextEmotion).Where(e => e is { Label: not null, Quote: not null, Value: >= LeastLabel })
            .OrderByDescending(e => e.Value * e.Confidence).DistinctBy(e => (e.Quote, e.Interval));
        foreach (var emotion in read)
        {
            var at = lines.ToList().FindIndex(line => line.Quote!.Contains(emotion.Quote!, StringComparison.Ordinal) && line.Interval == emotion.Interval);
            if (at < 0 || CauseFinder.Find(texts, at, emotion.Label!) is not { } cause || found.Exists(f => f.Item1.Quote == cause.Text))
                continue;
            var card = CardOf(cause);
            found.Add((Keep(cause, emotion.Label!, [lines[cause.Line].Id, emotion.Id], lines[cause.Line], card, evidence), card, cause.Kind, cause.IsStated));
            if (found.Count == Most)
                break;
        }

        return [.. found.OrderBy(f => f.Item1.Interval?.Start ?? 0)];
    }

    private Evidence Keep(FoundCause cause, string label, IReadOnlyList<string> from, Evidence line, KnowledgeCard? card, CaseEvidence evidence)
    {
        var kept = new Evidence
        {
            Kind = EvidenceKinds.Cause,
            Modality = Modality.Words,
            Person = evidence.Person,
            Interval = line.Interval,
            Label = label,
            Quote = cause.Text,
            Confidence = cause.IsStated ? 0.8 : 0.5,
            Reliability = Reliability.Weak,
            Source = new EvidenceSource(GroundedComposer.SourceName),
            DerivedFrom = from,
            Note = cause.Kind is null ? null : card is null ? $"Kind of event: {cause.Kind.Name}." : $"Kind of event: {cause.Kind.Name} ({card.Id}).",
        };
        return ledger.All.FirstOrDefault(e => e.Kind == EvidenceKinds.Cause && e.Quote == kept.Quote && e.Label == kept.Label && e.Person == kept.Person) ?? ledger.Add(kept);
    }

    private KnowledgeCard? CardOf(FoundCause cause) => cause.Kind is { } kind && knowledge.Find(kind.Card) is { Kind: CardKind.Appraisal } card ? card : null;
}
