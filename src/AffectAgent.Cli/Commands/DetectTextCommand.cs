using System.CommandLine;
using AffectAgent.Cli.Batch;
using AffectAgent.Cli.Batch.Words;
using AffectAgent.Inference.Models;
using AffectAgent.Plugins.TextEmotion;
using AffectAgent.Reports.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli.Commands;

/// <summary><c>affect detect text --in FILE</c>: what words express, one row a line.</summary>
internal static class DetectTextCommand
{
    private static readonly Option<string> In = new("--in") { Description = "UTF-8 lines; the text is all before the first tab. Quotes are read as they stand.", Required = true, HelpName = "FILE" };
    private static readonly Option<bool> Dialogue = new("--dialogue") { Description = "Lines of dialogues: text, speaker and dialogue, tab-separated or (.csv) with a header; seven emotions, each line read with those around it." };
    private static readonly Option<string> Out = TableCommand.Out();
    private static readonly Option<TableEncoding> Format = TableCommand.Format();
    private static readonly Option<bool> Again = TableCommand.Again();

    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var command = new Command("text", "Which of 28 emotion labels English words express, one row a line.") { In, Dialogue, Out, Format, Again };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string path = parsed.GetValue(In)!, target = parsed.GetValue(Out)!;
        OutputPaths.TakeTable(target, new HashSet<string>(StringComparer.Ordinal) { Path.GetFullPath(path) });
        if (parsed.GetValue(Dialogue))
            return await RunDialogueAsync(parsed, path, target, cancellationToken).ConfigureAwait(false);
        var file = LineFile.Open(path, cancellationToken);
        using var services = Services.Build([]);
        var job = new TextJob(file, Words(services)) { Format = parsed.GetValue(Format) };
        return await TableCommand.RunAsync(services, job, file.Stretches, target, parsed.GetValue(Again), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<int> RunDialogueAsync(ParseResult parsed, string path, string target, CancellationToken cancellationToken)
    {
        var file = await DialogueFile.OpenAsync(path, cancellationToken).ConfigureAwait(false);
        using var services = Services.Build([]);
        var classifier = DialogueClassifier.FromBytes(services.GetRequiredService<ModelStore>().Read(TextEmotionPlugin.DialogueModelId), Words(services));
        var job = new DialogueJob(file, classifier) { Format = parsed.GetValue(Format) };
        return await TableCommand.RunAsync(services, job, file.Stretches, target, parsed.GetValue(Again), cancellationToken).ConfigureAwait(false);
    }

    private static TextEmotionClassifier Words(ServiceProvider services) =>
        TextEmotionClassifier.FromBytes(services.GetRequiredService<ModelStore>().Read(TextEmotionPlugin.ModelId));
}
