using AffectAgent.Knowledge;

namespace AffectAgent.Reasoning;

/// <summary>
/// Writes the chain of thought from the ledger and the cards, without a language model: key observations, interpretation
/// (patterns looked up, modalities compared, an alternative weighed cue by cue), conclusion and limits; or abstains and says
/// why. What it computes it appends to the ledger first. Its phrasing is in <c>prompts/composer</c>. Thread-safe.
/// </summary>
/// <param name="knowledge">The cards.</param>
/// <param name="options">From which confidence and face size on it concludes.</param>
public sealed class GroundedComposer(IKnowledgeBase knowledge, AffectAgentOptions options) : IReasoner
{
    /// <summary>The tool's name in evidence that it computes.</summary>
    internal const string SourceName = "composer";

    /// <inheritdoc/>
    public string Name => SourceName;

    /// <inheritdoc/>
    /// <exception cref="UserException">The request names a person who was not found.</exception>
    public ValueTask<IReadOnlyList<Explanation>> ExplainAsync(AnalysisContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var cases = CaseEvidence.Of(context);
        if (context.Request.Person is { } person)
        {
            var found = cases.Count(c => c.Person is not null);
            cases = [.. cases.Where(c => c.Person == person)];
            if (cases.Count == 0)
                throw new UserException($"There is no person {person}: {found switch { 0 => "no face was", 1 => "1 face was", _ => $"{found} faces were" }} found.", "Leave the person out to see all.");
        }

        var explanations = new List<Explanation>(cases.Count);
        foreach (var evidence in cases)
        {
            cancellationToken.ThrowIfCancellationRequested();
            explanations.Add(Explain(context, evidence));
        }

        return ValueTask.FromResult<IReadOnlyList<Explanation>>(explanations);
    }

    private Explanation Explain(AnalysisContext context, CaseEvidence evidence)
    {
        var draft = new Draft(evidence);
        ObservationWriter.Write(evidence, draft);
        var blank = new Explanation { Person = evidence.Person, Question = context.Request.Question, Reasoner = $"{Name} ({Phrases.English.Version})", Claims = draft.Claims };
        if (Abstention.Before(evidence, options, context) is { } why)
            return blank with { AbstainedBecause = why };
        if (new ReadingRecorder(knowledge, EmotionVocabulary.LoadBuiltIn(), context.Ledger).Read(evidence) is not { } reading)
            return blank with { AbstainedBecause = Abstention.WithoutWitness(evidence) };
        var limits = new LimitWriter(knowledge);
        var interpretation = new InterpretationWriter(knowledge, context.Ledger);
        var conflicts = reading.Fused.Disagreements.Select(d => Conflict(d, reading)).ToList();
        if (Abstention.After(reading, options) is { } flat)
        {
            interpretation.Modalities(evidence, reading, draft);
            limits.Write(evidence, draft);
            return blank with { AbstainedBecause = flat, Claims = draft.Claims, Confidence = reading.Confidence.Value, Conflicts = conflicts };
        }

        var alternative = interpretation.Write(evidence, reading, draft);
        ConclusionWriter.Write(reading, draft);
        limits.Write(evidence, draft);
        var answer = new Draft(evidence);
        new AnswerWriter(knowledge, context.Ledger).Write(context.Request.Question, evidence, reading, answer);
        draft.InsertFirst(answer);
        return blank with
        {
            Claims = draft.Claims,
            Distribution = reading.Fused.Distribution,
            Vad = reading.Vad,
            Words = reading.Words,
            Confidence = reading.Confidence.Value,
            Alternatives = Alternatives(reading, alternative),
            Conflicts = conflicts,
        };
    }

    private static List<Alternative> Alternatives(Reading reading, Alternative? weighed) =>
        [.. reading.Fused.Distribution.Ranked().Skip(1).Where(pair => pair.Probability >= 0.05 || pair.Emotion == weighed?.Emotion)
            .Select(pair => pair.Emotion == weighed?.Emotion ? weighed : new Alternative(pair.Emotion, pair.Probability, null, null))];

    private static ModalityConflict Conflict(Disagreement disagreement, Reading reading)
    {
        var (first, second) = (reading.ModalityEvidence[disagreement.First], reading.ModalityEvidence[disagreement.Second]);
        return new ModalityConflict(disagreement.First, first.Label!, disagreement.Second, second.Label!, [first.Id, second.Id]);
    }
}
