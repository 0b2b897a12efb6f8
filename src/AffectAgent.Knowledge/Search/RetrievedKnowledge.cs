namespace AffectAgent.Knowledge.Search;

/// <summary>
/// Cards whose search for words is a retriever's, so that whoever looks cards up by words uses text vectors too where there is a
/// model for them. A search waits for the model. Thread-safe.
/// </summary>
/// <param name="cards">The cards.</param>
/// <param name="retriever">What finds them by words.</param>
public sealed class RetrievedKnowledge(IKnowledgeBase cards, IKnowledgeRetriever retriever) : IKnowledgeBase
{
    /// <inheritdoc/>
    public IReadOnlyList<KnowledgeCard> Cards => cards.Cards;

    /// <inheritdoc/>
    public KnowledgeCard? Find(string id) => cards.Find(id);

    /// <inheritdoc/>
    public KnowledgeCard? Discriminator(string a, string b) => cards.Discriminator(a, b);

    /// <inheritdoc/>
    public IReadOnlyList<KnowledgeHit> Search(KnowledgeQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var wanted = QueryOf(query);
        return wanted.Text is null ? cards.Search(query) : HitsOf(retriever.RetrieveAsync(wanted).AsTask().GetAwaiter().GetResult());
    }

    /// <summary>The same question to a retriever; its text is null where it is blank.</summary>
    internal static RetrievalQuery QueryOf(KnowledgeQuery query) => new()
    {
        ActionUnits = query.ActionUnits, Text = string.IsNullOrWhiteSpace(query.Text) ? null : query.Text, Kinds = query.Kinds, Emotions = query.Emotions,
        Limit = query.Limit, Discriminators = 0,
    };

    /// <summary>What a retriever found.</summary>
    internal static IReadOnlyList<KnowledgeHit> HitsOf(RetrievalResult found) => [.. found.Hits.Select(hit => new KnowledgeHit(hit.Card, hit.Score, hit.Pattern, hit.Lexical))];
}
