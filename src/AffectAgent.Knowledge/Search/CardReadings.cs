using AffectAgent.Knowledge.Cards;

namespace AffectAgent.Knowledge.Search;

/// <summary>The readings that cards stand for, and the discriminators between them. Immutable.</summary>
internal sealed class CardReadings
{
    /// <summary>A reading counts as likely from this share of the best one's score.</summary>
    private const double LeastShare = 0.4;
    private const int MaxCandidates = 6;
    private const double NamedPair = 8;

    private const double AskedStrategy = 4;

    private const double AskedKind = 2;

    /// <summary>Which of two emotions it is comes before the question which variant.</summary>
    private const double EmotionsFirst = 1.5;

    private readonly IReadOnlyList<KnowledgeCard> _cards;
    private readonly Pair[] _pairs;
    private readonly HashSet<string> _paired = new(StringComparer.Ordinal);

    /// <summary>Takes the cards; positions are those of the list.</summary>
    public CardReadings(IReadOnlyList<KnowledgeCard> cards)
    {
        _cards = cards;
        var rows = cards.Select((card, row) => (card.Id, row)).ToDictionary(pair => pair.Id, pair => pair.row, StringComparer.Ordinal);
        _pairs = [.. cards.Select((card, row) => (card, row)).Where(pair => pair.card.Between.Count == 2).Select(pair => new Pair(
            pair.card, pair.row, CardContradictions.Subject(pair.card.Between[0]), CardContradictions.Subject(pair.card.Between[1]), RowOf(pair.card.Between[0]), RowOf(pair.card.Between[1])))];
        foreach (var pair in _pairs)
        {
            _paired.Add(pair.A);
            _paired.Add(pair.B);
        }

        int RowOf(string reading) => rows.TryGetValue(reading, out var row) || rows.TryGetValue($"emotion/{reading}", out row) ? row : -1;
    }

    /// <summary>Gives each discriminator a share of the score of the weaker one of its readings.</summary>
    public void ShareWithPairs(double?[] scores, double share)
    {
        foreach (var pair in _pairs)
        {
            if (pair is { RowOfA: >= 0, RowOfB: >= 0 } && Math.Min(scores[pair.RowOfA] ?? 0, scores[pair.RowOfB] ?? 0) is > 0 and var weaker)
                scores[pair.Row] = share * weaker;
        }
    }

    /// <summary>Raises the discriminators between emotions that a text names, and the cards of the kind that it asks for: ways to answer, discriminators, voices.</summary>
    public void Favour(double[] scores, QueryWords words)
    {
        if (words.Emotions.Count > 1)
        {
            foreach (var pair in _pairs.Where(pair => words.Emotions.Contains(pair.A) && words.Emotions.Contains(pair.B)))
                scores[pair.Row] += NamedPair;
        }

        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] > 0)
                scores[i] += Asked(_cards[i].Kind, words);
        }
    }

    private static double Asked(CardKind kind, QueryWords words) => kind switch
    {
        CardKind.Strategy when words.AsksWhatToDo => AskedStrategy,
        CardKind.Discriminator when words.AsksWhich => AskedKind,
        CardKind.Voice when words.AsksOfVoice => AskedKind,
        _ => 0,
    };

    /// <summary>The discriminators between the likeliest readings, and those readings.</summary>
    /// <param name="scores">Score of each card.</param>
    /// <param name="claimed">Emotions that claims speak for, with their fit.</param>
    /// <param name="limit">How many discriminators at most.</param>
    public (IReadOnlyList<KnowledgeCard> Discriminators, IReadOnlyList<string> Candidates) Likeliest(double[] scores, IEnumerable<(string Emotion, double Fit)> claimed, int limit)
    {
        var readings = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < _cards.Count; i++)
        {
            if (_cards[i].Kind != CardKind.Prototype || scores[i] <= 0)
                continue;
            if (_paired.Contains(_cards[i].Id))
                Raise(_cards[i].Id, scores[i]);
            foreach (var emotion in _cards[i].Emotions)
                Raise(emotion, scores[i] / Math.Sqrt(_cards[i].Emotions.Count));
        }

        foreach (var (emotion, fit) in claimed)
            Raise(emotion, fit / 2);
        var best = readings.Values.DefaultIfEmpty().Max();
        var candidates = readings.Where(reading => reading.Value >= LeastShare * best)
            .OrderByDescending(reading => reading.Value).ThenBy(reading => reading.Key, StringComparer.Ordinal)
            .Take(MaxCandidates)
            .ToList();
        var likely = candidates.ToDictionary(StringComparer.Ordinal);
        var discriminators = _pairs
            .Where(pair => likely.ContainsKey(pair.A) && likely.ContainsKey(pair.B))
            .OrderByDescending(pair => (likely[pair.A] + likely[pair.B]) * (pair.OfEmotions ? EmotionsFirst : 1)).ThenBy(pair => pair.Card.Id, StringComparer.Ordinal)
            .Take(limit)
            .Select(pair => pair.Card);
        return ([.. discriminators], [.. candidates.Select(candidate => candidate.Key)]);

        void Raise(string reading, double score) => readings[reading] = Math.Max(score, readings.GetValueOrDefault(reading));
    }

    private sealed record Pair(KnowledgeCard Card, int Row, string A, string B, int RowOfA, int RowOfB)
    {
        public bool OfEmotions { get; } = !A.Contains('/', StringComparison.Ordinal) && !B.Contains('/', StringComparison.Ordinal);
    }
}
