namespace AffectAgent.Cli.Diagnosis;

/// <summary>Writes findings as lines: in a pipe one a finding, fields between tabs; on a terminal as wide as it is, with paths left whole.</summary>
internal static class FindingLines
{
    private const int Indent = 4;

    /// <summary>The lines.</summary>
    /// <param name="findings">What was found.</param>
    /// <param name="width">Columns of the terminal, or null for a pipe.</param>
    public static IEnumerable<(string Text, Standing Standing)> Of(IReadOnlyList<Finding> findings, int? width)
    {
        var (kinds, names) = (findings.Max(f => f.Kind.Length), findings.Max(f => f.Name.Length));
        return findings.SelectMany(finding => (width is { } columns ? Shown(finding, columns, kinds, names) : [Piped(finding)]).Select(line => (line, finding.Standing)));
    }

    private static string Piped(Finding finding) => string.Join('\t', new[]
    {
        finding.Standing switch { Standing.Found => "ok", Standing.Optional => "optional", _ => "missing" }, finding.Kind, finding.Name, finding.Version, finding.Where, finding.Fix,
    }.Select(field => field.ReplaceLineEndings(" ")));

    private static IEnumerable<string> Shown(Finding finding, int width, int kinds, int names)
    {
        var mark = finding.Standing switch { Standing.Found => '✓', Standing.Optional => '–', _ => '✗' };
        var head = $"{mark} {finding.Kind.PadRight(kinds)}  {finding.Name.PadRight(names)}  {finding.Version.ReplaceLineEndings(", ")}".TrimEnd();
        if (finding.Fix.Length == 0 && head.Length + 2 + finding.Where.Length < width)
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
