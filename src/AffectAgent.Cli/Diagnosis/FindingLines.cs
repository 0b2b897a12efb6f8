namespace AffectAgent.Cli.Diagnosis;

/// <summary>Writes findings as lines: in a pipe one a finding, in columns; on a terminal as wide as it is, with paths left whole.</summary>
internal static class FindingLines
{
    private const int Indent = 4;

    /// <summary>The lines, each with the mark of how the part stands before it, as markup, where it is the first of a finding.</summary>
    /// <param name="findings">What was found.</param>
    /// <param name="width">Columns of the terminal, or null for a pipe.</param>
    public static IEnumerable<(string? Mark, string Text)> Of(IReadOnlyList<Finding> findings, int? width)
    {
        var (kinds, names) = (findings.Max(f => f.Kind.Length), findings.Max(f => f.Name.Length));
        var versions = width is null ? findings.Max(f => Flat(f.Version).Length) : 0;
        return findings.SelectMany(finding => width is { } columns
            ? Shown(finding, columns, kinds, names).Select((line, i) => (i == 0 ? Mark(finding.Standing) : null, line))
            : [(null, Piped(finding, kinds, names, versions))]);
    }

    private static string Mark(Standing standing) => standing switch { Standing.Found => "[green]✓[/]", Standing.Optional => "[grey]–[/]", _ => "[red]✗[/]" };

    private static string Piped(Finding finding, int kinds, int names, int versions)
    {
        var standing = finding.Standing switch { Standing.Found => "ok", Standing.Optional => "optional", _ => "missing" };
        return $"{standing,-8}  {finding.Kind.PadRight(kinds)}  {finding.Name.PadRight(names)}  {Flat(finding.Version).PadRight(versions)}  {Flat(finding.Where)}  {Flat(finding.Fix)}".TrimEnd();
    }

    // A tab or line end in what a tool said of itself would break the columns.
    private static string Flat(string text) => string.Join(' ', text.Split(['\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static IEnumerable<string> Shown(Finding finding, int width, int kinds, int names)
    {
        var head = $" {finding.Kind.PadRight(kinds)}  {finding.Name.PadRight(names)}  {finding.Version.ReplaceLineEndings(", ")}".TrimEnd();
        if (finding.Fix.Length == 0 && head.Length + 3 + finding.Where.Length < width)
            return [$"{head}  {finding.Where}".TrimEnd()];
        return [head, .. Wrapped(finding.Where, int.MaxValue), .. Wrapped(finding.Fix, width - Indent - 1)];
    }

    private static IEnumerable<string> Wrapped(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return new string(' ', Indent) + line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        if (line.Length > 0)
            yield return new string(' ', Indent) + line;
    }
}
