namespace AffectAgent.Reports;

/// <summary>What could not be measured, in plain words, one line a reason.</summary>
public static class UnscoredText
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["action-units"] = "Action Units",
        ["text-emotions"] = "emotions of the words",
        ["face-signs"] = "signs of the face",
        ["head-gestures"] = "nods and shakes",
        ["heart-rates"] = "heart rate",
        ["transcript"] = "words",
    };

    /// <summary>"faces, Action Units and voice: the input holds no pictures", each reason once, in order of arrival.</summary>
    public static IReadOnlyList<(string What, string Reason)> Lines(IReadOnlyList<Unscored> unscored)
    {
        ArgumentNullException.ThrowIfNull(unscored);
        return [.. unscored.GroupBy(u => u.Reason.TrimEnd('.'), StringComparer.Ordinal).Select(same => (Join([.. NamesOf(same)]), same.Key))];
    }

    // Where the words themselves are missing, what they express is not worth a mention of its own.
    private static IEnumerable<string> NamesOf(IEnumerable<Unscored> same)
    {
        var names = same.Select(Name).Distinct(StringComparer.Ordinal).ToList();
        return names.Contains(Names["transcript"]) ? names.Where(name => name != Names["text-emotions"]) : names;
    }

    // Several persons of one reason are told by what was not measured of them.
    private static string Name(Unscored unscored) => Names.GetValueOrDefault(unscored.What, unscored.What.Replace('-', ' '));

    private static string Join(IReadOnlyList<string> items) => items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.SkipLast(1))} and {items[^1]}";
}
