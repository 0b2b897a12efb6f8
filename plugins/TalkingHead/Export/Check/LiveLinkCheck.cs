using System.Globalization;

namespace AffectAgent.Plugins.TalkingHead;

/// <summary>Checks a CSV in the form of the Live Link Face app: columns, time codes without gaps, ranges.</summary>
public static class LiveLinkCheck
{
    // An eye that turns further, or a head, is written in another unit than radians.
    private const double MostHead = Math.PI / 2, MostEye = 1.0;
    private const int MostRate = 240;

    /// <summary>Checks a file's lines.</summary>
    /// <param name="lines">The lines, the header first.</param>
    public static ExportReport Check(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var faults = new FaultList();
        List<long[]> codes = [];
        var row = 0;
        string[]? header = null;
        foreach (var line in lines)
        {
            if (header is null)
            {
                header = line.TrimStart('\uFEFF').Split(',');
                Header(header, faults);
                continue;
            }

            row++;
            if (Row(line, row, faults) is { } code)
                codes.Add(code);
        }

        if (row == 0)
            faults.Add("it has no frames");
        var rate = Rate(codes, faults);
        return new ExportReport("Live Link Face CSV", string.Create(CultureInfo.InvariantCulture, $"{row} frames{(rate > 0 ? $", {rate} counted a second" : "")}, {header?.Length ?? 0} columns"), faults.Lines, []);
    }

    private static void Header(string[] header, FaultList faults)
    {
        foreach (var missing in LiveLinkCsv.Columns.Except(header))
            faults.Add("missing", $"the column {missing} is missing");
        foreach (var other in header.Except(LiveLinkCsv.Columns))
            faults.Add("other", $"the column {other} is none of the app's");
        foreach (var twice in header.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            faults.Add("twice", $"the column {twice.Key} stands there {twice.Count()} times");
        if (header.ToHashSet(StringComparer.Ordinal).SetEquals(LiveLinkCsv.Columns))
        {
            foreach (var (found, expected) in header.Zip(LiveLinkCsv.Columns).Where(pair => pair.First != pair.Second).Take(1))
                faults.Add($"the columns are in another order than the app's: {found} where {expected} is expected");
        }
    }

    // The time code as numbers, or null where it is none.
    private static long[]? Row(string line, int row, FaultList faults)
    {
        var cells = line.Split(',');
        if (cells.Length != LiveLinkCsv.Columns.Count)
        {
            faults.Add("cells", $"row {row} has {cells.Length} cells, not {LiveLinkCsv.Columns.Count}");
            return null;
        }

        if (cells[1] != LiveLinkCsv.ValueCount.ToString(CultureInfo.InvariantCulture))
            faults.Add("count", $"row {row} says {cells[1]} values, not {LiveLinkCsv.ValueCount}");
        for (var i = 2; i < cells.Length; i++)
        {
            var name = LiveLinkCsv.Columns[i];
            var (least, most) = i - 2 < ArKit.Names.Count ? (0, 1) : name.Contains("Eye", StringComparison.Ordinal) ? (-MostEye, MostEye) : (-MostHead, MostHead);
            if (!double.TryParse(cells[i], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                faults.Add("number", $"row {row}, {name}: \"{cells[i]}\" is no number");
            else if (value < least || value > most)
                faults.Add("range", string.Create(CultureInfo.InvariantCulture, $"row {row}, {name}: {value} is outside {least:0.##} to {most:0.##}{(least < 0 ? " radians" : "")}"));
        }

        var parts = cells[0].Split(':', '.');
        long[] code = [.. parts.Select(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1)];
        if (code.Length == 5 && code.All(number => number >= 0) && code[1] < 60 && code[2] < 60 && code[3] < MostRate)
            return code;
        faults.Add("code", $"row {row}: the time code \"{cells[0]}\" is not hours:minutes:seconds:frame.thousandths");
        return null;
    }

    // Frames a second as the codes count them, 0 where that can't be told; the frames must follow each other by the same step.
    private static int Rate(List<long[]> codes, FaultList faults)
    {
        if (codes.Count < 2)
            return 0;
        var rate = (int)codes.Max(code => code[3]) + 1;
        long At(long[] code) => (((((code[0] * 60) + code[1]) * 60) + code[2]) * rate) + code[3];
        long[] gaps = [.. codes.Zip(codes.Skip(1), (before, after) => At(after) - At(before))];
        var step = gaps.Where(gap => gap > 0).DefaultIfEmpty(1).Min();
        for (var i = 0; i < gaps.Length; i++)
        {
            if (gaps[i] <= 0)
                faults.Add("back", $"row {i + 2}: its time is not after the one before");
            else if (gaps[i] != step)
                faults.Add("gap", $"row {i + 2}: {gaps[i]} frames after the one before, not {step}");
        }

        return codes[0][2] == codes[^1][2] && codes[0][1] == codes[^1][1] ? 0 : rate;
    }
}
