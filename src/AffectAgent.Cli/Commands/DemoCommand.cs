using System.CommandLine;
using AffectAgent.Cli.Terminal;
using AffectAgent.Inference.Models;
using AffectAgent.Plugins.ActionUnits;
using AffectAgent.Samples.DemoClip;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli.Commands;

/// <summary><c>affect demo</c>: explains a clip that the program makes itself.</summary>
internal static class DemoCommand
{
    private static readonly Option<string> Out = new("--out") { Description = "The folder to write to.", DefaultValueFactory = _ => "demo", HelpName = "DIR" };

    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var command = new Command("demo", "Explain a clip that the program makes itself; writes demo/report.html.") { Out };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = parsed.GetValue(Out)!;
        using var services = Services.Build([]);
        var clip = await MakeClipAsync(services, folder, cancellationToken).ConfigureAwait(false);
        var report = Path.Combine(folder, "report.html");
        var outputs = new ExplainOutputs(Path.Combine(folder, "analysis.json"), report, Reports.Tables.TableFormat.OpenFace, Path.Combine(folder, "openface.csv"), Several: false);
        var request = new AnalysisRequest { MediaPath = clip.Video, TranscriptPath = clip.Transcript };
        await ExplainCommand.ExplainAsync(services, request, outputs, cancellationToken).ConfigureAwait(false);
        Console.WriteLine($"\nThe clip is {clip.Video}; open {report} in a browser.");
        return ExitCodes.Success;
    }

    private static async Task<DemoFiles> MakeClipAsync(ServiceProvider services, string folder, CancellationToken cancellationToken)
    {
        using var line = ProgressLine.OnStandardError();
        var basis = ActionUnitBasis.Load(services.GetRequiredService<ModelStore>().Locate(ActionUnitBasis.ModelId));
        return await DemoClipMaker.MakeAsync(basis, folder, new DrawingProgress(line), cancellationToken).ConfigureAwait(false);
    }

    private sealed class DrawingProgress(ProgressLine line) : IProgress<double>
    {
        public void Report(double value) => line.Report("drawing the clip", value);
    }
}
