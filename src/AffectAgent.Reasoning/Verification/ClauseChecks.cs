namespace AffectAgent.Reasoning;

/// <summary>The checks of one clause. Each answers what is wrong, or null.</summary>
internal static class ClauseChecks
{
    private static readonly HashSet<string> SureWords = ["confidence", "certainty", "probability"];
    private static readonly HashSet<string> AgainstWords = ["against", "contradicts", "excludes"];

    /// <summary>Every number must be held by evidence of what the clause speaks of, or, in general statements, stand in a card.</summary>
    public static string? Numbers(Clause clause, Cited cited)
    {
        var bound = cited.For(clause);
        foreach (var number in clause.Numbers)
        {
            var holders = Cited.For(clause, number, bound).Where(e => EvidenceFacts.Holds(e, number, clause)).ToList();
            var byCard = cited.Evidence.Count == 0 && number.Unit is NumberUnit.Bare or NumberUnit.Percent && cited.Cards.Any(card => CardFacts.Holds(card, number));
            if (holders.Count == 0 && !byCard)
                return $"no cited evidence{About(clause)} holds {number.Written}";
        }

        // One number for several units must hold for each; several numbers must leave no unit without one.
        if (clause.Units.Distinct().Count() > 1 && clause.Numbers.Where(n => n.Unit is NumberUnit.OfFive or NumberUnit.Bare).ToList() is { Count: > 0 } values)
        {
            var bare = clause.Units.Distinct().FirstOrDefault(unit => !bound.Any(e => e.ActionUnit == unit && values.Any(n => n.Fits(e.Value))));
            if (bare != 0)
                return $"the number stated for AU{bare} is not its own";
        }

        return null;
    }

    /// <summary>Every unit must be that of cited evidence; a card alone is enough where nothing is measured of it.</summary>
    public static string? Units(Clause clause, Cited cited, bool generic)
    {
        foreach (var unit in clause.Units)
        {
            var measured = cited.Evidence.Any(e => e.ActionUnit == unit);
            var stated = clause.Presence is not null || clause.Intensities.Count > 0 || clause.Numbers.Any(n => n.Unit != NumberUnit.Bare);
            var known = cited.Cards.Any(card => CardFacts.Mentions(card, unit));
            if (!measured && (!known || (stated && !generic)))
                return $"AU{unit} is not in what it cites";
        }

        return null;
    }

    /// <summary>What is said to be there must be there, and as strong as is said.</summary>
    public static string? Presence(Clause clause, Cited cited)
    {
        foreach (var unit in clause.Units.Distinct())
        {
            var values = cited.Evidence.Where(e => e.ActionUnit == unit && e.Unit == "0-5").Select(e => e.Value).OfType<double>().ToList();
            if (values.Count == 0)
                continue;
            if (clause.Presence is { } there && there ^ clause.Negated != values.Max() >= EvidenceFacts.Visible)
                return $"AU{unit} at {values.Max():0.0} of 5 is {(values.Max() >= EvidenceFacts.Visible ? "there" : "not there")}";
            foreach (var word in clause.Intensities)
            {
                var (least, most) = Vocabulary.Intensities[word];
                if (!clause.Negated && !values.Any(value => value >= least - 0.05 && value <= most + 0.05))
                    return $"AU{unit} is not {word}";
            }
        }

        return null;
    }

    /// <summary>Every direction must be that of evidence of what the clause speaks of; in general statements, that of a card.</summary>
    public static string? Directions(Clause clause, Cited cited, bool generic)
    {
        var bound = cited.For(clause);
        foreach (var word in clause.Directions)
        {
            var direction = Vocabulary.Directions[word];
            var measured = bound.Select(e => Sureness(clause, word, e) ?? EvidenceFacts.DirectionOf(e, word)).Where(d => d != Direction.None).ToList();
            var byCard = (generic || measured.Count == 0) && clause.Numbers.Count == 0 && cited.Cards.Any(card => CardFacts.Holds(card, direction, clause.Units));
            if (!measured.Contains(direction) && !byCard)
                return $"no cited evidence{About(clause)} went that way ({word})";
        }

        return null;
    }

    // A probability and a confidence are high or low in themselves.
    private static Direction? Sureness(Clause clause, string word, Evidence evidence) =>
        word is "high" or "low" && evidence is { Unit: "probability" or "0-1", Value: { } share } && clause.Words.Any(SureWords.Contains)
            ? share >= 0.5 ? Direction.Higher : Direction.Lower : null;

    /// <summary>
    /// An emotion must be the first reading of cited evidence, or carry its own probability, or be the other possibility;
    /// general statements may take it from a card, and then the units beside it too.
    /// </summary>
    public static string? Emotions(Clause clause, Cited cited, ParsedSentence sentence, bool generic)
    {
        var bound = cited.OfModality(clause).ToList();
        foreach (var (word, contrasted) in clause.Emotions)
        {
            var first = bound.Where(e => EvidenceFacts.Names(e, word)).ToList();
            if (contrasted)
            {
                if (first.Count > 0 && first.Any(e => e.Distribution is not null))
                    return $"{word} is what the cited evidence reads as";
                if (!cited.Evidence.Any(e => EvidenceFacts.ProbabilityOf(e, word) is not null) && !cited.Cards.Any(card => CardFacts.Mentions(card, word)))
                    return $"{word} is not in what it cites";
                continue;
            }

            var numbered = clause.Numbers.Any(n => bound.Any(e => EvidenceFacts.ProbabilityOf(e, word) is { } p && (n.Fits(p) || n.Fits(p * 100))));
            if (first.Count == 0 && !numbered && FromCards(word, clause, cited, sentence, generic) is { } why)
                return why;
        }

        return null;
    }

    private static string? FromCards(string word, Clause clause, Cited cited, ParsedSentence sentence, bool generic)
    {
        if (!generic && sentence.IsReading)
            return $"no cited evidence reads as {word}";
        if (!cited.Cards.Any(card => CardFacts.Mentions(card, word)))
            return $"{word} is not in what it cites";
        var against = sentence.Words.Any(AgainstWords.Contains);
        var unit = clause.Units.Distinct().FirstOrDefault(unit => !cited.Cards.Any(card => CardFacts.Connects(card, unit, word, against)));
        return unit == 0 ? null : $"no cited card connects AU{unit} with {word} that way";
    }

    private static string About(Clause clause) =>
        clause.Units.Count > 0 ? $" about AU{string.Join(", AU", clause.Units.Distinct())}"
        : clause.Modalities.Count > 0 ? $" about the {string.Join(" or ", clause.Modalities.Distinct()).ToLowerInvariant()}" : "";
}
