namespace AffectAgent.Cli.Data;

/// <summary>Sorts a table's rows into those that can be used and those that can't, which never stop the others.</summary>
/// <param name="table">The table's path.</param>
internal sealed class TableRowsRead(string table)
{
    private readonly List<LabelledInput> _items = [];
    private readonly List<BadRow> _bad = [];
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);
    private int _row;
    private int? _line;

    /// <summary>The table's folder.</summary>
    public string Root { get; } = Path.GetDirectoryName(Path.GetFullPath(table))!;

    private string Name => $"row {_row}";

    private string At => $"{Path.GetFileName(table)} {(_line is { } line ? $"line {line}" : Name)}";

    /// <summary>The next row begins.</summary>
    /// <param name="line">Its line, from 1; null where rows are no lines.</param>
    public void Next(int? line) => (_row, _line) = (_row + 1, line);

    /// <summary>Takes this row, or rejects it.</summary>
    /// <param name="labels">Its labels.</param>
    /// <param name="path">A medium's path relative to the table, or null.</param>
    /// <param name="words">Its words, or null.</param>
    /// <param name="person">Who it is, or null.</param>
    public void Take(string[] labels, string? path, string? words, string? person)
    {
        string label = string.Join('|', labels);
        if (path is null && string.IsNullOrEmpty(words))
            Reject(label, "no-text", "it has neither a text nor a path");
        else if (labels.Length == 0)
            Reject(label, "no-label", "it has no label");
        else if (path is null)
            Add(new LabelledInput(Name, SampleKind.Text, null, words, labels, person));
        else if (Inside(path) is not { } name)
            Reject(label, "outside-folder", $"{path} lies outside the table's folder; put the table above all its media");
        else if (SampleKinds.Of(name) is not { } kind)
            Reject(label, "not-media", $"{path} does not end as a picture, video or recording");
        else
            Add(new LabelledInput(name, kind, Path.GetFullPath(path, Root), words, labels, person));
    }

    /// <summary>Rejects this row.</summary>
    public void Reject(string label, string reason, string detail) => _bad.Add(new BadRow(Name, At, label, reason, detail));

    /// <summary>What was read.</summary>
    /// <exception cref="UserException">There is no row, or none that can be used.</exception>
    public LabelledSet Whole()
    {
        if (_row == 0)
            throw new UserException($"{table} has no rows.", "Give a table with a row for each medium or text.");
        if (_items.Count == 0)
            throw new UserException($"No row of {table} can be used: {_bad[0]}{(_bad.Count > 1 ? $", and {_bad.Count - 1} more" : "")}.", "Each row needs a path or a text, and a label.");
        return new LabelledSet(_items, _bad, Root);
    }

    private void Add(LabelledInput input)
    {
        if (_places.TryAdd(input.Name, At))
            _items.Add(input with { At = At });
        else
            Reject(string.Join('|', input.Labels), "named-twice", $"{input.Name} stands in {_places[input.Name]} too");
    }

    private string? Inside(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
            return null;
        string name = Path.GetRelativePath(Root, Path.GetFullPath(path, Root)).Replace('\\', '/');
        return name == ".." || name.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(name) ? null : name;
    }
}
