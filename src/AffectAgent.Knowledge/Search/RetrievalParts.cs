namespace AffectAgent.Knowledge.Search;

/// <summary>How the parts' scores become one.</summary>
internal enum Fusion
{
    /// <summary>Their weighted mean over the parts that the query has.</summary>
    Mean,
    /// <summary>1 / (60 + rank) of each part, added (Cormack et al. 2009).</summary>
    ReciprocalRanks,
    /// <summary>1 - Π(1 - weight · score): a card that one part speaks for strongly needs no other, and several add up.</summary>
    Either,
}

/// <summary>How much each part of a search counts.</summary>
/// <param name="Pattern">Of the pattern of Action Units.</param>
/// <param name="Clues">Of other evidence.</param>
/// <param name="Lexical">Of the words.</param>
/// <param name="Neural">Of text vectors.</param>
/// <param name="ClueWords">Of the words that name evidence, beside its directions.</param>
/// <param name="Power">The power that a pattern's cosine is raised to: near misses are many, and count for less.</param>
/// <param name="Pairs">How far a discriminator shares in the pattern's score of the weaker one of its readings, where the query has words.</param>
/// <param name="Synonyms">False to take words as they are written.</param>
/// <param name="Fusion">How the parts' scores become one.</param>
internal sealed record RetrievalWeights(
    double Pattern = 0.7, double Clues = 0.7, double Lexical = 0.9, double Neural = 0.5, double ClueWords = 0.5, double Power = 2, double Pairs = 0.5, bool Synonyms = true, Fusion Fusion = Fusion.Either)
{
    /// <summary>The BM25 score that counts half.</summary>
    public const double LexicalHalf = 4;

    /// <summary>Those chosen on the development half of the benchmark.</summary>
    public static readonly RetrievalWeights Default = new();

    /// <summary>Others that were tried there.</summary>
    public static readonly IReadOnlyList<RetrievalWeights> Tried =
    [
        new(Fusion: Fusion.Mean, Pattern: 1, Clues: 1, Lexical: 1), new(Fusion: Fusion.Mean, Pattern: 1, Clues: 1, Lexical: 2), new(Fusion: Fusion.ReciprocalRanks),
        new(Power: 1), new(Power: 3), new(Pairs: 0), new(Pairs: 0.8), new(ClueWords: 0.25), new(ClueWords: 1), new(Pattern: 0.9, Clues: 0.9), new(Pattern: 0.5, Clues: 0.5),
    ];
}

/// <summary>What each part of a search says of each card; a part that the query lacks is null.</summary>
internal sealed record RetrievalParts(double?[]? Pattern, double?[]? Clues, double?[]? Lexical, double?[]? Neural)
{
    private const double RankOffset = 60;

    /// <summary>True if the query holds nothing to look for.</summary>
    public bool IsEmpty => Pattern is null && Clues is null && Lexical is null && Neural is null;

    /// <summary>One score a card.</summary>
    public double[] Fuse(int cards, RetrievalWeights weights)
    {
        var scores = new double[cards];
        var sum = 0.0;
        var either = weights.Fusion == Fusion.Either;
        foreach (var (part, weight) in new[] { (Pattern, weights.Pattern), (Clues, weights.Clues), (Lexical, weights.Lexical), (Outstanding(Neural), weights.Neural) })
        {
            if (part is null || weight <= 0)
                continue;
            sum += weight;
            var values = weights.Fusion == Fusion.ReciprocalRanks ? Ranks(part) : part;
            for (var i = 0; i < cards; i++)
                scores[i] = either ? 1 - ((1 - scores[i]) * (1 - (weight * (values[i] ?? 0)))) : scores[i] + (weight * (values[i] ?? 0));
        }

        for (var i = 0; i < cards && !either; i++)
            scores[i] /= sum;
        return scores;
    }

    // Models differ in how alike they find any two texts: what counts is how far a card stands out among all, from one
    // standard deviation above their mean (0) to five (1).
    private static double?[]? Outstanding(double?[]? cosines)
    {
        if (cosines is null)
            return null;
        var known = cosines.OfType<double>().ToArray();
        var mean = known.DefaultIfEmpty().Average();
        var spread = Math.Sqrt(known.Select(cosine => (cosine - mean) * (cosine - mean)).DefaultIfEmpty().Average());
        return [.. cosines.Select(cosine => spread > 0 && cosine is { } value ? Math.Clamp((((value - mean) / spread) - 1) / 4, 0, 1) : (double?)null)];
    }

    private static double?[] Ranks(double?[] part)
    {
        var ranks = new double?[part.Length];
        var order = Enumerable.Range(0, part.Length).Where(i => part[i] > 0).OrderByDescending(i => part[i]).ToList();
        for (var rank = 0; rank < order.Count; rank++)
            ranks[order[rank]] = RankOffset / (RankOffset + rank);
        return ranks;
    }
}
