using System.Security.Cryptography;
using System.Text;
using AffectAgent.Reports.Tables;

namespace AffectAgent.Cli.Batch;

/// <summary>What came of a run.</summary>
/// <param name="Inputs">All inputs.</param>
/// <param name="Done">Read by this run.</param>
/// <param name="Kept">Done by a former run.</param>
/// <param name="Failed">Of all inputs, those that could not be read; their rows say why.</param>
/// <param name="Faults">Of those, faults of ours.</param>
/// <param name="Rows">Rows of the table.</param>
internal sealed record TableOutcome(int Inputs, int Done, int Kept, int Failed, int Faults, int Rows);

/// <summary>Runs a job over all its inputs, several at a time, and writes the table in the inputs' order.</summary>
internal sealed class TableRun<TInput>
{
    private const string OurFault = "something went wrong here, not with the input: ";

    private readonly TableJob<TInput> _job;
    private readonly IReadOnlyList<TInput> _inputs;
    private readonly IReadOnlyList<UsedModel> _models;
    private readonly BatchProgress _progress;
    private readonly IReadOnlyList<string> _commandLine;
    private int _done;
    private int _kept;

    /// <summary>Prepares a run.</summary>
    /// <param name="job">What is done.</param>
    /// <param name="inputs">With what; names are distinct.</param>
    /// <param name="models">The models used.</param>
    /// <param name="commandLine">For the sidecar.</param>
    /// <param name="progress">Told how far it has come.</param>
    public TableRun(TableJob<TInput> job, IReadOnlyList<TInput> inputs, IReadOnlyList<UsedModel> models, IReadOnlyList<string> commandLine, BatchProgress progress)
    {
        _job = job;
        _inputs = inputs;
        _models = models;
        _commandLine = commandLine;
        _progress = progress;
    }

    /// <summary>Version of the program, for the sidecar.</summary>
    public static string Version { get; } = typeof(AffectAgentServices).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>Inputs done so far, former runs' included.</summary>
    public int Finished => _done + _kept;

