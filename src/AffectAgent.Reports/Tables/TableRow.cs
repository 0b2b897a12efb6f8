using System.Globalization;
using System.Text.Encodings.Web;

namespace AffectAgent.Reports.Tables;

/// <summary>How the rows of a table are written.</summary>
public enum TableEncoding
{
    /// <summary>A header line, then comma-separated values, quoted where they must be (RFC 4180).</summary>
    Csv,
    /// <summary>One JSON object a line, its keys the columns' names; what was not measured is null.</summary>
    Jsonl,
}

/// <summary>A column of a table.</summary>
/// <param name="Name">As it stands in the header.</param>
/// <param name="Unit">Unit and range, e.g. "seconds" or "probability 0-1"; "text" for words and names.</param>
/// <param name="What">What it holds, in one line.</param>
public sealed record TableColumn(string Name, string Unit, string What);

/// <summary>
/// One row under construction: add a cell for each column in the columns' order, then write it; then it is empty again.
/// Numbers have a point and no thousands separator. A number that is not finite counts as not measured: a blank cell.
/// </summary>
/// <param name="columns">The columns' names.</param>
public sealed class TableRow(IReadOnlyList<string> columns)
{
    private readonly List<(string Text, bool IsText)> _cells = new(columns.Count);

    /// <summary>Adds a number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="format">A .NET format with a point, e.g. "0.000".</param>
    public void Add(double value, string format = "0.###")
    {
        if (double.IsFinite(value))
            _cells.Add((value.ToString(format, CultureInfo.InvariantCulture), false));
        else
            Blank();
    }

    /// <summary>Adds a whole number.</summary>
    public void Add(int value) => _cells.Add((value.ToString(CultureInfo.InvariantCulture), false));

    /// <summary>Adds a number, or a blank where there is none.</summary>
    public void Add(double? value, string format = "0.###") => Add(value ?? double.NaN, format);

    /// <summary>Adds text; null is a blank.</summary>
    public void Add(string? text)
    {
        if (text is null)
            Blank();
        else
            _cells.Add((text, true));
    }

    /// <summary>Adds cells that were not measured.</summary>
    public void Blank(int count = 1)
    {
        for (var i = 0; i < count; i++)
            _cells.Add(("", false));
    }

    /// <summary>Fills the row up with blanks, so many cells before its end.</summary>
    public void BlankTo(int beforeEnd = 0) => Blank(columns.Count - beforeEnd - _cells.Count);

    /// <summary>Empties the row without writing it.</summary>
    public void Clear() => _cells.Clear();

    /// <summary>Writes the row and a line feed, and empties it.</summary>
    /// <exception cref="InvalidOperationException">It has fewer or more cells than there are columns.</exception>
    public void WriteTo(TextWriter writer, TableEncoding encoding = TableEncoding.Csv)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (_cells.Count != columns.Count)
            throw new InvalidOperationException($"A row has {_cells.Count} cells, its header {columns.Count}.");
        if (encoding == TableEncoding.Csv)
            WriteCsv(writer);
        else
            WriteJson(writer);
        writer.Write('\n');
        _cells.Clear();
    }

    /// <summary>Writes the header of a CSV; JSON lines have none.</summary>
    public static void WriteHeader(TextWriter writer, IEnumerable<string> columns, TableEncoding encoding = TableEncoding.Csv)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (encoding != TableEncoding.Csv)
            return;
        writer.Write(string.Join(',', columns.Select(Quoted)));
        writer.Write('\n');
    }

    private void WriteCsv(TextWriter writer)
    {
        for (var i = 0; i < _cells.Count; i++)
        {
            if (i > 0)
                writer.Write(',');
            writer.Write(_cells[i].IsText ? Quoted(_cells[i].Text) : _cells[i].Text);
        }
    }

    private void WriteJson(TextWriter writer)
    {
        writer.Write('{');
        for (var i = 0; i < _cells.Count; i++)
        {
            var (text, isText) = _cells[i];
            writer.Write(i > 0 ? ",\"" : "\"");
            writer.Write(Escaped(columns[i]));
            writer.Write(isText ? "\":\"" : "\":");
            writer.Write(isText ? Escaped(text) : text.Length == 0 ? "null" : text);
            if (isText)
                writer.Write('"');
        }

        writer.Write('}');
    }

    private static string Escaped(string text) => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text);

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
