using System.Globalization;

namespace AffectAgent.Reasoning;

/// <summary>Writes the chain of thought from the ledger and the cards, without a language model.</summary>
public sealed class GroundedComposer : IReasoner
{
    /// <inheritdoc/>
    public string Name => "composer";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Explanation>> ExplainAsync(AnalysisContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var evidence = context.Ledger.All;
        var persons = evidence.Where(e => e.Modality == Modality.Face).Select(e => e.Person).OfType<int>().Distinct().Order().ToList();
        IReadOnlyList<Explanation> all = persons.Count == 0
            ? [new Explanation { Question = context.Request.Question, AbstainedBecause = "No face was found." }]
            : [.. persons.Select(person => Explain(context, person, evidence))];
        return ValueTask.FromResult(all);
    }

    private static Explanation Explain(AnalysisContext context, int person, IReadOnlyList<Evidence> evidence)
    {
        if (evidence.FirstOrDefault(e => e.Person == person && e is { Kind: EvidenceKinds.Expression, Distribution: not null }) is not { } read)
            return new Explanation { Person = person, Question = context.Request.Question, AbstainedBecause = "The expression could not be read." };
        var distribution = EmotionDistribution.FromWeights(e => read.Distribution!.GetValueOrDefault(e.Name()));
        var text = string.Create(CultureInfo.InvariantCulture, $"The face of person {person} reads as {distribution.Top.Name()} with a probability of {100 * distribution[distribution.Top]:0} %.");
        return new Explanation
        {
            Person = person,
            Question = context.Request.Question,
            Claims = [new Claim(ReasoningStage.Conclusion, text, [read.Id])],
            Distribution = distribution,
            Confidence = read.Confidence * distribution[distribution.Top],
        };
    }
}