    /// <summary>Runs.</summary>
    /// <param name="target">The table's path.</param>
    /// <param name="again">Drop what a former run left.</param>
    /// <param name="cancellationToken">Stops it; what is done stays for the next run.</param>
    /// <exception cref="UserException">The table can't be written, or a part of the program is missing.</exception>
    public async Task<TableOutcome> RunAsync(string target, bool again, CancellationToken cancellationToken)
    {
        var names = _inputs.Select(_job.NameOf).ToList();
        if (names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new UserException($"Two inputs are called {twice.Key}.", "Give each once.");
        using var store = TableStore.Open(target, Key(), again);
        var options = new ParallelOptions { MaxDegreeOfParallelism = _job.Parallel, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(_inputs.Chunk(_job.BatchSize), options, async (batch, stop) => await ReadAsync(store, batch, stop).ConfigureAwait(false)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var entries = names.Select(name => store.Find(name)!).ToList();
        if (!_job.KeepsFailures && entries.FirstOrDefault(e => e.Failed is not null) is { Failed: { } reason })
        {
            store.Discard();
            throw IsOurs(reason) ? new InvalidOperationException(reason[OurFault.Length..]) : new UserException(reason);
        }

        var outcome = new TableOutcome(names.Count, _done, _kept, entries.Count(e => e.Failed is not null),
            entries.Count(e => IsOurs(e.Failed)), entries.Sum(e => e.Rows));
        if (_done == 0 && FinishedTable.Read(target) is { } old && old.Inputs.Select(i => i.Name).SequenceEqual(names, StringComparer.Ordinal) && entries.All(e => e.InFinished))
            store.Discard();
        else
            store.Finish(HeaderLine(), names, (hash, all) => Describe(hash, all, outcome));
        return outcome;
    }

    private async Task ReadAsync(TableStore store, TInput[] batch, CancellationToken cancellationToken)
    {
        var todo = new List<(TInput Input, string Hash)>(batch.Length);
        foreach (var input in batch)
        {
            var hash = "";
            try
            {
                hash = await _job.HashAsync(input, cancellationToken).ConfigureAwait(false);
            }
            catch (UserException e)
            {
                Commit(store, input, hash, Failed(store, input, e.Message));
                continue;
            }

            if (store.Find(_job.NameOf(input)) is { Failed: null } former && former.Hash == hash)
            {
                Interlocked.Increment(ref _kept);
                _progress.Advance(1, kept: true);
            }
            else
            {
                todo.Add((input, hash));
            }
        }

        if (todo.Count > 0 && !await TryAsync(store, todo, cancellationToken).ConfigureAwait(false))
        {
            foreach (var one in todo)
                await TryAsync(store, [one], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads inputs together; false where that failed and each is to be read alone.</summary>
    private async Task<bool> TryAsync(TableStore store, List<(TInput Input, string Hash)> batch, CancellationToken cancellationToken)
    {
        var rows = batch.Select(_ => NewRows(store)).ToList();
        try
        {
            await _job.ReadAsync([.. batch.Select(b => b.Input)], rows, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException && e is not UserException { EndsAnalysis: true })
        {
            if (batch.Count > 1)
            {
                rows.ForEach(r => r.Report(0));
                return false;
            }

            rows[0].Fail(e is UserException ? e.Message : OurFault + e.Message);
        }

        for (var i = 0; i < batch.Count; i++)
        {
            var (input, hash) = batch[i];
            var failure = rows[i].Failure ?? (rows[i].Count == 0 ? OurFault + "no row was made" : null);
            rows[i].Report(0);
            Commit(store, input, hash, failure is null ? rows[i] : Failed(store, input, failure));
        }

        return true;
    }

    private TableRows NewRows(TableStore store) => new(store, _job.Header, _job.Format, _job.KeepsFailures, part => _progress.Advance(part));

    private TableRows Failed(TableStore store, TInput input, string reason)
    {
        var rows = NewRows(store);
        var line = reason.ReplaceLineEndings(" ");
        if (_job.KeepsFailures)
        {
            _job.WriteFailed(input, rows.Row);
            rows.Next(line);
        }

        rows.Fail(line);
        return rows;
    }

    private void Commit(TableStore store, TInput input, string hash, TableRows rows)
    {
        store.Commit(new TableEntry(_job.NameOf(input), hash, rows.Count, rows.Failure, rows.Complete()));
        Interlocked.Increment(ref _done);
        _progress.Advance(1);
    }

    private static bool IsOurs(string? reason) => reason?.StartsWith(OurFault, StringComparison.Ordinal) == true;

    private string HeaderLine()
    {
        using var header = new StringWriter();
        TableRow.WriteHeader(header, _job.Header, _job.Format);
        return header.ToString();
    }

    /// <summary>What the rows are made with: anything else in here makes them anew.</summary>
    private string Key()
    {
        string[] parts =
        [
            Version, _job.Schema, _job.Format.ToString(), string.Join(',', _job.Header),
            .. _models.Select(m => $"{m.Id}={m.Sha256}"),
            .. _job.Options.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Key}={o.Value}"),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }

    private Sidecar Describe(string hash, IReadOnlyList<TableEntry> entries, TableOutcome outcome) => new()
    {
        Rows = _job.Schema,
        Encoding = _job.Format,
        Program = $"affect {Version}",
        CommandLine = _commandLine,
        Finished = TimeProvider.System.GetUtcNow(),
        Models = _models,
        Options = _job.Options,
        Counts = new SidecarCounts(outcome.Inputs, outcome.Failed, outcome.Rows),
        TableSha256 = hash,
        Key = Key(),
        Columns = ColumnRanges.Of(_job.AllColumns),
        Grades = _job.Grades,
        Inputs = [.. entries.Select(e => new SidecarInput(e.Name, e.Hash, e.Rows, e.Slices.Sum(s => s.Length), e.Failed))],
    };
}
