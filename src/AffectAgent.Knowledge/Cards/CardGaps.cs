namespace AffectAgent.Knowledge.Cards;

/// <summary>
/// What a set of cards leaves open: sources that nobody cites, keywords that stand twice, Action Units that no card
/// explains. Such cards can be used; a check tells of them.
/// </summary>
internal static class CardGaps
{
    /// <summary>Notes the gaps of new cards.</summary>
    /// <param name="loaded">The new cards.</param>
    /// <param name="known">Cards that were there before.</param>
    /// <param name="faults">Where faults go.</param>
    public static void Check(LoadedCards loaded, IReadOnlyList<KnowledgeCard> known, List<KnowledgeFault> faults)
    {
        // A file that could not be read may hold what is missed here.
        if (!loaded.IsComplete)
            return;
        foreach (var source in loaded.Sources.Uncited)
            faults.Add(new(source.File, source.Line, $"No card cites the source '{Words.OneLine(source.Key, 60)}'."));
        var explained = known.Concat(loaded.All.Select(card => card.Card)).Where(card => card.Kind == CardKind.ActionUnit).SelectMany(card => card.Pattern.Keys).ToHashSet();
        foreach (var located in loaded.Cards)
        {
            foreach (var (first, second) in Doubled(located.Card.Keywords))
                faults.Add(new(located.File, located.Line, $"The keywords '{Words.OneLine(first, 60)}' and '{Words.OneLine(second, 60)}' are the same; leave one out."));
            foreach (var unit in UnitsOf(located.Card).Where(unit => !explained.Contains(unit)).Order())
                faults.Add(new(located.File, located.Line, $"It uses AU{unit}, which no card explains; write au/{unit}."));
        }
    }

    /// <summary>Notes Action Units that the tools measure and no card explains.</summary>
    public static void CheckUnits(IEnumerable<LocatedCard> cards, List<KnowledgeFault> faults)
    {
        var explained = cards.Where(card => card.Card.Kind == CardKind.ActionUnit).ToDictionary(card => card.Card.Id, StringComparer.Ordinal);
        var file = explained.Values.Select(card => card.File).FirstOrDefault("action-units.yaml");
        foreach (var unit in ActionUnits.All.Where(unit => !explained.ContainsKey($"au/{unit.Number}")))
            faults.Add(new(file, 1, $"No card explains {unit.Code} ({unit.Name}); write au/{unit.Number}."));
    }

    private static IEnumerable<int> UnitsOf(KnowledgeCard card) =>
        card.Pattern.Keys.Concat(card.Cues.Select(cue => cue.ActionUnit).OfType<int>()).Concat(card.Claims.Select(claim => claim.ActionUnit).OfType<int>()).Distinct();

    private static IEnumerable<(string First, string Second)> Doubled(IReadOnlyList<string> keywords)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var keyword in keywords)
        {
            var letters = string.Concat(keyword.Where(char.IsLetterOrDigit)).ToLowerInvariant();
            if (!seen.TryAdd(letters, keyword))
                yield return (seen[letters], keyword);
        }
    }
}
