using System.Globalization;
using AffectAgent.Reports.Tables;

namespace AffectAgent.Cli.Batch;

/// <summary>Draws numbered columns that mean the same together for the sidecar: x_0, x_1 … x_67 become "x_0…x_67".</summary>
internal static class ColumnRanges
{
    /// <summary>The columns, numbered ones with the same unit and meaning as one.</summary>
    public static IReadOnlyList<TableColumn> Of(IReadOnlyList<TableColumn> columns)
    {
        var ranges = new List<TableColumn>();
        for (var i = 0; i < columns.Count;)
        {
            var first = columns[i];
            var end = i + 1;
            while (end < columns.Count && columns[end].Unit == first.Unit && columns[end].What == first.What && Follows(columns[end - 1].Name, columns[end].Name))
                end++;
            ranges.Add(end - i > 1 ? first with { Name = $"{first.Name}…{columns[end - 1].Name}" } : first);
            i = end;
        }

        return ranges;
    }

    private static bool Follows(string before, string after)
    {
        var (a, b) = (Split(before), Split(after));
        return a.Number is { } n && a.Stem == b.Stem && b.Number == n + 1;
    }

    private static (string Stem, int? Number) Split(string name)
    {
        var stem = name.TrimEnd("0123456789".ToCharArray());
        return (stem, int.TryParse(name.AsSpan(stem.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null);
    }
}
