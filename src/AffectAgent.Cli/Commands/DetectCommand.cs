using System.CommandLine;
using AffectAgent.Cli.Terminal;
using AffectAgent.Reasoning;
using AffectAgent.Reports;
using AffectAgent.Reports.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli.Commands;

/// <summary><c>affect detect faces MEDIA…</c>: per-frame tables for many files, without reasoning.</summary>
internal static class DetectCommand
{
    private static readonly string[] FaceTools = ["detect_faces", "measure_action_units", "read_expressions"];

    private static readonly Argument<string[]> Media = new("media") { Arity = ArgumentArity.OneOrMore, Description = "Pictures and videos." };
    private static readonly Option<TableFormat?> Csv = new("--csv") { CustomParser = TableFormats.Parse, Description = "openface (default) or fex.", HelpName = "FORMAT" };
    private static readonly Option<string> Out = new("--out") { Description = "The table's file, or a folder for several inputs.", Required = true, HelpName = "FILE" };
    private static readonly Option<double?> Fps = new("--fps") { Description = "Frames a second to look at (default: every frame).", HelpName = "N" };
    private static readonly Option<bool> Again = new("--again") { Description = "Make tables anew that a former run has finished." };

    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var faces = new Command("faces", "Faces, head pose, gaze, Action Units and expression, one row a face and frame. A second run goes on where the first stopped.")
        {
            Media, Csv, Out, Fps, Again,
        };
        faces.SetAction(RunAsync);
        return new Command("detect", "Tables for many files.") { faces };
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var media = parsed.GetValue(Media)!;
        var target = parsed.GetValue(Out)!;
        if (parsed.GetValue(Fps) is { } fps && !(fps > 0 && double.IsFinite(fps)))
            throw new UserException("--fps must be above 0.");
        if (media.Length > 1)
            OutputPaths.CheckDistinct(media);
        var jobs = media.Select(path => (Path: path, Table: OutputPaths.For(target, path, ".csv", media.Length > 1))).ToList();
        var taken = media.Select(Path.GetFullPath).ToHashSet(StringComparer.Ordinal);
        foreach (var (_, table) in jobs)
            OutputPaths.Take(table, taken);
        using var services = Services.Build([]);
        using var progress = ProgressLine.OnStandardError();
        var (worst, done, skipped) = (ExitCodes.Success, 0, 0);
        foreach (var (path, table) in jobs)
        {
            if (!parsed.GetValue(Again) && IsFinished(path, table))
            {
                skipped++;
                continue;
            }

            var code = await Faults.GuardAsync(() => WriteTableAsync(services, parsed, path, table, progress, cancellationToken)).ConfigureAwait(false);
            done += code == ExitCodes.Success ? 1 : 0;
            worst = Faults.Worse(worst, code);
            if (cancellationToken.IsCancellationRequested)
                break;
        }

        progress.Dispose();
        Console.WriteLine($"{done} written, {skipped} there already, {jobs.Count - done - skipped} not done.");
        return worst;
    }

    /// <summary>A table is written whole or not at all, so one that is newer than its medium is finished.</summary>
    private static bool IsFinished(string media, string table) =>
        File.Exists(table) && File.Exists(media) && File.GetLastWriteTimeUtc(table) >= File.GetLastWriteTimeUtc(media);

    private static async Task<int> WriteTableAsync(
        ServiceProvider services, ParseResult parsed, string path, string table, ProgressLine progress, CancellationToken cancellationToken)
    {
        var request = new AnalysisRequest { MediaPath = path, FramesPerSecond = parsed.GetValue(Fps) };
        var source = await services.GetRequiredService<IMediaOpener>().OpenAsync(path, cancellationToken).ConfigureAwait(false);
        if (source.Info.Video is null)
            throw new UserException($"{source.Info.Name} has no pictures.", "Give a picture or a video.");
        using var context = new AnalysisContext(request, source, step => progress.Report($"{source.Info.Name}: {step.Stage}", step.Fraction));
        var catalog = services.GetRequiredService<ToolCatalog>();
        foreach (var name in FaceTools)
        {
            var tool = catalog.Find(name) ?? throw new InvalidOperationException($"The tool {name} is not registered.");
            await tool.RunAsync(context, cancellationToken).ConfigureAwait(false);
        }

        AtomicFile.Write(table, w => FrameTable.Write(w, parsed.GetValue(Csv) ?? TableFormat.OpenFace, Tables.SourceOf(context, source.Info.Name)!));
        return ExitCodes.Success;
    }
}
