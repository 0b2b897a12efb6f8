using AffectAgent.Cli.Batch;
using AffectAgent.Media;
using AffectAgent.Reasoning;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli.Detect;

/// <summary>Runs tools over one picture or video, without reasoning.</summary>
internal static class FaceAnalysis
{
    /// <summary>Finding faces.</summary>
    public const string Faces = "detect_faces";

    /// <summary>Measuring Action Units.</summary>
    public const string Units = "measure_action_units";

    /// <summary>Reading expressions.</summary>
    public const string Expressions = "read_expressions";

    /// <summary>Runs the tools named, in that order.</summary>
    /// <param name="services">Where the tools are.</param>
    /// <param name="ahead">Pictures read ahead.</param>
    /// <param name="path">The medium.</param>
    /// <param name="framesPerSecond">A chosen rate, or null for every frame.</param>
    /// <param name="tools">Names of tools.</param>
    /// <param name="progress">Told how far it has come, or null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What they found; the caller disposes of it.</returns>
    /// <exception cref="UserException">The medium can't be read or has no pictures, or a model is missing.</exception>
    public static async Task<AnalysisContext> RunAsync(
        IServiceProvider services, StillsAhead ahead, string path, double? framesPerSecond, IReadOnlyList<string> tools, Action<StageProgress>? progress, CancellationToken cancellationToken)
    {
        var source = await ahead.TakeAsync(path, cancellationToken).ConfigureAwait(false)
            ?? await services.GetRequiredService<IMediaOpener>().OpenAsync(path, cancellationToken).ConfigureAwait(false);
        if (source.Info.Video is null)
            throw new UserException($"{source.Info.Name} has no pictures.", "Give a picture or a video.");
        var context = new AnalysisContext(new AnalysisRequest { MediaPath = path, FramesPerSecond = framesPerSecond }, source, progress);
        try
        {
            var catalog = services.GetRequiredService<ToolCatalog>();
            foreach (var name in tools)
            {
                var tool = catalog.Find(name) ?? throw new InvalidOperationException($"The tool {name} is not registered.");
                await tool.RunAsync(context, cancellationToken).ConfigureAwait(false);
            }

            return context;
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    /// <summary>Turns the stages' progress into that of the whole input: finding faces takes nearly all the time.</summary>
    public static Action<StageProgress> ProgressOf(TableRows rows) => step =>
    {
        if (step is { Stage: "faces", Fraction: { } fraction })
            rows.Report(0.9 * fraction);
    };
}
