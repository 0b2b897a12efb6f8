using AffectAgent.Cli.Batch;
using AffectAgent.Media;
using AffectAgent.Plugins.ActionUnits;
using AffectAgent.Plugins.Vision;
using AffectAgent.Reports.Tables;

namespace AffectAgent.Cli.Detect;

/// <summary><c>affect detect expression MEDIA…</c>: finds the faces, then reads each; one row a face and frame.</summary>
/// <param name="services">Where the tools are.</param>
/// <param name="ahead">Pictures read ahead, in the inputs' order.</param>
/// <param name="classifier">The network.</param>
/// <param name="framesPerSecond">A chosen rate for videos, or null for every frame.</param>
/// <param name="heat">True to add what the reading hangs on, as figures.</param>
internal sealed class ExpressionFaceJob(IServiceProvider services, StillsAhead ahead, ExpressionClassifier classifier, double? framesPerSecond, bool heat) : MediaTableJob
{
    private const int Chunk = 64;

    private readonly ExpressionCells _cells = new(classifier.Classes);

    /// <inheritdoc/>
    public override string Schema => "affectagent.table.expression/1";

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns =>
    [
        new("image", "text", "the picture or video, as given"),
        new("frame", "from 1", "frames read, counted"),
        new("timestamp", "seconds", "presentation time of the frame; 0 for a picture"),
        new("face_id", "from 1", "the person's number, the same through a video; 0 where there is no face"),
        new("confidence", "probability 0-1", "that this is a face"),
        new("x", "pixels", "left edge of the face's box"),
        new("y", "pixels", "upper edge of the face's box"),
        new("width", "pixels", "width of the face's box"),
        new("height", "pixels", "height of the face's box"),
        .. _cells.Columns,
        .. heat ? HeatCells.Columns : [],
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Models { get; } = [VisionModels.DetectorId, VisionModels.MeshId, VisionModels.IrisId, .. heat ? [ActionUnitBasis.ModelId, AppearanceWitness.ModelId, AppearanceNetwork.ModelId] : (string[])[], ExpressionPlugin.ModelId];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Options { get; } = FaceTableJob.RateOption(framesPerSecond);

    /// <inheritdoc/>
    public override string Noun => "files";

    /// <inheritdoc/>
    public override async Task ReadAsync(IReadOnlyList<MediaInput> inputs, IReadOnlyList<TableRows> rows, CancellationToken cancellationToken)
    {
        using var context = await FaceAnalysis.RunAsync(
            services, ahead, inputs[0].Path, framesPerSecond, heat ? [FaceAnalysis.Faces, FaceAnalysis.Units] : [FaceAnalysis.Faces], FaceAnalysis.ProgressOf(rows[0]), cancellationToken).ConfigureAwait(false);
        var cells = heat ? new HeatCells(context, classifier) : null;
        foreach (var chunk in FaceRows.Of(context.Get<IFaceArchive>()).Chunk(Chunk))
        {
            var read = new Queue<EmotionDistribution>(classifier.Classify([.. chunk.Where(c => c.Face is not null).Select(c => c.Face!.Crop)], cancellationToken));
            foreach (var (frame, face) in chunk)
                Write(rows[0], inputs[0].Name, frame, face, read, cells, cancellationToken);
        }
    }

    private void Write(TableRows rows, string name, FrameStamp frame, FaceObservation? face, Queue<EmotionDistribution> read, HeatCells? cells, CancellationToken cancellationToken)
    {
        var row = rows.Row;
        row.Add(name);
        row.Add(frame.Index + 1);
        row.Add(frame.Timestamp);
        row.Add(face?.Person ?? 0);
        if (face is null)
        {
            row.BlankTo(1);
            rows.Next("no face was found");
            return;
        }

        row.Add(face.Confidence);
        row.Add(face.Box.X, "0.0");
        row.Add(face.Box.Y, "0.0");
        row.Add(face.Box.Width, "0.0");
        row.Add(face.Box.Height, "0.0");
        _cells.Add(row, read.Dequeue());
        cells?.Add(row, face, cancellationToken);
        rows.Next();
    }
}
