using System.ComponentModel;
using AffectAgent.Inference.Models;

namespace AffectAgent.Plugins.Vision;

/// <summary>The tool that finds and follows every face of a picture or video.</summary>
/// <param name="store">Gives the networks, loaded at the first call.</param>
public sealed class VisionPlugin(ModelStore store) : IAffectPlugin, IDisposable
{
    private const string Stage = "faces";
    private const int MostFaces = 200;

    private readonly Lock _gate = new();
    private VisionModels? _models;

    /// <summary>Finds every face, follows it through the clip, and keeps its mesh, pose, gaze and quality for other tools.</summary>
    /// <param name="context">The analysis.</param>
    /// <param name="mostFaces">Most faces to follow at a time, the largest first.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UserException">A model is missing, the medium cannot be read, or the number is out of range.</exception>
    [AffectTool(FaceEvidence.Tool, Needs = [Artifacts.Frames], Gives = [Artifacts.Faces])]
    [Description("Finds every face in the picture or video and follows each person through it. Gives the number of persons, when each is seen, head pose, gaze, and what weakens the reading (small, cut, turned, blurred or dark faces). Other face tools need it first.")]
    public async Task<ToolReport> DetectFacesAsync(
        AnalysisContext context,
        [Description("Most faces to follow at a time, 1 to 200; the largest are kept.")] int mostFaces = 50,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (mostFaces is < 1 or > MostFaces)
            throw new UserException($"The number of faces to follow is {mostFaces}.", $"Choose 1 to {MostFaces}.");
        if (context.Media is not { Info.Video: not null } media)
        {
            context.Ledger.Add(new Unscored("face", "there is no picture in the input", FaceEvidence.Tool));
            return new ToolReport("There is no picture in the input, so no face was looked for.", []);
        }

        context.Report(Stage, 0);
        var (from, length) = Stretch(context.Request, media.Info);
        var archive = await new FacePass(Models(), mostFaces)
            .RunAsync(media, context.Request.FrameOptions, time => context.Report(Stage, length > 0 ? Math.Clamp((time - from) / length, 0, 1) : null), cancellationToken)
            .ConfigureAwait(false);
        context.Set<IFaceArchive>(archive);
        context.Report(Stage, 1);
        var added = FaceEvidence.Append(archive, context.Ledger);
        if (archive.Persons.Count == 0)
            context.Ledger.Add(new Unscored("face", archive.IsStill ? "no face was found in the picture" : $"no face was found in {archive.Frames.Count} frames", FaceEvidence.Tool));
        return ToolReport.Of(Summary(archive), added);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _models?.Dispose();
            _models = null;
        }
    }

    private VisionModels Models()
    {
        lock (_gate)
            return _models ??= VisionModels.Load(store);
    }

    private static (double From, double Length) Stretch(AnalysisRequest request, MediaInfo info)
    {
        double from = request.From ?? 0;
        return (from, Math.Min(request.To ?? info.Duration, info.Duration) - from);
    }

    private static string Summary(FaceArchive archive)
    {
        string where = archive.IsStill ? "in the picture" : $"in {archive.Frames.Count} frames";
        return archive.Persons.Count switch
        {
            0 => $"No face was found {where}.",
            1 => $"One person's face was found {where}.",
            int many => $"The faces of {many} persons were found {where}; person 1 is the first seen, or the largest.",
        };
    }
}
