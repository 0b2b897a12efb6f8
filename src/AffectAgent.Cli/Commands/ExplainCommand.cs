using System.CommandLine;
using AffectAgent.Cli.Terminal;
using AffectAgent.Plugins.Vision;
using AffectAgent.Reasoning;
using AffectAgent.Reports;
using AffectAgent.Reports.Html;
using AffectAgent.Reports.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli.Commands;

/// <summary><c>affect explain MEDIA…</c>: why faces, voices and words read as they do.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string[]> Media = new("media") { Arity = ArgumentArity.ZeroOrMore, Description = "Pictures, videos or sound files." };
    private static readonly Option<string?> Transcript = new("--transcript") { Description = "What was said: an SRT, WebVTT or plain text file.", HelpName = "FILE" };
    private static readonly Option<string?> Text = new("--text") { Description = "What was said or written, given directly.", HelpName = "WORDS" };
    private static readonly Option<string?> Question = new("--question") { Description = "A question to answer first.", HelpName = "WORDS" };
    private static readonly Option<string?> Region = new("--region") { Description = "Where the person is, for help lines where words of crisis are found: a country code such as DE.", HelpName = "CODE" };
    private static readonly Option<int?> Person = new("--person") { Description = "Explain only this person (1, 2, …).", HelpName = "N" };
    private static readonly Option<string?> Json = new("--json") { Description = "Write the whole analysis as JSON (a folder for several inputs); - for standard output, instead of the text.", HelpName = "FILE" };
    private static readonly Option<string?> Html = new("--html") { Description = "Write a self-contained report (a folder for several inputs).", HelpName = "FILE" };
    private static readonly Option<TableFormat?> Csv = new("--csv") { CustomParser = TableFormats.Parse, Description = "Write a per-frame table: openface or fex; needs --out.", HelpName = "FORMAT" };
    private static readonly Option<string?> Out = new("--out") { Description = "Where the table goes (a folder for several inputs).", HelpName = "FILE" };
    private static readonly Option<double?> Fps = new("--fps") { Description = "Frames a second to look at (default: every frame).", HelpName = "N" };
    private static readonly Option<double?> From = new("--from") { Description = "First second to look at.", HelpName = "T" };
    private static readonly Option<double?> To = new("--to") { Description = "Second to stop before.", HelpName = "T" };
    private static readonly Option<string[]> Plugins = new("--plugins") { Description = "A folder with plugin assemblies of your own; runs their code.", HelpName = "DIR" };

    private static readonly Option<string?> Llm = new("--llm") { Description = "A language model that writes the explanation, e.g. openai:http://127.0.0.1:8080/v1#model; the measured reading stands.", HelpName = "MODEL" };
    private static readonly Option<string?> Planner = new("--planner") { Description = "Who chooses the tools: staged (all that fit), model (the language model), semantic-kernel (where installed), or auto, the default. What a model leaves out runs after it all the same, so it changes the order only.", HelpName = "WHO" };
    private static readonly Option<bool> OnlyChosen = new("--only-chosen") { Description = "With --planner model: leave out the tools that the model does not choose. Words in a question can then change what is measured." };
    private static readonly Option<string?> Trace = new("--trace") { Description = "Record each call of the language model as lines of JSON; replaces an older record, but no other file.", HelpName = "FILE" };
    private static readonly Option<string?> Replay = new("--replay") { Description = "Answer from such a record, without a model.", HelpName = "FILE" };

    private static readonly Option<bool> Verbose = new("--verbose") { Description = "List the sentences that were struck out, with the reasons." };

    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var command = new Command("explain", "Explain why a picture, clip, recording or text reads as an emotion.")
        {
            Media, Transcript, Text, Question, Region, Person, Json, Html, Csv, Out, Fps, From, To, Plugins, Llm, Planner, OnlyChosen, Trace, Replay, Verbose,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var media = parsed.GetValue(Media) ?? [];
        Check(parsed, media);
        var outputs = new ExplainOutputs(parsed.GetValue(Json), parsed.GetValue(Html), parsed.GetValue(Csv), parsed.GetValue(Out), media.Length > 1) { Verbose = parsed.GetValue(Verbose) };
        IReadOnlyList<string?> inputs = media.Length > 0 ? media : new string?[] { null };
        using var services = Services.Build(parsed.GetValue(Plugins) ?? [], configure: options =>
        {
            Choose(parsed, options);
            string?[] read = [.. media, ReplayProvider.FileOf(options.LanguageModel)];
            foreach (var path in inputs)
                outputs.CheckTargets(Request(parsed, path), read, options.Trace);
        });
        var worst = ExitCodes.Success;
        foreach (var path in inputs)
        {
            var request = Request(parsed, path);
            var code = await Faults.GuardAsync(() => ExplainAsync(services, request, outputs, cancellationToken)).ConfigureAwait(false);
            worst = Faults.Worse(worst, code);
            if (cancellationToken.IsCancellationRequested)
                break;
        }

        return worst;
    }

    private static void Check(ParseResult parsed, string[] media)
    {
        if (Array.Find(media, path => path.StartsWith('-') && !File.Exists(path)) is { } option)
            throw new UserException($"'{option}' is no option of explain.", "affect explain --help lists them.");
        if (media.Length == 0 && parsed.GetValue(Text) is null && parsed.GetValue(Transcript) is null)
            throw new UserException("Nothing to explain.", "Give a picture, video or sound file, or words with --text.");
        if (media.Length > 1 && parsed.GetValue(Transcript) is not null)
            throw new UserException("--transcript belongs to one input, but there are several.", "Run them one by one.");
        if (parsed.GetValue(Csv) is not null != parsed.GetValue(Out) is not null)
            throw new UserException("--csv and --out go together:", "--csv openface --out table.csv");
        if (parsed.GetValue(Fps) is { } fps && !(fps > 0 && double.IsFinite(fps)))
            throw new UserException("--fps must be above 0.");
        if (parsed.GetValue(From) is { } from && !(from >= 0 && double.IsFinite(from)))
            throw new UserException("--from must be 0 or more.");
        if (parsed.GetValue(To) is { } to && !(to > (parsed.GetValue(From) ?? 0) && double.IsFinite(to)))
            throw new UserException("--to must lie after --from.");
        if (parsed.GetValue(Person) is < 1)
            throw new UserException("--person counts from 1.");
        if (media.Length > 1 && (parsed.GetValue(Json) ?? parsed.GetValue(Html) ?? parsed.GetValue(Out)) is not null)
            OutputPaths.CheckDistinct(media);
    }

    /// <summary>Puts what the command line says of language models onto the settings.</summary>
    private static void Choose(ParseResult parsed, AffectAgentOptions options)
    {
        if (parsed.GetValue(Llm) is not null && parsed.GetValue(Replay) is not null)
            throw new UserException("--llm and --replay exclude each other.", "A replay needs no model.");
        options.LanguageModel = parsed.GetValue(Replay) is { } replay ? "replay:" + replay : parsed.GetValue(Llm) ?? options.LanguageModel;
        options.Planner = parsed.GetValue(Planner) ?? options.Planner;
        if (parsed.GetValue(OnlyChosen))
        {
            if (options.Planner is AffectAgentOptions.StagedPlan or AffectAgentOptions.AutoPlan)
                throw new UserException("--only-chosen needs a language model that chooses.", "Add --planner model.");
            options.LanguageModels.Planner.RunTheRest = false;
        }

        options.Trace = parsed.GetValue(Trace) ?? options.Trace;
    }

    private static AnalysisRequest Request(ParseResult parsed, string? path) => new()
    {
        MediaPath = path,
        TranscriptPath = parsed.GetValue(Transcript),
        Text = parsed.GetValue(Text),
        Question = parsed.GetValue(Question),
        Region = parsed.GetValue(Region),
        Person = parsed.GetValue(Person),
        FramesPerSecond = parsed.GetValue(Fps),
        From = parsed.GetValue(From),
        To = parsed.GetValue(To),
    };

    /// <summary>Explains one input, writes its files and prints the result.</summary>
    internal static async Task<int> ExplainAsync(ServiceProvider services, AnalysisRequest request, ExplainOutputs outputs, CancellationToken cancellationToken)
    {
        var agent = services.GetRequiredService<IAffectAgent>();
        using var progress = ProgressLine.OnStandardError();
        await foreach (var happened in agent.AnalyzeAsync(request, cancellationToken).ConfigureAwait(false))
        {
            if (happened is ProgressEvent step)
                progress.Report(step.Stage, step.Fraction);
            if (happened is not CompletedEvent completed)
                continue;
            // The files first come whole or not at all; the answer is shown even if one can't be written.
            try
            {
                await outputs.WriteAsync(services, completed, request, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                progress.Dispose();
                if (outputs.IsJsonPrinted)
                    Console.Out.WriteLine(AffectJson.Serialize(completed.Result));
                else
                    ExplanationPrinter.Print(completed.Result, outputs.Verbose);
            }
        }

        return ExitCodes.Success;
    }
}

