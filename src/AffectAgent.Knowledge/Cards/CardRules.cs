namespace AffectAgent.Knowledge.Cards;

/// <summary>What must hold between the parts of a card and between cards.</summary>
internal static class CardRules
{
    /// <summary>Notes every breach.</summary>
    /// <param name="cards">The new cards.</param>
    /// <param name="known">Cards that were there before; may be referred to, not replaced.</param>
    /// <param name="complete">False if cards may be missing, so that a name nobody bears is no fault.</param>
    /// <param name="faults">Where faults go.</param>
    public static void Check(IReadOnlyList<LocatedCard> cards, IReadOnlyList<KnowledgeCard> known, bool complete, List<KnowledgeFault> faults)
    {
        var all = known.ToDictionary(card => card.Id, StringComparer.Ordinal);
        foreach (var card in cards)
        {
            if (!all.TryAdd(card.Card.Id, card.Card))
                faults.Add(At(card, $"The id '{card.Card.Id}' is taken; choose another one."));
        }

        // What a card is that has a fault of its own may not be known: nothing is said against naming it.
        var unsure = cards.Where(card => !card.IsWhole).Select(card => card.Card.Id).ToHashSet(StringComparer.Ordinal);
        var pairs = new Dictionary<(string, string), string>();
        foreach (var card in known.Where(card => card.Between.Count == 2))
            pairs[Key(card)] = card.Id;
        foreach (var card in cards)
        {
            if (card.IsWhole)
                faults.AddRange(Parts(card.Card).Select(message => At(card, message)));
            foreach (var id in card.Card.SeeAlso.Where(id => complete && !all.ContainsKey(id)))
                faults.Add(At(card, $"'see-also' names '{Words.OneLine(id, 60)}', and there is no such card."));
            if (card.Card.Kind == CardKind.Discriminator)
            {
                faults.AddRange(card.Card.Between.Where(reading => complete && !unsure.Contains(reading) && !IsReading(reading, all))
                    .Select(reading => At(card, $"'between' names '{Words.OneLine(reading, 60)}', which is neither an emotion nor the id of a prototype card.")));
                faults.AddRange(Discriminator(card, pairs).Select(message => At(card, message)));
            }

            foreach (var twice in card.Card.Claims.GroupBy(claim => claim with { Direction = Direction.None }).Where(group => group.Count() > 1))
                faults.Add(At(card, $"Its claims on {CardContradictions.Measure(twice.Key.ActionUnit, twice.Key.Feature, twice.Key.Words)} in {twice.Key.Emotion ?? twice.Key.Dimension} stand twice or contradict one another."));
        }

        CardContradictions.Check(cards, known, faults);
    }

    private static KnowledgeFault At(LocatedCard card, string message) => new(card.File, card.Line, message);

    // What a card of its kind must have and must not have.
    private static IEnumerable<string> Parts(KnowledgeCard card)
    {
        if (card.Kind is CardKind.ActionUnit or CardKind.Prototype && card.Pattern.Count == 0)
            yield return $"A card of kind {card.Kind} needs a 'pattern'.";
        if (card.Kind == CardKind.ActionUnit && card.Pattern.Count > 0 && card.Id != $"au/{card.Pattern.Keys.First()}")
            yield return $"An Action Unit's card has the id of its unit: au/{card.Pattern.Keys.First()}.";
        if (card.Kind != CardKind.Discriminator && (card.Between.Count > 0 || card.Cues.Count > 0))
            yield return "Only a card of kind Discriminator has 'between' and 'cues'.";
        if (card.Kind == CardKind.Discriminator && card.Claims.Count > 0)
            yield return "A discriminator says what it says in 'cues', not in 'claims'.";
    }

    private static IEnumerable<string> Discriminator(LocatedCard located, Dictionary<(string, string), string> seen)
    {
        var card = located.Card;
        if (card.Between.Count != 2)
        {
            if (located.IsWhole)
                yield return "A discriminator needs 'between' with two readings.";
            yield break;
        }

        var (a, b) = (card.Between[0], card.Between[1]);
        if (a == b)
            yield return $"'between' names {a} twice.";
        else if (string.CompareOrdinal(a, b) > 0)
        {
            yield return $"'between' is in alphabetical order: [{b}, {a}].";
            (a, b) = (b, a);
        }

        if (card.Id != $"pair/{Short(a)}-{Short(b)}")
            yield return $"The id of this discriminator is pair/{Short(a)}-{Short(b)}.";
        if (!seen.TryAdd(Key(card), card.Id))
            yield return $"'{seen[Key(card)]}' already tells {a} and {b} apart.";
        if (card.Cues.Count == 0 && located.IsWhole)
            yield return "A discriminator needs at least one cue.";
        foreach (var cue in card.Cues.Where(cue => cue.Favours != a && cue.Favours != b))
            yield return $"A cue favours '{Words.OneLine(cue.Favours, 60)}', which is not one of the two readings.";
        foreach (var what in Contradictions(card.Cues))
            yield return $"The cues on {what} contradict one another.";
    }

    /// <summary>Cues that speak for both readings alike, or for one reading in both directions.</summary>
    public static IEnumerable<string> Contradictions(IReadOnlyList<DiscriminatingCue> cues)
    {
        foreach (var group in cues.GroupBy(cue => CardContradictions.Measure(cue.ActionUnit, cue.Feature, cue.Words), StringComparer.Ordinal))
        {
            var sameWay = group.GroupBy(cue => cue.Direction).Any(way => way.Count() > 1);
            var bothWays = group.GroupBy(cue => cue.Favours, StringComparer.Ordinal).Any(side => side.Count() > 1);
            if (sameWay || bothWays)
                yield return group.Key;
        }
    }

    private static (string, string) Key(KnowledgeCard card)
    {
        var (a, b) = (CardContradictions.Subject(card.Between[0]), CardContradictions.Subject(card.Between[1]));
        return string.CompareOrdinal(a, b) <= 0 ? (a, b) : (b, a);
    }

    private static bool IsReading(string reading, Dictionary<string, KnowledgeCard> byId) =>
        EmotionNames.All.Any(emotion => emotion.Name() == reading)
        || (byId.TryGetValue(reading, out var card) && card.Kind == CardKind.Prototype);

    private static string Short(string reading) => reading[(reading.LastIndexOf('/') + 1)..];
}
