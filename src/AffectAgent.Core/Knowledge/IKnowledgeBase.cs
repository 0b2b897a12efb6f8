namespace AffectAgent;

/// <summary>What to look for: an Action Unit pattern, words, or both.</summary>
public sealed record KnowledgeQuery
{
    /// <summary>Measured intensities by FACS number, 0 to 5.</summary>
    public IReadOnlyDictionary<int, double> ActionUnits { get; init; } = new Dictionary<int, double>();

    /// <summary>Plain words, or null.</summary>
    public string? Text { get; init; }

    /// <summary>Only cards of these kinds; empty for all.</summary>
    public IReadOnlyList<CardKind> Kinds { get; init; } = [];

    /// <summary>Only cards that speak of one of these emotions; empty for all.</summary>
    public IReadOnlyList<string> Emotions { get; init; } = [];

    /// <summary>How many cards at most.</summary>
    public int Limit { get; init; } = 8;
}

/// <summary>A card that was found, and how well it fits.</summary>
/// <param name="Card">The card.</param>
/// <param name="Score">Combined score, higher is better.</param>
/// <param name="PatternScore">Cosine between the measured intensities and the card's pattern, -1 to 1; null where either has none.</param>
/// <param name="TextScore">How well the query's words fit, 0 to 1; null where it has none.</param>
public sealed record KnowledgeHit(KnowledgeCard Card, double Score, double? PatternScore, double? TextScore);

/// <summary>The knowledge cards and the search over them. Thread-safe.</summary>
public interface IKnowledgeBase
{
    /// <summary>All cards, by id.</summary>
    IReadOnlyList<KnowledgeCard> Cards { get; }

    /// <summary>The card of that id, or null.</summary>
    KnowledgeCard? Find(string id);

    /// <summary>The discriminator between two readings, in either order, or null.</summary>
    KnowledgeCard? Discriminator(string a, string b);

    /// <summary>Looks up by pattern and text in one call; best first, ties by id.</summary>
    IReadOnlyList<KnowledgeHit> Search(KnowledgeQuery query);
}
