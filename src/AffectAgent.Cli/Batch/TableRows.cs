using System.Globalization;
using System.Text;
using AffectAgent.Reports.Tables;

namespace AffectAgent.Cli.Batch;

/// <summary>Takes the rows of one input. What it holds is handed to the store in pieces, so that a long video doesn't fill the memory.</summary>
internal sealed class TableRows
{
    private const int PieceChars = 1 << 20;

    private readonly TableStore _store;
    private readonly TableEncoding _encoding;
    private readonly bool _hasReason;
    private readonly Action<double> _advance;
    private readonly StringBuilder _text = new();
    private readonly List<TableSlice> _slices = [];
    private double _fraction;

    public TableRows(TableStore store, IReadOnlyList<string> header, TableEncoding encoding, bool hasReason, Action<double> advance)
    {
        _store = store;
        _hasReason = hasReason;
        _encoding = encoding;
        _advance = advance;
        Row = new TableRow(header);
    }

    /// <summary>The row under construction: add the cells of the verb's columns, then call <see cref="Next"/>.</summary>
    public TableRow Row { get; }

    /// <summary>Rows written.</summary>
    public int Count { get; private set; }

    /// <summary>Why the input can't be read, or null.</summary>
    public string? Failure { get; private set; }

    /// <summary>Writes the row.</summary>
    /// <param name="reason">Why nothing was measured, or null where something was.</param>
    public void Next(string? reason = null)
    {
        if (_hasReason)
            Row.Add(reason);
        using (var writer = new StringWriter(_text, CultureInfo.InvariantCulture))
            Row.WriteTo(writer, _encoding);
        Count++;
        if (_text.Length >= PieceChars)
            Flush();
    }

    /// <summary>Says that this input can't be read; its rows so far give way to one with the reason.</summary>
    public void Fail(string reason) => Failure = reason;

    /// <summary>Tells how far the input has come, 0 to 1.</summary>
    public void Report(double fraction)
    {
        fraction = Math.Clamp(fraction, 0, 1);
        _advance(fraction - _fraction);
        _fraction = fraction;
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        Row.Clear();
        _text.Clear();
        _slices.Clear();
        Count = 0;
        Failure = null;
    }

    /// <summary>Hands everything to the store and tells where it lies.</summary>
    public IReadOnlyList<TableSlice> Complete()
    {
        Flush();
        return _slices;
    }

    private void Flush()
    {
        if (_text.Length == 0)
            return;
        _slices.Add(_store.Append(_text.ToString()));
        _text.Clear();
    }
}
