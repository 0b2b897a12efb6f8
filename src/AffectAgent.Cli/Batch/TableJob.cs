using AffectAgent.Reports.Tables;

namespace AffectAgent.Cli.Batch;

/// <summary>
/// What one verb of <c>affect detect</c> reads and writes. The frame (<see cref="TableCommand"/>) does the rest: progress,
/// resume, order, failures, the sidecar. Called from several threads at once.
/// </summary>
/// <typeparam name="TInput">An input with rows of its own: a file, or a stretch of lines.</typeparam>
internal abstract class TableJob<TInput>
{
    private IReadOnlyList<string>? _header;

    /// <summary>Name and version of the rows, e.g. "affectagent.table.voice/1".</summary>
    public abstract string Schema { get; }

    /// <summary>The verb's own columns, in order; the frame adds <see cref="ReasonColumn"/> at the end.</summary>
    public abstract IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>Catalogue ids of the models used; another hash of one of them makes all rows anew.</summary>
    public abstract IReadOnlyList<string> Models { get; }

    /// <summary>What else changes the rows (options), for the sidecar; another value makes all rows anew.</summary>
    public virtual IReadOnlyDictionary<string, string> Options { get; } = new Dictionary<string, string>();

    /// <summary>How far what is measured has been shown to work, by column stem (e.g. "AU12": "verified"), for the sidecar; null for none.</summary>
    public virtual IReadOnlyDictionary<string, string>? Grades => null;

    /// <summary>How rows are written.</summary>
    public TableEncoding Format { get; init; } = TableEncoding.Csv;

    /// <summary>Inputs handed over together, where that is faster; 1 by default.</summary>
    public virtual int BatchSize => 1;

    /// <summary>Batches at work at a time; as many as cores by default.</summary>
    public virtual int Parallel => Environment.ProcessorCount;

    /// <summary>What an input is called, for the progress; e.g. "pictures".</summary>
    public virtual string Noun => "inputs";

    /// <summary>The last column of every table.</summary>
    public static TableColumn ReasonColumn { get; } = new("reason", "text", "why nothing was measured; blank where something was");

    /// <summary>True (the default) if an input that can't be read gets a row; false if the whole table is then not written.</summary>
    public virtual bool KeepsFailures => true;

    /// <summary>All columns: the verb's own, and the reason where failures are kept.</summary>
    public IReadOnlyList<TableColumn> AllColumns => KeepsFailures ? [.. Columns, ReasonColumn] : Columns;

    /// <summary>All columns' names.</summary>
    public IReadOnlyList<string> Header => _header ??= [.. AllColumns.Select(c => c.Name)];

    /// <summary>The input's name, which tells it from all others; in the table's first column unless <see cref="WriteFailed"/> says otherwise.</summary>
    public abstract string NameOf(TInput input);

    /// <summary>A hash of the input's content: a changed input is read anew.</summary>
    /// <exception cref="UserException">The input can't be read.</exception>
    public abstract Task<string> HashAsync(TInput input, CancellationToken cancellationToken);

    /// <summary>
    /// Reads inputs and writes at least one row for each. An input that can't be read throws a <see cref="UserException"/>
    /// (of several, the frame then reads each alone) or calls <see cref="TableRows.Fail"/>.
    /// </summary>
    /// <param name="inputs">Up to <see cref="BatchSize"/> inputs.</param>
    /// <param name="rows">Where the rows of each go, in the same order.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task ReadAsync(IReadOnlyList<TInput> inputs, IReadOnlyList<TableRows> rows, CancellationToken cancellationToken);

    /// <summary>Fills the row of an input that can't be read, less the reason: its name, then blanks.</summary>
    public virtual void WriteFailed(TInput input, TableRow row)
    {
        row.Add(NameOf(input));
        row.BlankTo(1);
    }
}
