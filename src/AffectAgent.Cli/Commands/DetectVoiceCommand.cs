using System.CommandLine;
using AffectAgent.Cli.Batch;
using AffectAgent.Inference.Models;
using AffectAgent.Plugins.AudioEmotion;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli.Commands;

/// <summary><c>affect detect voice FILES --out FILE</c>: one row a segment of speech.</summary>
internal static class DetectVoiceCommand
{
    private static readonly Argument<string[]> Files = new("files") { Arity = ArgumentArity.OneOrMore, Description = "Recordings, videos, or folders of them." };
    private static readonly Option<string> Out = TableCommand.Out();
    private static readonly Option<bool> Again = TableCommand.Again();
    private static readonly Option<Reports.Tables.TableEncoding> Format = TableCommand.Format();

    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var command = new Command("voice", "Emotion, arousal and valence that a voice expresses, one row a segment of speech; a file without speech keeps a row that says so.")
        {
            Files, Out, Again, Format,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var inputs = MediaInputs.Expand(parsed.GetValue(Files)!, [.. MediaInputs.Sounds, .. MediaInputs.Videos]);
        using var services = Services.Build([]);
        using var model = VoiceEmotionModel.From(services.GetRequiredService<ModelStore>());
        var job = new VoiceTableJob(services.GetRequiredService<IMediaOpener>(), new VoiceReader(model)) { Format = parsed.GetValue(Format) };
        return await TableCommand.RunAsync(services, job, inputs, parsed.GetValue(Out)!, parsed.GetValue(Again), cancellationToken).ConfigureAwait(false);
    }
}
