using AffectAgent.Knowledge.Yaml;

namespace AffectAgent.Knowledge.Cards;

/// <summary>Reads what cards say of single measures: the cues of discriminators and the claims of any card.</summary>
internal static class MeasureReader
{
    private const int MaxEntries = 30;

    private static readonly string[] Dimensions = ["valence", "arousal", "dominance"];

    /// <summary>The entries of <c>cues</c>.</summary>
    public static List<DiscriminatingCue> Cues(MapReader map) => Each(map, "cues", Cue);

    /// <summary>The entries of <c>claims</c>.</summary>
    public static List<CardClaim> Claims(MapReader map) => Each(map, "claims", Claim);

    private static List<T> Each<T>(MapReader map, string key, Func<MapReader, T?> read)
        where T : class
    {
        var list = new List<T>();
        foreach (var node in map.List(key, MaxEntries))
        {
            if (map.Map(node, key) is { } inner && read(inner) is { } entry)
                list.Add(entry);
        }

        return list;
    }

    private static DiscriminatingCue? Cue(MapReader map)
    {
        var favours = map.Text("favours", 80, required: true);
        var (unit, feature, words, direction) = Measure(map, "A cue");
        var strengthNode = map.Take("strength");
        var strength = strengthNode is null ? null : map.Number(strengthNode, "strength", 0, 1);
        if (strengthNode is null)
            map.Fault(map.Line, "'strength' is missing.");
        map.RefuseOtherKeys();
        return favours is null || direction is null || strength is null
            ? null
            : new DiscriminatingCue(favours, unit, feature, direction.Value, strength.Value, words);
    }

    private static CardClaim? Claim(MapReader map)
    {
        var emotion = map.Text("emotion", 40);
        var dimension = map.Text("dimension", 40);
        var (unit, feature, words, direction) = Measure(map, "A claim");
        if (emotion is not null && !EmotionNames.All.Any(known => known.Name() == emotion))
            map.Fault(map.LineOf("emotion"), $"'{Words.OneLine(emotion, 40)}' is not an emotion; known: {string.Join(", ", EmotionNames.All.Select(e => e.Name()))}.");
        if (dimension is not null && !Dimensions.Contains(dimension))
            map.Fault(map.LineOf("dimension"), $"'{Words.OneLine(dimension, 40)}' is not a dimension; known: {string.Join(", ", Dimensions)}.");
        if (emotion is null == dimension is null)
            map.Fault(map.Line, "A claim names one of 'emotion' and 'dimension'.");
        map.RefuseOtherKeys();
        return direction is null ? null : new CardClaim(emotion, dimension, unit, feature, words, direction.Value);
    }

    private static (int? Unit, string? Feature, string? Words, Direction? Direction) Measure(MapReader map, string what)
    {
        var unit = map.Whole("au", 1, 99, required: false);
        var feature = map.Text("feature", 60);
        var words = map.Text("words", 60);
        var direction = map.Choice<Direction>("direction");
        if (unit is not null && ActionUnits.Find(unit.Value) is null)
            map.Fault(map.LineOf("au"), $"{unit} is not an Action Unit that is known here.");
        if (new object?[] { unit, feature, words }.Count(part => part is not null) != 1)
            map.Fault(map.Line, $"{what} names one of 'au', 'feature' and 'words'.");
        if (direction is not (null or Direction.Higher or Direction.Lower))
            map.Fault(map.LineOf("direction"), $"{what}'s direction is Higher or Lower.");
        return (unit, feature, words, direction);
    }
}
