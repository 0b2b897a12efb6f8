using System.CommandLine;
using AffectAgent.Cli.Batch;
using AffectAgent.Cli.Data;
using AffectAgent.Cli.Terminal;
using AffectAgent.Media;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli.Commands;

/// <summary><c>affect data cot</c>: training data for other models.</summary>
internal static class DataCommand
{
    private static readonly Option<string> In = new("--in") { Description = "Labelled media: a folder with a sub-folder a label, or a table (.csv, .tsv, .jsonl) with path or text, label, and if there, transcript and person.", Required = true, HelpName = "PATH" };
    private static readonly Option<string> Out = new("--out") { Description = "The samples' file, ending in .jsonl. A second run goes on where the first stopped.", Required = true, HelpName = "FILE" };
    private static readonly Option<CotFormat> Format = new("--format") { Description = "conversation (turns as in ShareGPT; default) or plain (fields)." };
    private static readonly Option<string?> Labels = new("--labels") { Description = "What other labels mean: a JSON object of label to emotion (null leaves a label out), or lines of label,emotion.", HelpName = "FILE" };
    private static readonly Option<bool> Citations = new("--citations") { Description = "Keep the marks of what each sentence rests on, and that evidence." };
    private static readonly Option<bool> Limits = new("--limits") { Description = "Keep the sentences on what such a reading can't tell." };
    private static readonly Option<bool> KeepDisagreeing = new("--keep-disagreeing") { Description = "Keep samples that read otherwise than their label, and say so in them." };
    private static readonly Option<double> Near = new("--near") { Description = "Chains with this share of three-word runs in common count as the same; above 1 for never.", DefaultValueFactory = _ => 0.9, HelpName = "SHARE" };
    private static readonly Option<int> Least = new("--least") { Description = "Fewest sentences of a sample.", DefaultValueFactory = _ => 4, HelpName = "N" };
    private static readonly Option<double> Split = new("--split") { Description = "Share for a validation file beside the samples, e.g. 0.1.", HelpName = "SHARE" };
    private static readonly Option<string?> By = new("--by") { Description = "person: with --split, keep all of a person on one side.", HelpName = "WHAT" };
    private static readonly Option<string?> Person = new("--person") { Description = "A pattern whose first group in a file's name is the person, e.g. '^(.+)_'.", HelpName = "PATTERN" };
    private static readonly Option<int> Seed = new("--seed") { Description = "Chooses the questions and the split.", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> Again = TableCommand.Again();

    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var cot = new Command("cot", "Turn labelled media or words into instruction data with a chain of thought in three parts, each sentence checked against what was measured.")
        {
            In, Out, Format, Labels, Citations, Limits, KeepDisagreeing, Near, Least, Split, By, Person, Seed, Again,
        };
        cot.SetAction(RunAsync);
        return new Command("data", "Training data for other models.") { cot };
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var by = parsed.GetValue(By);
        if (by is not (null or "person"))
            throw new UserException($"--by must be person, not '{by}'.");
        if (parsed.GetValue(Split) is not (>= 0 and < 1))
            throw new UserException("--split must be from 0 to below 1.");
        if (by is not null && parsed.GetValue(Split) == 0)
            throw new UserException("--by person needs --split.", "Add e.g. --split 0.1.");
        if (parsed.GetValue(Near) is not > 0)
            throw new UserException("--near must be above 0.");
        if (parsed.GetValue(Least) < 3)
            throw new UserException("--least must be 3 or more: each of the three parts says something.");
        var options = new CotOptions(
            parsed.GetValue(Format), parsed.GetValue(Citations), parsed.GetValue(Limits), parsed.GetValue(KeepDisagreeing),
            parsed.GetValue(Near), parsed.GetValue(Least), parsed.GetValue(Split), by is not null, parsed.GetValue(Seed));
        var files = CotFiles.At(parsed.GetValue(Out)!, parsed.GetValue(In)!);
        var labels = LabelMap.Read(parsed.GetValue(Labels));
        var set = LabelledSource.Read(parsed.GetValue(In)!, parsed.GetValue(Person)).Understood(labels);
        if (options.ByPerson && set.Items.Count(item => item.Person is null) is > 0 and var nobody)
            throw new UserException($"{nobody} of {set.Items.Count} samples name no person.", "Add a column person, or --person with a pattern for the files' names.");
        files.Check(set, parsed.GetValue(In)!);
        foreach (string line in set.Told())
            Console.Error.WriteLine(PlainText.Of($"affect: {line}"));
        var ahead = new StillsAhead([.. set.Items.Where(item => item.Kind == SampleKind.Image).Select(item => item.Path!)]);
        await using var services = Services.Build([], first: added => added.AddSingleton<IMediaOpener>(new AheadOpener(ahead, new MediaOpener())));
        return await new CotRun(services, set, labels, options, files).RunAsync(parsed.GetValue(Again), cancellationToken).ConfigureAwait(false);
    }
}
