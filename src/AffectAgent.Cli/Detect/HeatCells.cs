using AffectAgent.Plugins.ActionUnits;
using AffectAgent.Plugins.Vision;
using AffectAgent.Reports;
using AffectAgent.Reports.Tables;

namespace AffectAgent.Cli.Detect;

/// <summary>The columns of <c>--heat</c>: how much of what a reading hangs on lies where Action Units were measured.</summary>
/// <param name="context">The analysis, with its Action Units.</param>
/// <param name="classifier">The network.</param>
internal sealed class HeatCells(AnalysisContext context, ExpressionClassifier classifier)
{
    private readonly OcclusionMapper _mapper = new(classifier);
    private readonly IReadOnlyList<ActionUnitTrack> _tracks = context.TryGet<IReadOnlyList<ActionUnitTrack>>(out var tracks) ? tracks : [];

    /// <summary>The columns.</summary>
    public static IReadOnlyList<TableColumn> Columns { get; } =
    [
        new("heat_units", "text", "Action Units measured as shown on this face, the strongest first, joined by |"),
        new("heat_in_units", "share 0-1", "share of the face's positive heat inside the regions of those units"),
        new("area_of_units", "share 0-1", "share of the face's area that those regions cover: heat_in_units by chance"),
        new("heat_off_face", "share 0-1", "share of all positive heat outside the face"),
    ];

    /// <summary>Fills the columns.</summary>
    public void Add(TableRow row, FaceObservation face, CancellationToken cancellationToken)
    {
        var units = ActiveUnits.Of(_tracks, face).Select(u => u.Unit).ToList();
        var overlap = _mapper.Map(face, null, cancellationToken).OverlapWith(face.Mesh, units.SelectMany(ActionUnitRegions.Of));
        row.Add(units.Count > 0 ? string.Join('|', units) : null);
        row.Add(units.Count > 0 ? overlap.HeatShare : null);
        row.Add(units.Count > 0 ? overlap.AreaShare : null);
        row.Add(overlap.OffFace);
    }
}
