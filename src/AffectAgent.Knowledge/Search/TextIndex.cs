namespace AffectAgent.Knowledge.Search;

/// <summary>
/// Lexical search over the cards: BM25 (Robertson and Zaragoza, 2009) with field weights, so that a word in the title or
/// the keywords counts more than one in the text. Immutable once built.
/// </summary>
internal sealed class TextIndex
{
    private const double K1 = 1.2;
    private const double B = 0.5;

    /// <summary>What a title adds whose every word the query has.</summary>
    private const double WholeTitle = 3;

    /// <summary>What a keyword of several words adds that the query holds as it stands.</summary>
    private const double WholePhrase = 3;

    private readonly HashSet<string>[] _titles;
    private readonly KeyPhrases _phrases;
    private readonly Dictionary<string, Posting[]> _postings = new(StringComparer.Ordinal);
    private readonly double[] _length;
    private readonly double _meanLength;
    private readonly Lazy<ILookup<int, string>> _byLength;

    /// <summary>Builds the index; positions are those of the list.</summary>
    public TextIndex(IReadOnlyList<KnowledgeCard> cards)
    {
        _length = new double[cards.Count];
        _titles = [.. cards.Select(card => Stemmer.Stems(card.Title).ToHashSet(StringComparer.Ordinal))];
        _phrases = new KeyPhrases(cards);
        var building = new Dictionary<string, List<Posting>>(StringComparer.Ordinal);
        for (var i = 0; i < cards.Count; i++)
        {
            var counts = CountsOf(cards[i]);
            foreach (var (stem, count) in counts)
            {
                _length[i] += count;
                if (!building.TryGetValue(stem, out var list))
                    building[stem] = list = [];
                list.Add(new(i, count));
            }
        }

        foreach (var (stem, list) in building)
            _postings[stem] = [.. list];
        _meanLength = cards.Count == 0 ? 1 : Math.Max(1, _length.Average());
        _byLength = new(() => _postings.Keys.ToLookup(stem => stem.Length));
    }

    /// <summary>The score of each card, 0 where no word is shared.</summary>
    public double[] Score(QueryWords words)
    {
        var scores = new double[_length.Length];
        var known = Known(words);
        // A word that was written and what it stands for say the same thing: they don't add up, the better one counts.
        var (written, others) = (new double[scores.Length], new double[scores.Length]);
        foreach (var place in known.GroupBy(term => term.Value.Place))
        {
            foreach (var (stem, (weight, _)) in place)
                Add(stem, weight, weight < 1 ? others : written);
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] += Math.Max(written[i], others[i]);
                (written[i], others[i]) = (0, 0);
            }
        }

        _phrases.Add(words.Sequence, WholePhrase, scores);
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] > 0)
                scores[i] += WholeTitle * ShareOfTitle(_titles[i], known);
        }

        return scores;
    }

    /// <summary>True if one card has every word of the query, or what it stands for.</summary>
    public bool AnyHoldsAll(QueryWords words)
    {
        var held = Known(words).GroupBy(term => term.Value.Place).Select(place => place.SelectMany(term => _postings[term.Key].Select(posting => posting.Card)).ToHashSet()).ToList();
        return held.Count == words.Places && held.Aggregate(Enumerable.Range(0, _length.Length), (cards, place) => cards.Where(place.Contains)).Any();
    }

    private void Add(string stem, double weight, double[] scores)
    {
        var postings = _postings[stem];
        var idf = weight * Math.Log(1 + ((_length.Length - postings.Length + 0.5) / (postings.Length + 0.5)));
        foreach (var posting in postings)
        {
            var norm = K1 * (1 - B + (B * _length[posting.Card] / _meanLength));
            scores[posting.Card] += idf * posting.Count * (K1 + 1) / (posting.Count + norm);
        }
    }

    // The words that cards have; for one that no card has, the one that is a slip away.
    private Dictionary<string, QueryTerm> Known(QueryWords words)
    {
        var known = new Dictionary<string, QueryTerm>(StringComparer.Ordinal);
        foreach (var (stem, term) in words.Terms)
        {
            var found = _postings.ContainsKey(stem) ? stem : words.Typos ? Nearest(stem) : null;
            if (found is not null && term.Weight > known.GetValueOrDefault(found).Weight)
                known[found] = term;
        }

        return known;
    }

    // "Dominance" belongs to a question for dominance before "Anger in valence, arousal and dominance" does.
    private static double ShareOfTitle(HashSet<string> title, Dictionary<string, QueryTerm> words)
    {
        var met = 0.0;
        foreach (var stem in title)
            met += words.GetValueOrDefault(stem).Weight;
        return title.Count == 0 ? 0 : met / title.Count;
    }

    // The known stem that is one slip away, the one of most cards, or null.
    private string? Nearest(string stem)
    {
        if (stem.Length < 5 || stem.Any(char.IsDigit))
            return null;
        string? nearest = null;
        for (var length = stem.Length - 1; length <= stem.Length + 1; length++)
        {
            foreach (var known in _byLength.Value[length])
            {
                if (known[0] == stem[0] && (nearest is null || IsCommoner(known, nearest)) && OneSlip(stem, known))
                    nearest = known;
            }
        }

        return nearest;
    }

    private bool IsCommoner(string stem, string other) =>
        _postings[stem].Length != _postings[other].Length ? _postings[stem].Length > _postings[other].Length : string.CompareOrdinal(stem, other) < 0;

    /// <summary>True if one letter more, less, other or exchanged with its neighbour makes one word of the other.</summary>
    internal static bool OneSlip(string a, string b)
    {
        if (a.Length > b.Length)
            (a, b) = (b, a);
        var i = 0;
        while (i < a.Length && a[i] == b[i])
            i++;
        if (b.Length - a.Length == 1)
            return a.AsSpan(i).SequenceEqual(b.AsSpan(i + 1));
        if (a.Length != b.Length || i == a.Length)
            return false;
        return a.AsSpan(i + 1).SequenceEqual(b.AsSpan(i + 1))
            || (i + 1 < a.Length && a[i] == b[i + 1] && a[i + 1] == b[i] && a.AsSpan(i + 2).SequenceEqual(b.AsSpan(i + 2)));
    }

    private static Dictionary<string, double> CountsOf(KnowledgeCard card)
    {
        var counts = new Dictionary<string, double>(StringComparer.Ordinal);
        Add(card.Title, 4);
        Add(card.Id, 3);
        foreach (var keyword in card.Keywords)
            Add(keyword, 2);
        foreach (var emotion in card.Emotions)
            Add(emotion, 2);
        if (card.Kind == CardKind.Discriminator)
            Add("difference distinguish tell apart versus confused", 2);
        Add(card.Gist ?? "", 1.5);
        Add(card.Text, 1);
        foreach (var unit in card.Pattern.Where(pair => pair.Value > 0).Select(pair => pair.Key))
            Add($"AU{unit}", 1);
        // The cards that explain a unit, and those on units together, answer a question for its number before all that show it.
        if (card.Id.StartsWith("au", StringComparison.Ordinal))
        {
            foreach (var unit in card.Id[(card.Id.IndexOf('/', StringComparison.Ordinal) + 1)..].Split('-').Where(part => part.All(char.IsDigit)))
                counts[QueryWords.AskedUnit + unit] = card.Kind == CardKind.ActionUnit ? 8 : 3;
        }

        return counts;

        void Add(string text, double weight)
        {
            foreach (var stem in Stemmer.Stems(text))
                counts[stem] = counts.GetValueOrDefault(stem) + weight;
        }
    }

    private readonly record struct Posting(int Card, double Count);
}
