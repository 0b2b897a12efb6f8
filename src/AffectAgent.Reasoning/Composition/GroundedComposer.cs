using AffectAgent.Knowledge;

namespace AffectAgent.Reasoning;

/// <summary>
/// Writes the chain of thought from the ledger and the cards, without a language model: key observations, interpretation
/// (patterns looked up, modalities compared, occasions found, each serious alternative weighed cue by cue), conclusion and limits; or abstains and says
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
        var cases = Requested(CaseEvidence.Of(context), context);
        var recorder = new ReadingRecorder(knowledge, EmotionVocabulary.LoadBuiltIn(), context.Ledger);
        // All are read before one is explained, so that persons can be compared. Of persons not asked for not everything was measured.
        var read = cases.Select(c => new ReadCase(c, Abstention.Before(c, options, context) is null ? recorder.Read(c) : null)).ToList();
        var explanations = new List<Explanation>(cases.Count);
        foreach (var one in read)
        {
            cancellationToken.ThrowIfCancellationRequested();
            explanations.Add(Explain(context, one, read));
        }

        return ValueTask.FromResult<IReadOnlyList<Explanation>>(explanations);
    }

    private static IReadOnlyList<CaseEvidence> Requested(IReadOnlyList<CaseEvidence> cases, AnalysisContext context)
    {
        if (context.Request.Person is not { } person)
            return cases;
        var faces = cases.Count(c => c.Person is not null);
        return cases.Where(c => c.Person == person).ToList() is { Count: > 0 } requested
            ? requested
            : throw new UserException($"There is no person {person}: {faces switch { 0 => "no face was", 1 => "1 face was", _ => $"{faces} faces were" }} found.", "Leave the person out to see all.");
    }

    private Explanation Explain(AnalysisContext context, ReadCase one, IReadOnlyList<ReadCase> all)
    {
        var (evidence, question) = (one.Evidence, context.Request.Question);
        var draft = new Draft(evidence);
        new ObservationWriter(knowledge).Write(evidence, RestingOn(one.Reading), draft);
        var answers = new AnswerWriter(knowledge, context, all);
        var blank = new Explanation { Person = evidence.Person, Question = question, Reasoner = $"{Name} ({Phrases.English.Version})", Claims = draft.Claims };
        if (one.Reading is not { } reading || Abstention.After(reading, evidence, options) is not null)
            return Abstain(context, one, answers, draft, blank);
        var interpretation = new InterpretationWriter(knowledge, context.Ledger);
        var alternatives = new AlternativeWeigher(knowledge, context.Ledger).Weigh(evidence, reading);
        interpretation.Write(evidence, reading, alternatives, draft);
        ConclusionWriter.Write(reading, alternatives, draft);
        new LimitWriter(knowledge).Write(evidence, draft);
        var answer = new Draft(evidence);
        answers.Write(question, one, concluded: true, answer);
        draft.InsertFirst(answer);
        return blank with
        {
            Claims = draft.Claims,
            Distribution = reading.Fused.Distribution,
            Vad = reading.Vad,
            Words = reading.Words,
            Confidence = reading.Confidence.Value,
            Alternatives = Alternatives(reading, alternatives),
            Conflicts = Conflicts(evidence, reading),
        };
    }

    private Explanation Abstain(AnalysisContext context, ReadCase one, AnswerWriter answers, Draft draft, Explanation blank)
    {
        var answer = new Draft(one.Evidence);
        answers.Write(context.Request.Question, one, concluded: false, answer);
        if (one.Reading is not { } reading)
        {
            var because = Abstention.Before(one.Evidence, options, context) ?? Abstention.WithoutWitness(one.Evidence);
            answers.WriteUnread(context.Request.Question, because, one.Evidence, answer);
            draft.InsertFirst(answer);
            return blank with { Claims = draft.Claims, AbstainedBecause = because };
        }

        new InterpretationWriter(knowledge, context.Ledger).WithoutConclusion(one.Evidence, reading, draft);
        new LimitWriter(knowledge).Write(one.Evidence, draft);
        draft.InsertFirst(answer);
        return blank with
        {
            Claims = draft.Claims,
            AbstainedBecause = Abstention.After(reading, one.Evidence, options),
            Confidence = reading.Confidence.Value,
            Conflicts = Conflicts(one.Evidence, reading),
        };
    }

    // The units of the leading emotion's pattern and of the card that tells it from the runner-up.
    private HashSet<int> RestingOn(Reading? reading)
    {
        if (reading is null)
            return [];
        var ranked = reading.Fused.Distribution.Ranked();
        var (top, next) = (ranked[0].Emotion.Name(), ranked[1].Emotion.Name());
        var pattern = knowledge.Find($"emotion/{top}")?.Pattern;
        return [.. pattern?.Where(pair => pair.Value > 0).Select(pair => pair.Key) ?? [], .. knowledge.Discriminator(top, next)?.Cues.Select(cue => cue.ActionUnit).OfType<int>() ?? []];
    }

    private static List<Alternative> Alternatives(Reading reading, IReadOnlyList<WeighedAlternative> weighed) =>
        [.. reading.Fused.Distribution.Ranked().Skip(1).Where(pair => pair.Probability >= 0.05 || weighed.Any(w => w.Emotion == pair.Emotion))
            .Select(pair => weighed.FirstOrDefault(w => w.Emotion == pair.Emotion)?.ToAlternative() ?? new Alternative(pair.Emotion, pair.Probability, null, null))];

    // What differs only because it was read at another moment is no conflict.
    private static List<ModalityConflict> Conflicts(CaseEvidence evidence, Reading reading) =>
        [.. reading.Fused.Disagreements.Where(d => ModalityWriter.AtItsTime(d, evidence, reading) is null).Select(d => Conflict(d, reading))];

    private static ModalityConflict Conflict(Disagreement disagreement, Reading reading)
    {
        var (first, second) = (reading.ModalityEvidence[disagreement.First], reading.ModalityEvidence[disagreement.Second]);
        return new ModalityConflict(disagreement.First, first.Label!, disagreement.Second, second.Label!, [first.Id, second.Id]);
    }
}
