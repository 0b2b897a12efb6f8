namespace AffectAgent.Cli.Data;

/// <summary>What was found.</summary>
/// <param name="Items">All labelled things that can be used, in order.</param>
/// <param name="Bad">Rows that can't.</param>
/// <param name="Root">The folder that paths are relative to.</param>
internal sealed record LabelledSet(IReadOnlyList<LabelledInput> Items, IReadOnlyList<BadRow> Bad, string Root)
{
    private const int MostTold = 3;
    private const int MostLabels = 12;

    /// <summary>All that the input holds, usable or not.</summary>
    public int Count => Items.Count + Bad.Count;

    /// <summary>Leaves out what has a label that nobody knows.</summary>
    /// <exception cref="UserException">Nothing else is there.</exception>
    public LabelledSet Understood(LabelMap labels)
    {
        var odd = Items.Where(item => !item.Labels.All(labels.Knows)).ToList();
        if (odd.Count > 0 && odd.Count == Items.Count)
        {
            var names = odd.SelectMany(item => item.Labels).Where(label => !labels.Knows(label)).GroupBy(label => label, StringComparer.Ordinal)
                .OrderByDescending(g => g.Count()).Select(g => $"{g.Key} ({g.Count()})").ToList();
            throw new UserException($"These labels are not known: {string.Join(", ", names.Take(MostLabels))}{(names.Count > MostLabels ? " …" : "")}.", "Say what they mean with --labels FILE: a line label,emotion each, - to leave one out.");
        }

        return odd.Count == 0 ? this : this with { Items = [.. Items.Except(odd)], Bad = [.. Bad, .. odd.Select(item => Odd(item, labels))] };
    }

    /// <summary>The first rows that can't be used, a line each, and how many more there are.</summary>
    public IEnumerable<string> Told() => Bad.Take(MostTold).Select(row => row.ToString())
        .Concat(Bad.Count > MostTold ? [$"and {Bad.Count - MostTold} more that can't be used"] : []);

    private static BadRow Odd(LabelledInput item, LabelMap labels) => new(
        item.Name, item.At, string.Join('|', item.Labels), "unknown-label",
        $"the label {string.Join(" and ", item.Labels.Where(label => !labels.Knows(label)).Select(label => $"'{label}'"))} is not known; --labels FILE can say what it means");
}
