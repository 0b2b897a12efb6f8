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
/// <para>The combined score: the pattern's part is that score (0 where the card has no pattern); the text's part is
/// s / (s + 4), with s the BM25 score, raised for the discriminators between emotions that the text names. A query with only one of the two takes that part alone; one with both takes their
/// mean. Cards whose combined score is not above 0 are left out.</para>
/// </remarks>
public sealed class KnowledgeBase : IKnowledgeBase
{
    private const double TextHalf = 4;

    private static readonly Lazy<KnowledgeBase> BuiltIn = new(() => new KnowledgeBase(BuiltInCards.Cards));

    private readonly KnowledgeCard[] _cards;
    private readonly Dictionary<string, int> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), KnowledgeCard> _pairs = [];
    private readonly CardPatterns _patterns;
    private readonly Lazy<TextIndex> _text;
    private readonly Lazy<CardReadings> _readings;

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

        _text = new Lazy<TextIndex>(() => new TextIndex(_cards));
        _readings = new Lazy<CardReadings>(() => new CardReadings(_cards));
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
    /// Every fault of a folder's files, by file and line: those that <see cref="LoadFolder"/> would refuse, and, once there
    /// are none, what it would pass over: sources that no card cites, keywords that stand twice, Action Units without a card.
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
        if (faults.Count == 0)
            CardGaps.Check(loaded, known, faults);
        cards = loaded.Cards.Count;
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
        var face = PatternSpace.OfFace(query.ActionUnits);
        var patterns = face is null ? null : _patterns.Scores(face);
        var texts = string.IsNullOrWhiteSpace(query.Text) ? null : TextScores(query.Text);
        if ((patterns is null && texts is null) || query.Limit <= 0)
            return [];
        var hits = new List<KnowledgeHit>();
        for (var i = 0; i < _cards.Length; i++)
        {
            if (!Passes(_cards[i], query))
                continue;
            var pattern = patterns?[i];
            var text = texts?[i];
            var score = Combine(patterns is not null, pattern ?? 0, texts is not null, text ?? 0);
            if (score > 0)
                hits.Add(new(_cards[i], score, pattern, text));
        }

        hits.Sort(static (x, y) => x.Score != y.Score ? y.Score.CompareTo(x.Score) : string.CompareOrdinal(x.Card.Id, y.Card.Id));
        return hits.Count <= query.Limit ? hits : hits[..query.Limit];
    }

    private double[] TextScores(string text)
    {
        var words = QueryWords.Of(text, synonyms: false);
        var scores = _text.Value.Score(words);
        _readings.Value.Favour(scores, words);
        return scores;
    }

    private static string OriginOf(string path) => Words.OneLine(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))), 60);

    private static double Combine(bool byPattern, double pattern, bool byText, double lexical)
    {
        var text = lexical / (lexical + TextHalf);
        return (byPattern, byText) switch
        {
            (true, true) => (pattern + text) / 2,
            (true, false) => pattern,
            _ => text,
        };
    }

    private static bool Passes(KnowledgeCard card, KnowledgeQuery query) =>
        (query.Kinds.Count == 0 || query.Kinds.Contains(card.Kind))
        && (query.Emotions.Count == 0 || card.Emotions.Any(emotion => query.Emotions.Contains(emotion)));
}
