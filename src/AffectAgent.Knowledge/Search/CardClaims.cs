namespace AffectAgent.Knowledge.Search;

/// <summary>
/// How well measured directions fit what the cards claim: for each emotion or dimension of a card, the cosine between the
/// measured directions and the claimed ones (1 for higher, -1 for lower), the best one counts. Immutable.
/// </summary>
internal sealed class CardClaims
{
    private readonly Subject[][] _subjects;

    /// <summary>Takes the cards' claims; positions are those of the list.</summary>
    public CardClaims(IReadOnlyList<KnowledgeCard> cards)
    {
        _subjects = [.. cards.Select(card => card.Claims
            .Where(claim => claim.ActionUnit is null)
            .GroupBy(claim => claim.Emotion ?? claim.Dimension!, StringComparer.Ordinal)
            .Select(group => new Subject(group.Key, group.ToDictionary(Measure, claim => claim.Direction, StringComparer.Ordinal)))
            .ToArray())];
    }

    /// <summary>The fit of each card, -1 to 1; null where it claims nothing of what was measured.</summary>
    public double?[] Scores(IReadOnlyList<RetrievalClue> clues)
    {
        var measured = Measured(clues);
        return [.. _subjects.Select(subjects => measured.Count == 0 || subjects.Length == 0 ? null : subjects.Max(subject => subject.Fit(measured)))];
    }

    /// <summary>The best fit of each emotion over all cards.</summary>
    public IEnumerable<(string Emotion, double Fit)> Emotions(IReadOnlyList<RetrievalClue> clues)
    {
        var measured = Measured(clues);
        return measured.Count == 0 ? [] : _subjects.SelectMany(subjects => subjects)
            .Select(subject => (subject.Name, Fit: subject.Fit(measured) ?? 0))
            .Where(pair => pair.Fit > 0 && EmotionNames.TryParse(pair.Name, out _));
    }

    private static Dictionary<string, Direction> Measured(IReadOnlyList<RetrievalClue> clues)
    {
        var measured = new Dictionary<string, Direction>(StringComparer.Ordinal);
        foreach (var clue in clues.Where(clue => clue.Direction is Direction.Higher or Direction.Lower))
            measured[clue.Kind == EvidenceKinds.VoiceFeature ? clue.Label : $"words of {clue.Label}"] = clue.Direction;
        return measured;
    }

    private static string Measure(CardClaim claim) => claim.Feature ?? $"words of {claim.Words}";

    private sealed record Subject(string Name, Dictionary<string, Direction> Claims)
    {
        public double? Fit(Dictionary<string, Direction> measured)
        {
            var (shared, agreement) = (0, 0);
            foreach (var (measure, direction) in measured)
            {
                if (!Claims.TryGetValue(measure, out var claimed))
                    continue;
                shared++;
                agreement += claimed == direction ? 1 : -1;
            }

            return shared == 0 ? null : agreement / Math.Sqrt((double)measured.Count * Claims.Count);
        }
    }
}
