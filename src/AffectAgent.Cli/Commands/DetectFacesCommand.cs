using System.CommandLine;
using AffectAgent.Cli.Batch;
using AffectAgent.Cli.Detect;
using AffectAgent.Inference.Models;
using AffectAgent.Media;
using AffectAgent.Plugins.Vision;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli.Commands;

/// <summary><c>affect detect faces</c>: one table for all inputs (<c>--out FILE</c>) or one for each (<c>--out DIR/</c>).</summary>
internal static class DetectFacesCommand
{
    private static readonly Argument<string[]> Media = new("media") { Arity = ArgumentArity.OneOrMore, Description = "Pictures and videos, or folders with them." };
    private static readonly Option<FaceTableFormat?> Format = new("--format", "--csv") { CustomParser = FaceTableFormat.Parse, Description = "openface (default), fex or jsonl.", HelpName = "FORMAT" };
    private static readonly Option<string> Out = new("--out") { Description = "One table's file, or a folder (ending in /) for a table each.", Required = true, HelpName = "FILE" };
    private static readonly Option<double?> Fps = new("--fps") { Description = "Frames of a video a second to look at (default: every frame).", HelpName = "N" };
    private static readonly Option<bool> Again = TableCommand.Again();

    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var command = new Command("faces", "Faces, head pose, gaze, Action Units and expression, one row a face and frame.") { Media, Format, Out, Fps, Again };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var fps = DetectCommand.CheckedRate(parsed.GetValue(Fps));
        var format = parsed.GetValue(Format) ?? FaceTableFormat.Default;
        var target = parsed.GetValue(Out)!;
        var inputs = MediaInputs.Expand(parsed.GetValue(Media)!, [.. MediaInputs.Pictures, .. MediaInputs.Videos]);
        await using var services = Services.Build([]);
        var classes = ExpressionClasses.Of(services.GetRequiredService<ModelStore>());
        var folder = Directory.Exists(target) || Path.EndsInDirectorySeparator(target);
        var job = new FaceTableJob(services, new StillsAhead([.. inputs.Select(i => i.Path)]), format.Columns, classes, fps, alone: folder) { Format = format.Encoding };
        if (!folder)
            return await TableCommand.RunAsync(services, job, inputs, target, parsed.GetValue(Again), cancellationToken).ConfigureAwait(false);
        var tables = new FaceTableFolder(job, format.Ending, TableCommand.ModelsOf(services, job.Models), parsed.GetValue(Again));
        return await tables.RunAsync(inputs, target, cancellationToken).ConfigureAwait(false);
    }
}
