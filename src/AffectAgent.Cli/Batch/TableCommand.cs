using System.CommandLine;
using System.Globalization;
using AffectAgent.Cli.Commands;
using AffectAgent.Cli.Terminal;
using AffectAgent.Reasoning;
using AffectAgent.Reports.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli.Batch;

/// <summary>What the verbs of <c>affect detect</c> share on the command line: options, the run, its summary and exit code.</summary>
internal static class TableCommand
{
    /// <summary>The command line of this process, for sidecars.</summary>
    public static IReadOnlyList<string> CommandLine { get; } = ["affect", .. Environment.GetCommandLineArgs().Skip(1)];

    /// <summary><c>--out FILE</c>, required.</summary>
    public static Option<string> Out() => new("--out") { Description = "The table's file. A second run with the same file goes on where the first stopped.", Required = true, HelpName = "FILE" };

    /// <summary><c>--again</c>.</summary>
    public static Option<bool> Again() => new("--again") { Description = "Make every row anew." };

    /// <summary><c>--format csv|jsonl</c>.</summary>
    public static Option<TableEncoding> Format() => new("--format") { Description = "csv (default) or jsonl.", HelpName = "FORMAT", CustomParser = ParseEncoding };

    /// <summary>Runs a job and tells what came of it.</summary>
    /// <param name="services">Where the models are registered.</param>
    /// <param name="job">What is done.</param>
    /// <param name="inputs">With what.</param>
    /// <param name="target">The table's path.</param>
    /// <param name="again">Drop what a former run left.</param>
    /// <param name="cancellationToken">Stops it; what is done stays for the next run.</param>
    /// <returns>The exit code: 2 if an input could not be read.</returns>
    /// <exception cref="UserException">The table can't be written, or a part of the program is missing.</exception>
    public static async Task<int> RunAsync<TInput>(
        IServiceProvider services, TableJob<TInput> job, IReadOnlyList<TInput> inputs, string target, bool again, CancellationToken cancellationToken)
    {
        if (Directory.Exists(target) || Path.EndsInDirectorySeparator(target))
            throw new UserException($"{target} is a folder.", "Give the table's file with --out.");
        OutputPaths.TakeTable(target, inputs.OfType<MediaInput>().Select(i => Path.GetFullPath(i.Path)).ToHashSet(StringComparer.Ordinal));
        var models = ModelsOf(services, job.Models);
        using var progress = BatchProgress.OnStandardError(inputs.Count, job.Noun);
        var run = new TableRun<TInput>(job, inputs, models, CommandLine, progress);
        try
        {
            var outcome = await run.RunAsync(target, again, cancellationToken).ConfigureAwait(false);
            progress.Dispose();
            return Tell(outcome, target, job.Noun);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            progress.Dispose();
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"affect: stopped with {run.Finished} of {inputs.Count} {job.Noun} done; the same command goes on from there."));
            return ExitCodes.Cancelled;
        }
    }

    /// <summary>The models with those ids.</summary>
    public static IReadOnlyList<UsedModel> ModelsOf(IServiceProvider services, IReadOnlyList<string> ids)
    {
        var register = services.GetRequiredService<IModelRegister>();
        return [.. ids.Select(id => register.Find(id) ?? throw new InvalidOperationException($"No model {id} in the catalogue."))];
    }

    private static int Tell(TableOutcome outcome, string target, string noun)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{outcome.Rows} rows in {PlainText.Of(target)}: {outcome.Done} {noun} read, {outcome.Kept} there already, {outcome.Failed} failed."));
        if (outcome.Failed == 0)
            return ExitCodes.Success;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"affect: {outcome.Failed} of {outcome.Inputs} {noun} could not be read; the column 'reason' says why."));
        return outcome.Faults > 0 ? ExitCodes.OurFault : ExitCodes.UserFault;
    }

    private static TableEncoding ParseEncoding(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (Enum.GetNames<TableEncoding>().FirstOrDefault(n => string.Equals(n, text, StringComparison.OrdinalIgnoreCase)) is { } name)
            return Enum.Parse<TableEncoding>(name);
        result.AddError($"--format must be csv or jsonl, not '{text}'.");
        return TableEncoding.Csv;
    }
}
