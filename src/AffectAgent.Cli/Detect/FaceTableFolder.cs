using System.Globalization;
using AffectAgent.Cli.Batch;
using AffectAgent.Cli.Commands;

namespace AffectAgent.Cli.Detect;

/// <summary>
/// <c>affect detect faces MEDIA… --out DIR/</c>: a table and a sidecar for each input, in the format's own columns alone, so that
/// programs made for OpenFace or py-feat read them. A table is written whole or not at all.
/// </summary>
internal sealed class FaceTableFolder(FaceTableJob job, string ending, IReadOnlyList<UsedModel> models, bool again)
{
    private readonly Lock _gate = new();
    private int _worst = ExitCodes.Success;
    private int _done;
    private int _kept;

    /// <summary>Makes the tables.</summary>
    /// <returns>The exit code: the worst of all inputs'.</returns>
    public async Task<int> RunAsync(IReadOnlyList<MediaInput> inputs, string folder, CancellationToken cancellationToken)
    {
        OutputPaths.CheckDistinct(inputs.Select(i => i.Path));
        var jobs = inputs.Select(i => (Input: i, Table: Path.Combine(folder, Path.GetFileName(i.Path) + ending))).ToList();
        var taken = inputs.Select(i => Path.GetFullPath(i.Path)).ToHashSet(StringComparer.Ordinal);
        foreach (var (_, table) in jobs)
            OutputPaths.TakeTable(table, taken);
        using (var progress = BatchProgress.OnStandardError(jobs.Count, job.Noun))
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
            await Parallel.ForEachAsync(jobs, options, async (one, _) => await RunAsync(one.Input, one.Table, progress, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_done} written, {_kept} there already, {jobs.Count - _done - _kept} not done."));
        return _worst;
    }

    private async Task RunAsync(MediaInput input, string table, BatchProgress progress, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            Note(ExitCodes.Cancelled);
            return;
        }

        try
        {
            var run = new TableRun<MediaInput>(job, [input], models, TableCommand.CommandLine, progress);
            var outcome = await run.RunAsync(table, again, cancellationToken).ConfigureAwait(false);
            Interlocked.Add(ref _done, outcome.Done);
            Interlocked.Add(ref _kept, outcome.Kept);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Note(ExitCodes.Cancelled);
        }
        catch (Exception e)
        {
            Note(Faults.Report(e));
        }
    }

    private void Note(int code)
    {
        lock (_gate)
            _worst = Faults.Worse(_worst, code);
    }
}
