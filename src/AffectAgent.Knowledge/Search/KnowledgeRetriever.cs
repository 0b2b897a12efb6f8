using Microsoft.Extensions.AI;

namespace AffectAgent.Knowledge.Search;

/// <summary>
/// Finds cards by the pattern of Action Units, other evidence, words and, where a model for them is given, text vectors.
/// </summary>
/// <remarks>
/// <para>Each part gives each card a number from -1 to 1. The pattern: its cosine (see <see cref="KnowledgeBase"/>) squared, with
/// its sign. Other evidence: how well its directions fit the card's claims, and its words the card's. Words: s / (s + 4), with s
/// the BM25 score of the words and, at half weight, of what they stand for. Text vectors: their cosine. The score is
/// 1 - Π(1 - weight · number) over the parts: a card that one part speaks for strongly needs no other, and several add up. That
/// and the weights were chosen on the development half of the benchmark.</para>
/// <para>The likeliest readings are those whose prototypes and claims fit best; the discriminators between them come along.</para>
/// </remarks>
public sealed class KnowledgeRetriever : IKnowledgeRetriever
{
    /// <summary>A sign has nothing but the words that name it, and was measured, not just asked for.</summary>
    private const double SignWords = 1.4;

    /// <summary>Up to so many words one card should hold them all; a longer text is a story or a question.</summary>
    private const int FewWords = 3;

    private readonly IReadOnlyList<KnowledgeCard> _cards;
    private readonly CardPatterns _patterns;
    private readonly CardClaims _claims;
    private readonly TextIndex _text;
    private readonly CardReadings _readings;
    private readonly TextVectors? _vectors;
    private readonly RetrievalWeights _weights;

    /// <summary>Prepares the search.</summary>
    /// <param name="knowledge">The cards.</param>
    /// <param name="embeddings">A model that turns text into vectors, or null to do without.</param>
    /// <param name="stores">Where the vectors of the cards are kept; null for memory.</param>
    public KnowledgeRetriever(IKnowledgeBase knowledge, IEmbeddingGenerator<string, Embedding<float>>? embeddings = null, IVectorStoreProvider? stores = null)
        : this(knowledge, embeddings, stores, RetrievalWeights.Default)
    {
    }

    internal KnowledgeRetriever(IKnowledgeBase knowledge, IEmbeddingGenerator<string, Embedding<float>>? embeddings, IVectorStoreProvider? stores, RetrievalWeights weights)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        _cards = knowledge.Cards;
        _patterns = new CardPatterns(_cards);
        _claims = new CardClaims(_cards);
        _text = new TextIndex(_cards);
        _readings = new CardReadings(_cards);
        _vectors = embeddings is null ? null : new TextVectors(_cards, embeddings, stores);
        _weights = weights;
    }

    /// <inheritdoc/>
    public async ValueTask<RetrievalResult> RetrieveAsync(RetrievalQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        cancellationToken.ThrowIfCancellationRequested();
        var (neural, notice) = !string.IsNullOrWhiteSpace(query.Text) && _vectors is not null && _weights.Neural > 0
            ? await _vectors.ScoresAsync(query.Text!, cancellationToken).ConfigureAwait(false)
            : (null, null);
        return Rank(query, neural, notice);
    }

    /// <summary>Ranks the cards, given what text vectors say of each, or null.</summary>
    internal RetrievalResult Rank(RetrievalQuery query, double?[]? neural, string? notice)
    {
        var hasText = !string.IsNullOrWhiteSpace(query.Text);
        var face = PatternSpace.OfFace(hasText && query.ActionUnits.Count == 0 ? WrittenUnits.Of(query.Text!) : query.ActionUnits);
        var words = hasText ? QueryWords.Of(query.Text!, _weights.Synonyms) : null;
        var cosines = face is null || _weights.Pattern <= 0 ? null : _patterns.Scores(face);
        var parts = new RetrievalParts(
            cosines is null ? null : PatternScores(cosines, hasText),
            query.Clues.Count == 0 || _weights.Clues <= 0 ? null : ClueScores(query.Clues),
            words is not null && _weights.Lexical > 0 ? LexicalScores(words) : null,
            neural);
        if (parts.IsEmpty)
            return new([], [], [], notice);
        var scores = parts.Fuse(_cards.Count, _weights);
        var (discriminators, candidates) = _readings.Likeliest(scores, _claims.Emotions(query.Clues), Math.Max(0, query.Discriminators));
        var hits = Hits(query, cosines, parts, scores);
        if (notice is null && neural is null && hits.Count > 0 && words?.Places is > 0 and <= FewWords && !_text.AnyHoldsAll(words))
            notice = "No card speaks of all of these words; what comes nearest may not be meant.";
        return new(hits, discriminators, candidates, notice);
    }

    private List<RetrievedCard> Hits(RetrievalQuery query, double?[]? cosines, RetrievalParts parts, double[] scores)
    {
        var order = new List<int>();
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] > 0 && query.Passes(_cards[i]))
                order.Add(i);
        }

        order.Sort((x, y) => scores[x] != scores[y] ? scores[y].CompareTo(scores[x]) : string.CompareOrdinal(_cards[x].Id, _cards[y].Id));
        return [.. order.Take(Math.Max(0, query.Limit)).Select(i =>
            new RetrievedCard(_cards[i], scores[i], cosines?[i], parts.Clues?[i], parts.Lexical?[i], parts.Neural?[i]))];
    }

    // BM25, and for a text that names two readings or more the discriminators between them.
    private double?[] LexicalScores(QueryWords words)
    {
        var scores = _text.Score(words);
        _readings.Favour(scores, words);
        return Halved(scores);
    }

    private double?[] PatternScores(double?[] cosines, bool hasText)
    {
        double?[] scores = [.. cosines.Select(cosine => cosine is { } c ? Math.CopySign(Math.Pow(Math.Abs(c), _weights.Power), c) : (double?)null)];
        if (hasText)
            _readings.ShareWithPairs(scores, _weights.Pairs);
        return scores;
    }

    // Directions against claims, and the words of each kind of evidence against the cards that may speak of it.
    private double?[] ClueScores(IReadOnlyList<RetrievalClue> clues)
    {
        var scores = _claims.Scores(clues);
        foreach (var group in clues.GroupBy(clue => clue.Kind, StringComparer.Ordinal))
        {
            var words = Halved(_text.Score(QueryWords.Of(ClueWords.Of([.. group])!, _weights.Synonyms)));
            for (var i = 0; i < scores.Length; i++)
            {
                if (ClueWords.MaySpeakOf(_cards[i].Kind, group.Key))
                    scores[i] = Math.Clamp((scores[i] ?? 0) + (ClueWords.HasDirection(group.Key) ? _weights.ClueWords * words[i]!.Value : SignWords * words[i]!.Value), -1, 1);
            }
        }

        return scores;
    }

    private static double?[] Halved(double[] scores) => [.. scores.Select(score => (double?)(score / (score + RetrievalWeights.LexicalHalf)))];
}
