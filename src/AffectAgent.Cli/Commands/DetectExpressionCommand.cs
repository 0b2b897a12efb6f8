using System.CommandLine;
using AffectAgent.Cli.Batch;
using AffectAgent.Cli.Detect;
using AffectAgent.Inference.Models;
using AffectAgent.Media;
using AffectAgent.Plugins.Vision;
using AffectAgent.Reports.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli.Commands;

/// <summary><c>affect detect expression</c>: what each face as a whole expresses.</summary>
internal static class DetectExpressionCommand
{
    private static readonly Argument<string[]> Media = new("media") { Arity = ArgumentArity.ZeroOrMore, Description = "Pictures and videos, or folders with them; faces are found first." };
    private static readonly Option<string?> Crops = new("--crops") { Description = "A folder with faces that are cut out already, from 48 x 48 pixels; sub-folders too.", HelpName = "DIR" };
    private static readonly Option<string> Out = TableCommand.Out();
    private static readonly Option<TableEncoding> Format = TableCommand.Format();
    private static readonly Option<double?> Fps = new("--fps") { Description = "Frames of a video a second to look at (default: every frame).", HelpName = "N" };
    private static readonly Option<bool> Heat = new("--heat") { Description = "Add how much of what each reading hangs on lies where Action Units were measured; some tenths of a second a face." };
    private static readonly Option<bool> Again = TableCommand.Again();

    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var command = new Command("expression", "What each face as a whole expresses: label, p_ of each class, valence, arousal and dominance.") { Media, Crops, Out, Format, Fps, Heat, Again };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (media, crops) = (parsed.GetValue(Media) ?? [], parsed.GetValue(Crops));
        if (media.Length == 0 == crops is null)
            throw new UserException("Give either pictures and videos, or --crops with a folder of cut-out faces.");
        if (crops is not null && parsed.GetValue(Heat))
            throw new UserException("--heat needs the whole picture, not crops.", "Leave out --crops.");
        var fps = DetectCommand.CheckedRate(parsed.GetValue(Fps));
        IReadOnlyList<MediaInput> inputs = crops is null
            ? MediaInputs.Expand(media, [.. MediaInputs.Pictures, .. MediaInputs.Videos])
            : MediaInputs.Under(crops, MediaInputs.Pictures);
        await using var services = Services.Build([]);
        var store = services.GetRequiredService<ModelStore>();
        using var model = store.Load(ExpressionPlugin.ModelId);
        using var classifier = new ExpressionClassifier(model, ExpressionClasses.Of(store));
        var format = parsed.GetValue(Format);
        TableJob<MediaInput> job = crops is null
            ? new ExpressionFaceJob(services, new StillsAhead([.. inputs.Select(i => i.Path)]), classifier, fps, parsed.GetValue(Heat)) { Format = format }
            : new ExpressionCropJob(classifier) { Format = format };
        return await TableCommand.RunAsync(services, job, inputs, parsed.GetValue(Out)!, parsed.GetValue(Again), cancellationToken).ConfigureAwait(false);
    }
}
