using System.Globalization;
using AffectAgent.Cli.Batch;
using AffectAgent.Media;
using AffectAgent.Plugins.ActionUnits;
using AffectAgent.Plugins.Vision;
using AffectAgent.Reports.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Cli.Detect;

/// <summary><c>affect detect faces</c>: faces, pose, gaze, Action Units and expression, one row a face and frame.</summary>
/// <param name="services">Where the tools are.</param>
/// <param name="ahead">Pictures read ahead, in the inputs' order.</param>
/// <param name="format">Whose columns.</param>
/// <param name="classes">The expressions that can be read.</param>
/// <param name="framesPerSecond">A chosen rate for videos, or null for every frame.</param>
/// <param name="alone">True for a table for one input, in the format's own columns alone.</param>
internal sealed class FaceTableJob(IServiceProvider services, StillsAhead ahead, TableFormat format, IReadOnlyList<Emotion> classes, double? framesPerSecond, bool alone) : MediaTableJob
{
    private static readonly string[] ToolNames = [FaceAnalysis.Faces, FaceAnalysis.Units, FaceAnalysis.Expressions];

    private FaceTable? _table;

    /// <summary>JSON lines say each unit's grade in every row; a CSV leaves that to the sidecar, so that its columns of units stay numbers.</summary>
    private FaceTable Table => _table ??= new FaceTable(format, classes, Units?.Sided, grades: Format == TableEncoding.Jsonl);

    private ActionUnitsPlugin? Units => services.GetServices<IAffectPlugin>().OfType<ActionUnitsPlugin>().FirstOrDefault();

    /// <inheritdoc/>
    public override string Schema => format == TableFormat.Fex ? "affectagent.table.faces-fex/1" : "affectagent.table.faces/1";

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => alone ? FrameTable.Columns(format) : Table.Columns;

    /// <inheritdoc/>
    public override bool KeepsFailures => !alone;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Models { get; } =
        [VisionModels.DetectorId, VisionModels.MeshId, VisionModels.IrisId, ActionUnitBasis.ModelId, AppearanceWitness.ModelId, AppearanceNetwork.ModelId, ExpressionPlugin.ModelId];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Options { get; } = RateOption(framesPerSecond);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string>? Grades => Units?.Grades
        .OrderBy(g => g.Key).ToDictionary(g => string.Create(CultureInfo.InvariantCulture, $"AU{g.Key:00}"), g => g.Value.Name());

    /// <inheritdoc/>
    public override string Noun => "files";

    /// <summary>The chosen rate as an option of the sidecar.</summary>
    public static IReadOnlyDictionary<string, string> RateOption(double? framesPerSecond) => new Dictionary<string, string>
    {
        ["framesPerSecond"] = framesPerSecond?.ToString(CultureInfo.InvariantCulture) ?? "all",
    };

    /// <inheritdoc/>
    public override async Task ReadAsync(IReadOnlyList<MediaInput> inputs, IReadOnlyList<TableRows> rows, CancellationToken cancellationToken)
    {
        using var context = await FaceAnalysis.RunAsync(services, ahead, inputs[0].Path, framesPerSecond, ToolNames, FaceAnalysis.ProgressOf(rows[0]), cancellationToken).ConfigureAwait(false);
        var (row, name) = (rows[0].Row, alone ? Path.GetFileName(inputs[0].Path) : inputs[0].Name);
        if (alone)
            FrameTable.WriteRows(format, Tables.SourceOf(context, name)!, row, () => rows[0].Next());
        else
            Table.Write(Tables.SourceOf(context, name)!, row, rows[0].Next);
    }

    /// <inheritdoc/>
    public override void WriteFailed(MediaInput input, TableRow row) => Table.WriteFailed(row, input.Name);
}
