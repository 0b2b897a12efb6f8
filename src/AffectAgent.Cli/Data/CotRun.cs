using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AffectAgent.Cli.Batch;
using AffectAgent.Cli.Terminal;
using AffectAgent.Inference.Models;
using AffectAgent.Reasoning;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli.Data;

/// <summary>
/// Reads all inputs into a table of readings (in parallel, going on where a former run stopped), then chooses and writes the
/// samples from it, which takes a moment and is the same each time.
/// </summary>
internal sealed class CotRun(IServiceProvider services, LabelledSet set, LabelMap labels, CotOptions options, CotFiles files)
{
    private static readonly string[] CommandLine = ["affect", "data", "cot"];

    private readonly CotPrompts _prompts = CotPrompts.BuiltIn;

    /// <summary>Runs it and tells what came of it.</summary>
    /// <returns>The exit code: 2 if inputs could not be read or no sample was kept.</returns>
    public async Task<int> RunAsync(bool again, CancellationToken cancellationToken)
    {
        var models = TableCommand.ModelsOf(services, [.. services.GetRequiredService<ModelStore>().Catalogue.Entries.Select(e => e.Id)]);
        var job = new CotJob(services.GetRequiredService<IAffectAgent>(), models, set.Root, CotJob.StateOf(services)) { Format = Reports.Tables.TableEncoding.Jsonl };
        var wanted = set.Items.Where(item => item.Labels.Any(label => labels.Of(label) is not null)).ToList();
        if (wanted.Count == 0)
            throw new UserException("All labels are left out.", "Give at least one of them an emotion in the file of --labels.");
        TableOutcome outcome;
        using (var progress = BatchProgress.OnStandardError(wanted.Count, job.Noun))
        {
            var run = new TableRun<LabelledInput>(job, wanted, models, CommandLine, progress);
            try
            {
                outcome = await run.RunAsync(files.Readings, again, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                progress.Dispose();
                Console.Error.WriteLine($"affect: stopped with {run.Finished} of {wanted.Count} samples read; the same command goes on from there.");
                return ExitCodes.Cancelled;
            }
        }

        var selection = Select();
        Write(selection, models);
        return Tell(selection, outcome);
    }

    private CotSelection Select()
    {
        var readings = new Dictionary<string, (ChainReading? Reading, string? Fault)>(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(files.Readings))
        {
            using var row = JsonDocument.Parse(line);
            string? json = row.RootElement.GetProperty("reading").GetString();
            readings[row.RootElement.GetProperty("input").GetString()!] = (json is null ? null : ChainReading.Parse(json), row.RootElement.GetProperty("reason").GetString());
        }

        var selection = new CotSelection(_prompts, labels, options);
        foreach (var row in set.Bad)
            selection.Add(row);
        foreach (var item in set.Items)
        {
            var (reading, fault) = readings.GetValueOrDefault(item.Name);
            selection.Add(item, reading, fault);
        }

        return selection;
    }

    private void Write(CotSelection selection, IReadOnlyList<UsedModel> models)
    {
        var writer = new CotWriter(_prompts, labels, options);
        byte[] Lines(IEnumerable<CotSample> samples)
        {
            using var lines = new MemoryStream();
            foreach (var sample in samples)
            {
                writer.Write(sample, lines);
                lines.WriteByte((byte)'\n');
            }

            return lines.ToArray();
        }

        var written = new List<(string Path, byte[] Content, int Samples)> { (files.Samples, Lines(selection.Kept.Where(s => !s.Validation)), selection.Kept.Count(s => !s.Validation)) };
        if (options.Split > 0)
            written.Add((files.Validation, Lines(selection.Kept.Where(s => s.Validation)), selection.Kept.Count(s => s.Validation)));
        var rejected = Encoding.UTF8.GetBytes(string.Concat(selection.Rejected.Select(r => JsonSerializer.Serialize(r, CotRejectionJson.Default.CotRejection) + "\n")));
        var sidecar = Describe(selection, models, [.. written.Select(f => new CotFile(Path.GetFileName(f.Path), f.Samples, Convert.ToHexStringLower(SHA256.HashData(f.Content))))]);
        Put([.. written.Select(f => (f.Path, f.Content)), (files.Rejected, rejected), (files.Sidecar, JsonSerializer.SerializeToUtf8Bytes(sidecar, CotSidecarJson.Default.CotSidecar))]);
        if (options.Split <= 0)
            File.Delete(files.Validation);
    }

    // All files are written beside their places first, so that a full disk leaves the old ones whole.
    private static void Put(IReadOnlyList<(string Path, byte[] Content)> all)
    {
        string mark = "." + Path.GetRandomFileName() + ".tmp";
        try
        {
            foreach (var (path, content) in all)
                File.WriteAllBytes(path + mark, content);
            foreach (var (path, _) in all)
                File.Move(path + mark, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"Can't write the samples: {e.Message}", "Make room or choose another place; the same command then goes on.", e);
        }
        finally
        {
            foreach (var (path, _) in all)
                File.Delete(path + mark);
        }
    }

    private CotSidecar Describe(CotSelection selection, IReadOnlyList<UsedModel> models, IReadOnlyList<CotFile> written) => new()
    {
        Program = $"affect {TableRun<LabelledInput>.Version}",
        Finished = TimeProvider.System.GetUtcNow(),
        Input = Path.GetFileName(Path.TrimEndingDirectorySeparator(set.Root)),
        Prompts = _prompts.Version,
        Reasoner = services.GetRequiredService<IReasoner>().Name,
        Options = options,
        Inputs = set.Count,
        Kept = selection.Kept.Count,
        Disagreeing = selection.Kept.Count(s => !s.Agrees),
        Rejected = Counts(selection),
        Unusable = [.. set.Bad.Take(CotSidecar.MostUnusable).Select(row => row.ToString())],
        Labels = set.Items.Select(i => string.Join('|', i.Labels)).Concat(set.Bad.Select(row => row.Label)).GroupBy(label => label).OrderByDescending(g => g.Count())
            .ToDictionary(g => g.Key, g => new LabelCount(g.Count(), selection.Kept.Count(s => string.Join('|', s.Input.Labels) == g.Key))),
        SentencesStruck = selection.Kept.Sum(s => s.Reading.Struck),
        Files = written,
        Models = models,
        Licence = _prompts.Licence,
    };

    private static Dictionary<string, int> Counts(CotSelection selection) =>
        selection.Rejected.GroupBy(r => r.Reason).OrderByDescending(g => g.Count()).ToDictionary(g => g.Key, g => g.Count());

    private int Tell(CotSelection selection, TableOutcome outcome)
    {
        int validation = selection.Kept.Count(s => s.Validation);
        Console.Error.WriteLine($"{selection.Kept.Count} of {set.Count} samples kept in {PlainText.Of(files.Samples)}{(validation > 0 ? $", {validation} of them for validation" : "")}{(options.KeepDisagreeing ? $"; {selection.Kept.Count(s => !s.Agrees)} read otherwise than their label" : "")}.");
        foreach (var (reason, count) in Counts(selection))
            Console.Error.WriteLine($"  {count,6} {reason}");
        if (selection.Rejected.Count > 0)
            Console.Error.WriteLine($"  each with its reason in {PlainText.Of(files.Rejected)}");
        if (outcome.Failed > 0)
            Console.Error.WriteLine($"affect: {outcome.Failed} of {outcome.Inputs} samples could not be read; {PlainText.Of(files.Rejected)} says why.");
        if (selection.Kept.Count == 0)
            Console.Error.WriteLine("affect: no sample was kept.");
        return outcome.Faults > 0 ? ExitCodes.OurFault : outcome.Failed > 0 || selection.Kept.Count == 0 ? ExitCodes.UserFault : ExitCodes.Success;
    }
}
