namespace AffectAgent.Knowledge.Search;

/// <summary>
/// The keywords of several words, stop words among them: "should have" and "if only" say much, and no word of theirs does. Immutable.
/// </summary>
internal sealed class KeyPhrases
{
    private const int Longest = 6;

    private readonly Dictionary<string, List<int>> _cards = new(StringComparer.Ordinal);

    /// <summary>Takes the cards' keywords; positions are those of the list.</summary>
    public KeyPhrases(IReadOnlyList<KnowledgeCard> cards)
    {
        for (var i = 0; i < cards.Count; i++)
        {
            foreach (var phrase in cards[i].Keywords.Select(keyword => Stemmer.Stems(keyword, Longest + 1, stopWords: true)).Where(stems => stems.Count is > 1 and <= Longest).Select(stems => string.Join(' ', stems)).Distinct(StringComparer.Ordinal))
            {
                if (!_cards.TryGetValue(phrase, out var list))
                    _cards[phrase] = list = [];
                list.Add(i);
            }
        }
    }

    /// <summary>Adds to the score of each card as much as each of its phrases that the text holds is worth.</summary>
    /// <param name="stems">The text's stems with its stop words.</param>
    /// <param name="worth">What a phrase adds.</param>
    /// <param name="scores">Score of each card.</param>
    public void Add(IReadOnlyList<string> stems, double worth, double[] scores)
    {
        for (var start = 0; start < stems.Count; start++)
        {
            var phrase = stems[start];
            for (var end = start + 1; end < Math.Min(stems.Count, start + Longest); end++)
            {
                phrase = $"{phrase} {stems[end]}";
                foreach (var card in _cards.GetValueOrDefault(phrase, []))
                    scores[card] += worth;
            }
        }
    }
}
