namespace AffectAgent.Reasoning;

/// <summary>Two emotions at once, as a compound card describes them.</summary>
/// <param name="Card">The card: a prototype of topic <c>compound/</c> with exactly two emotions.</param>
/// <param name="First">The more probable of the two.</param>
/// <param name="Second">The other.</param>
/// <param name="Score">0 to 1: 1 where both have half of the probability and the units fit the pattern exactly. Not a probability, and not validated on people.</param>
/// <param name="Cosine">How well the units fit the card's pattern, 0.5 to 1.</param>
/// <param name="EvidenceIds">The units of the pattern that are visible.</param>
internal sealed record CompoundReading(KnowledgeCard Card, Emotion First, Emotion Second, double Score, double Cosine, IReadOnlyList<string> EvidenceIds);

/// <summary>Two emotions that are both probable, without a compound pattern that bears it out.</summary>
/// <param name="First">The more probable.</param>
/// <param name="FirstShare">Its probability.</param>
/// <param name="Second">The other.</param>
/// <param name="SecondShare">Its probability, <see cref="CompoundScorer.LeastShare"/> or more.</param>
internal sealed record MixtureReading(Emotion First, double FirstShare, Emotion Second, double SecondShare);

/// <summary>
/// Ranks compound emotions by a rule over probabilities, as the teams of the C-EXPR-DB challenge did: a compound scores
/// twice the geometric mean of its two emotions' probabilities, times the cosine of the Action Units with its pattern. A
/// compound stands only where both emotions are probable, a defining unit of the pattern is visible, and the compound's
/// pattern fits no worse than each of the two emotions' own and than any other compound's. There are no labelled compounds
/// of people to validate this with; docs/benchmarks.md says what it names of rendered heads.
/// </summary>
internal static class CompoundScorer
{
    /// <summary>Both emotions of a compound must be at least this probable.</summary>
    public const double LeastProbability = 0.1;

    /// <summary>Both emotions of a mixture must be at least this probable.</summary>
    public const double LeastShare = 0.25;

    private const double LeastCosine = 0.5;

    // Other cards of two emotions (polite smiles, variants) describe one expression that occurs with either.
    private const string Topic = "compound/";

    /// <summary>The compounds that stand, best first; ties by id.</summary>
    /// <param name="distribution">The fused reading.</param>
    /// <param name="units">The strongest evidence of each unit.</param>
    /// <param name="fits">How well the emotions' own patterns fit; null where no unit was measured.</param>
    /// <param name="knowledge">The cards.</param>
    public static IReadOnlyList<CompoundReading> Rank(EmotionDistribution distribution, IReadOnlyList<Evidence> units, PatternFits? fits, IKnowledgeBase knowledge)
    {
        // Most cases end here: the search through the cards is worth its time only where two readings are probable.
        if (fits is null || distribution.Ranked()[1].Probability < LeastProbability)
            return [];
        var measured = PatternFits.Measured(units);
        var found = new List<CompoundReading>();
        var patterns = knowledge.Search(new KnowledgeQuery { ActionUnits = measured, Kinds = [CardKind.Prototype], Limit = 1000 })
            .Where(hit => hit.Card.Id.StartsWith(Topic, StringComparison.Ordinal) && hit.Card.Emotions.Count == 2).ToList();
        var best = patterns.Max(hit => hit.PatternScore);
        foreach (var hit in patterns.Where(hit => hit.PatternScore >= best))
        {
            if (hit.Card.Emotions is not [var a, var b] || !EmotionNames.TryParse(a, out var first) || !EmotionNames.TryParse(b, out var second) || hit.PatternScore is not >= LeastCosine)
                continue;
            if (distribution[first] < distribution[second])
                (first, second) = (second, first);
            var cosine = hit.PatternScore.Value;
            if (distribution[second] < LeastProbability || !PatternFits.IsDefined(hit.Card, measured)
                || cosine < fits.ByEmotion.GetValueOrDefault(first).Cosine || cosine < fits.ByEmotion.GetValueOrDefault(second).Cosine)
                continue;
            found.Add(new CompoundReading(hit.Card, first, second, 2 * Math.Sqrt(distribution[first] * distribution[second]) * cosine, cosine,
                [.. units.Where(e => e.Value >= EvidenceFacts.Visible && hit.Card.Pattern.GetValueOrDefault(e.ActionUnit!.Value) > 0).Select(e => e.Id)]));
        }

        return [.. found.OrderByDescending(c => c.Score).ThenBy(c => c.Card.Id, StringComparer.Ordinal)];
    }

    /// <summary>The mixture of the two leading emotions, or null where the second is too improbable or one of them is neutral.</summary>
    public static MixtureReading? Mixture(EmotionDistribution distribution)
    {
        var ranked = distribution.Ranked();
        var (first, second) = (ranked[0], ranked[1]);
        return second.Probability < LeastShare || first.Emotion == Emotion.Neutral || second.Emotion == Emotion.Neutral
            ? null
            : new MixtureReading(first.Emotion, first.Probability, second.Emotion, second.Probability);
    }
}
