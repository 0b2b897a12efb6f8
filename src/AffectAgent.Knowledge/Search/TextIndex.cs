namespace AffectAgent.Knowledge.Search;

/// <summary>
/// Lexical search over the cards: BM25 (Robertson and Zaragoza, 2009) with field weights, so that a word in the title or
/// the keywords counts more than one in the text. Immutable once built.
/// </summary>
internal sealed class TextIndex
{
    private const double K1 = 1.2;
    private const double B = 0.5;

    private readonly Dictionary<string, Posting[]> _postings = new(StringComparer.Ordinal);
    private readonly double[] _length;
    private readonly double _meanLength;

    /// <summary>Builds the index; positions are those of the list.</summary>
    public TextIndex(IReadOnlyList<KnowledgeCard> cards)
    {
        _length = new double[cards.Count];
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
    }

    /// <summary>The score of each card, 0 where no word is shared.</summary>
    public double[] Score(string text, int maxWords)
    {
        var scores = new double[_length.Length];
        foreach (var stem in Stemmer.Stems(text, maxWords).Distinct(StringComparer.Ordinal))
        {
            if (!_postings.TryGetValue(stem, out var postings))
                continue;
            var idf = Math.Log(1 + ((_length.Length - postings.Length + 0.5) / (postings.Length + 0.5)));
            foreach (var posting in postings)
            {
                var norm = K1 * (1 - B + (B * _length[posting.Card] / _meanLength));
                scores[posting.Card] += idf * posting.Count * (K1 + 1) / (posting.Count + norm);
            }
        }

        return scores;
    }

    private static Dictionary<string, double> CountsOf(KnowledgeCard card)
    {
        var counts = new Dictionary<string, double>(StringComparer.Ordinal);
        Add(card.Title, 4);
        Add(card.Id, 3);
        foreach (var keyword in card.Keywords)
            Add(keyword, 3);
        foreach (var emotion in card.Emotions)
            Add(emotion, 2);
        if (card.Kind == CardKind.Discriminator)
            Add("difference distinguish tell apart versus confused", 2);
        Add(card.Gist ?? "", 1.5);
        Add(card.Text, 1);
        foreach (var unit in card.Pattern.Where(pair => pair.Value > 0).Select(pair => pair.Key))
            Add($"AU{unit}", 1);
        return counts;

        void Add(string text, double weight)
        {
            foreach (var stem in Stemmer.Stems(text))
                counts[stem] = counts.GetValueOrDefault(stem) + weight;
        }
    }

    private readonly record struct Posting(int Card, double Count);
}
