namespace AffectAgent.Plugins.TalkingHead;

/// <summary>A movement that a pattern asks for, before it has its times.</summary>
/// <param name="Unit">FACS number.</param>
/// <param name="Intensity">0 to 5.</param>
/// <param name="Card">The card that names it.</param>
internal readonly record struct MixedUnit(int Unit, double Intensity, KnowledgeCard Card);

/// <summary>
/// Makes one set of units of several patterns. Two emotions for which there is a compound card take the units that the card keeps, each as
/// strong as the emotion it comes from; others are laid over each other, what one speaks against weakens what the other asks for, and
/// of two antagonists only the stronger stays.
/// </summary>
internal static class PatternMixer
{
    // Below these a pattern's unit is an occasional companion, or a trace that nobody sees.
    private const double LeastWeight = 0.2;
    private const double LeastIntensity = 0.15;

    // How even two emotions have to be for a compound.
    private const double LeastBalance = 0.3;

    // Muscles that pull against each other, or forms of one movement: the stronger of each pair stays.
    private static readonly (int A, int B)[] Antagonists = [(12, 15), (12, 20), (12, 17), (12, 24), (15, 20), (24, 25), (24, 26), (23, 26), (26, 27), (17, 26)];

    /// <summary>The units of a mixture.</summary>
    /// <param name="parts">Each pattern with its strength, 0 to 1.</param>
    /// <param name="knowledge">Where compound cards are looked for.</param>
    public static IReadOnlyList<MixedUnit> Mix(IReadOnlyList<(KnowledgeCard Card, double Strength)> parts, IKnowledgeBase knowledge)
    {
        var units = parts.Count == 2 && Compound(parts, knowledge) is { } compound ? Regions(parts, compound) : Laid(parts);
        return [.. Exclude(units.Where(x => x.Intensity >= LeastIntensity && FaceUnits.Has(x.Unit)))];
    }

    private static KnowledgeCard? Compound(IReadOnlyList<(KnowledgeCard Card, double Strength)> parts, IKnowledgeBase knowledge)
    {
        var ((a, strengthA), (b, strengthB)) = (parts[0], parts[1]);
        if (Math.Min(strengthA, strengthB) < LeastBalance * Math.Max(strengthA, strengthB))
            return null;
        var emotions = a.Emotions.Concat(b.Emotions).Order(StringComparer.Ordinal).ToArray();
        return knowledge.Cards
            .Where(x => x.Id.StartsWith("compound/", StringComparison.Ordinal) && x.Emotions.Order(StringComparer.Ordinal).SequenceEqual(emotions))
            .OrderByDescending(x => Likeness(x, parts)).ThenBy(x => x.Id, StringComparer.Ordinal).FirstOrDefault();
    }

    private static double Likeness(KnowledgeCard card, IReadOnlyList<(KnowledgeCard Card, double Strength)> parts)
    {
        double dot = 0, own = 0;
        foreach (var (unit, weight) in card.Pattern.Where(x => x.Value > 0))
        {
            dot += weight * parts.Sum(x => x.Strength * Math.Max(0, x.Card.Pattern.GetValueOrDefault(unit)));
            own += weight * weight;
        }

        return own == 0 ? 0 : dot / Math.Sqrt(own);
    }

    // By region: each unit of the compound is as strong as the emotion that brings it.
    private static IEnumerable<MixedUnit> Regions(IReadOnlyList<(KnowledgeCard Card, double Strength)> parts, KnowledgeCard compound)
    {
        foreach (var (unit, weight) in compound.Pattern.Where(x => x.Value >= LeastWeight).OrderBy(x => x.Key))
        {
            var bring = parts.Where(x => x.Card.Pattern.GetValueOrDefault(unit) >= LeastWeight).ToArray();
            var strength = bring.Length > 0 ? bring.Max(x => x.Strength) : parts.Average(x => x.Strength);
            yield return Drawn(unit, weight * strength, compound);
        }
    }

    private static IEnumerable<MixedUnit> Laid(IReadOnlyList<(KnowledgeCard Card, double Strength)> parts)
    {
        foreach (var unit in parts.SelectMany(x => x.Card.Pattern.Keys).Distinct().Order())
        {
            var asking = parts.Where(x => x.Card.Pattern.GetValueOrDefault(unit) >= LeastWeight).ToArray();
            if (asking.Length == 0)
                continue;
            var strongest = asking.MaxBy(x => x.Strength * x.Card.Pattern[unit]).Card;
            var wish = asking.Aggregate(0.0, (sum, x) => Curves.Both(sum, x.Strength * x.Card.Pattern[unit]));
            var against = parts.Max(x => x.Strength * Math.Max(0, -x.Card.Pattern.GetValueOrDefault(unit)));
            yield return Drawn(unit, wish - (0.7 * against), strongest);
        }
    }

    // The drawn face has no AU43: lids that droop are a blink's movement, held part of the way.
    private static MixedUnit Drawn(int unit, double weight, KnowledgeCard card) => unit == 43
        ? new MixedUnit(45, 0.5 * weight * AffectAgent.ActionUnits.MaxIntensity, card)
        : new MixedUnit(unit, weight * AffectAgent.ActionUnits.MaxIntensity, card);

    // A single card's pattern says itself what goes together; only its two forms of an open jaw exclude each other.
    private static IEnumerable<MixedUnit> Exclude(IEnumerable<MixedUnit> units)
    {
        var left = units.GroupBy(x => x.Unit).Select(x => x.MaxBy(y => y.Intensity)).ToDictionary(x => x.Unit);
        foreach (var (a, b) in Antagonists)
        {
            if (left.TryGetValue(a, out var first) && left.TryGetValue(b, out var second) && ((a, b) == (26, 27) || first.Card.Id != second.Card.Id))
                left.Remove(first.Intensity >= second.Intensity ? b : a);
        }

        return left.Values.OrderBy(x => x.Unit);
    }
}