/// <summary>The files that <c>explain</c> writes beside its terminal output.</summary>
internal sealed record ExplainOutputs(string? Json, string? Html, TableFormat? Csv, string? Out, bool Several)
{
    /// <summary>True to list the sentences that were struck out on the terminal too.</summary>
    public bool Verbose { get; init; }

    /// <summary>True if the JSON goes to standard output, where the text then does not.</summary>
    public bool IsJsonPrinted => Json is "-";

    private string? JsonFile => IsJsonPrinted ? null : Json;

    /// <summary>Refuses impossible targets before any work is done.</summary>
    /// <param name="request">What is explained.</param>
    /// <param name="read">Further files that the run reads; those that are null are none.</param>
    /// <param name="trace">The record of the language model's calls, which the run writes too, or null.</param>
    public void CheckTargets(AnalysisRequest request, IEnumerable<string?> read, string? trace)
    {
        var taken = read.Concat([request.MediaPath, request.TranscriptPath]).OfType<string>().Where(path => path.Length > 0).Select(Path.GetFullPath).ToHashSet(StringComparer.Ordinal);
        if (trace is not null)
            OutputPaths.Take(trace, taken);
        if (IsJsonPrinted && Several)
            throw new UserException("--json - is one output, but there are several inputs.", "Give a folder: --json results/");
        foreach (var (target, extension) in new[] { (JsonFile, ".json"), (Html, ".html"), (Out, ".csv") })
        {
            if (target is not null)
                OutputPaths.Take(OutputPaths.For(target, request.MediaPath, extension, Several), taken);
        }
    }

    /// <summary>Writes them.</summary>
    public async Task WriteAsync(IServiceProvider services, CompletedEvent completed, AnalysisRequest request, CancellationToken cancellationToken)
    {
        var source = Tables.SourceOf(completed.Context, completed.Result.Media?.Name);
        if (Out is not null && source is null)
            throw new UserException($"No table for {completed.Result.Media?.Name ?? "text"}: it has no pictures.", "Leave out --csv and --out.");
        if (JsonFile is { } json)
            AtomicFile.Write(OutputPaths.For(json, request.MediaPath, ".json", Several), w => w.WriteLine(AffectJson.Serialize(completed.Result)));
        if (Out is { } table)
            AtomicFile.Write(OutputPaths.For(table, request.MediaPath, ".csv", Several), w => FrameTable.Write(w, Csv!.Value, source!));
        if (Html is { } html)
        {
            var content = await ReportBuilder.BuildAsync(completed, services.GetServices<IAffectPlugin>().OfType<ExpressionPlugin>().FirstOrDefault(), cancellationToken).ConfigureAwait(false);
            AtomicFile.Write(OutputPaths.For(html, request.MediaPath, ".html", Several), w => HtmlReport.Write(w, content));
        }
    }
}
