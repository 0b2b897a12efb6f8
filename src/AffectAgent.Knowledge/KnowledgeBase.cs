using AffectAgent.Knowledge.Cards;
using AffectAgent.Knowledge.Search;

namespace AffectAgent.Knowledge;

/// <summary>
/// Knowledge cards in memory, and the search over them. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// <para>The pattern's score is the cosine between the measured intensities and the card's positive weights, less what the
/// negative weights speak against: q·w / (|q| |w⁺|), within -1..1. Negative weights are left out of the length, so that a
/// card isn't worse for saying more. A face whose units all stay below 1 (a trace) counts as at rest, in proportion.</para>
/// <para>A search for units alone ranks by that score; one with words is that of <see cref="KnowledgeRetriever"/> without text
/// vectors. Cards whose score is not above 0 are left out.</para>
/// </remarks>
public sealed class KnowledgeBase : IKnowledgeBase
{
    private static readonly Lazy<KnowledgeBase> BuiltIn = new(() => new KnowledgeBase(BuiltInCards.Cards));

    private readonly KnowledgeCard[] _cards;
    private readonly Dictionary<string, int> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), KnowledgeCard> _pairs = [];
    private readonly CardPatterns _patterns;
    private readonly Lazy<KnowledgeRetriever> _retriever;

    private KnowledgeBase(IEnumerable<KnowledgeCard> cards)
    {
        _cards = [.. cards.OrderBy(card => card.Id, StringComparer.Ordinal)];
        _patterns = new CardPatterns(_cards);
        for (var i = 0; i < _cards.Length; i++)
        {
            _byId[_cards[i].Id] = i;
            if (_cards[i].Between is [var a, var b])
                _pairs[(a, b)] = _cards[i];
        }

        _retriever = new Lazy<KnowledgeRetriever>(() => new KnowledgeRetriever(this));
    }

    /// <inheritdoc/>
    public IReadOnlyList<KnowledgeCard> Cards => _cards;

    /// <summary>Length of a pattern's vector: one axis an Action Unit of <see cref="ActionUnits.All"/>, and one for a face at rest.</summary>
    public static int PatternDimensions => PatternSpace.Dimensions;

    /// <summary>The cards that come with AffectAgent; read once, then shared.</summary>
    public static KnowledgeBase LoadBuiltIn() => BuiltIn.Value;

    /// <summary>
    /// The cards of a user's own folder: every *.yaml and *.md file in it. Each carries the folder's name as
    /// <see cref="KnowledgeCard.Origin"/>, so that a reader sees which statements are not AffectAgent's.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="onto">Cards to add them to, e.g. <see cref="LoadBuiltIn"/>; they may be referred to and are never replaced. Null for the folder's cards alone.</param>
    /// <exception cref="KnowledgeException">A file is not as it should be; every fault is listed with its line.</exception>
    /// <exception cref="UserException">The folder is missing, empty or can't be read.</exception>
    public static KnowledgeBase LoadFolder(string path, IKnowledgeBase? onto = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var known = onto?.Cards ?? [];
        return new KnowledgeBase([.. known, .. CardLoader.Load(CardFolder.Read(path), OriginOf(path), known)]);
    }

    /// <summary>
    /// Every fault of a folder's files, by file and line: those that <see cref="LoadFolder"/> would refuse, and what it would
    /// pass over: sources that no card cites, keywords that stand twice, Action Units without a card.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="onto">Cards that those of the folder may refer to, or null.</param>
    /// <param name="cards">How many cards were read without a fault of their own.</param>
    /// <exception cref="UserException">The folder is missing, empty or can't be read.</exception>
    public static IReadOnlyList<KnowledgeFault> CheckFolder(string path, IKnowledgeBase? onto, out int cards)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var known = onto?.Cards ?? [];
        var faults = new List<KnowledgeFault>();
        var loaded = CardLoader.Read(CardFolder.Read(path, faults), OriginOf(path), known, faults);
        CardGaps.Check(loaded, known, faults);
        cards = loaded.Cards.Count();
        return CardLoader.Sorted(faults);
    }

    /// <inheritdoc/>
    public KnowledgeCard? Find(string id) => _byId.TryGetValue(id, out var index) ? _cards[index] : null;

    /// <inheritdoc/>
    public KnowledgeCard? Discriminator(string a, string b) => _pairs.GetValueOrDefault((a, b)) ?? _pairs.GetValueOrDefault((b, a));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An intensity is not finite or outside 0 to 5.</exception>
    public IReadOnlyList<KnowledgeHit> Search(KnowledgeQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var wanted = RetrievedKnowledge.QueryOf(query);
        if (wanted.Text is not null)
            return RetrievedKnowledge.HitsOf(_retriever.Value.Rank(wanted, null, null));
        if (PatternSpace.OfFace(query.ActionUnits) is not { } face || query.Limit <= 0)
            return [];
        var scores = _patterns.Scores(face);
        var hits = new List<KnowledgeHit>();
        for (var i = 0; i < _cards.Length; i++)
        {
            if (scores[i] is > 0 and var score && wanted.Passes(_cards[i]))
                hits.Add(new(_cards[i], score, score, null));
        }

        hits.Sort(static (x, y) => x.Score != y.Score ? y.Score.CompareTo(x.Score) : string.CompareOrdinal(x.Card.Id, y.Card.Id));
        return hits.Count <= query.Limit ? hits : hits[..query.Limit];
    }

    private static string OriginOf(string path) => Words.OneLine(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))), 60);
}
