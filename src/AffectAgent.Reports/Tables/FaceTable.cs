using System.Globalization;

namespace AffectAgent.Reports.Tables;

/// <summary>
/// One table for the faces of many pictures and videos. In OpenFace's columns: the input first, OpenFace's own columns in its
/// order, then what OpenFace has no column for (further Action Units, each unit's probability of presence, what the intensities
/// are measured against, the same against many people, the sides of units whose sides are told apart, in JSON lines each unit's
/// grade, each expression's probability). In Fex's columns nothing is added; its own column <c>input</c> tells the files apart.
/// </summary>
public sealed class FaceTable
{
    private const string NoFace = "no face was found";

    private static readonly int[] MoreIntensities = [.. ActionUnits.All.Select(u => u.Number).Except(ActionUnits.OpenFaceIntensity)];
    private static readonly int[] MorePresences = [.. ActionUnits.All.Select(u => u.Number).Except(ActionUnits.OpenFacePresence)];

    private readonly TableFormat _format;
    private readonly bool _grades;
    private readonly IReadOnlyList<Emotion> _classes;
    private readonly IReadOnlyList<int> _sided;

    /// <summary>Describes a table.</summary>
    /// <param name="format">Whose columns.</param>
    /// <param name="classes">The expressions that can be read, in the order of their columns.</param>
    /// <param name="sided">The units whose left and right have columns of their own (OpenFace's columns only); null for none.</param>
    /// <param name="grades">True to repeat each unit's grade in every row (OpenFace's columns only); default false.</param>
    public FaceTable(TableFormat format, IReadOnlyList<Emotion> classes, IReadOnlyList<int>? sided = null, bool grades = false)
    {
        ArgumentNullException.ThrowIfNull(classes);
        _format = format;
        _classes = classes;
        _sided = format == TableFormat.OpenFace ? sided ?? [] : [];
        _grades = grades && format == TableFormat.OpenFace;
        Columns = format == TableFormat.Fex ? FexColumns.All :
        [
            new TableColumn("input", "text", "the picture or video, as given"),
            .. OpenFaceColumns.All,
            .. MoreIntensities.Select(unit => Unit(unit, "r")),
            .. MorePresences.Select(unit => Unit(unit, "c")),
            .. ActionUnits.All.Select(unit => Unit(unit.Number, "p")),
            new TableColumn("baseline", "text", "what AUnn_r, AUnn_c and AUnn_p are measured against: the person's own resting face (own) or the mean face of many people (population)"),
            .. ActionUnits.All.Select(unit => Unit(unit.Number, "population")),
            .. _sided.SelectMany(unit => new[] { Unit(unit, "left"), Unit(unit, "right") }),
            .. _grades ? ActionUnits.All.Select(unit => Unit(unit.Number, "grade")) : [],
            .. classes.Select(e => new TableColumn("p_" + e.Name(), "probability 0-1", $"calibrated probability that the face is seen to express {e.Name()}")),
        ];
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>Fills a row for every frame and face.</summary>
    /// <param name="source">The faces of one medium.</param>
    /// <param name="row">Gets the cells of this table's columns, row after row.</param>
    /// <param name="next">Called when a row is full, with why nothing was measured or null; must empty the row.</param>
    public void Write(FrameTableSource source, TableRow row, Action<string?> next)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(next);
        var columns = FrameTable.Of(_format, source);
        var tracks = new TrackIndex(source);
        foreach (var (frame, face) in FaceRows.Of(source.Faces))
        {
            if (_format == TableFormat.OpenFace)
                row.Add(source.Input);
            if (face is null)
                columns.WriteEmpty(row, frame);
            else
                columns.WriteFace(row, frame, face);
            if (_format == TableFormat.OpenFace && face is null)
                row.Blank(Columns.Count - 1 - OpenFaceColumns.All.Count);
            else if (_format == TableFormat.OpenFace)
                WriteMore(row, tracks, face!);
            next(face is null ? NoFace : null);
        }
    }

    /// <summary>Fills the row of a medium that can't be read: its name, success 0, blanks.</summary>
    public void WriteFailed(TableRow row, string input)
    {
        ArgumentNullException.ThrowIfNull(row);
        foreach (var column in Columns)
        {
            if (column.Name == "input")
                row.Add(input);
            else if (column.Name is "success" or "face_id")
                row.Add(0);
            else
                row.Blank();
        }
    }

    private void WriteMore(TableRow row, TrackIndex tracks, FaceObservation face)
    {
        foreach (var unit in MoreIntensities)
            row.Add(tracks.Intensity(face, unit), "0.00");
        foreach (var unit in MorePresences)
            row.Add(tracks.Presence(face, unit) is { } p ? (p >= 0.5 ? 1 : 0) : null, "0");
        foreach (var unit in ActionUnits.All)
            row.Add(tracks.Presence(face, unit.Number));
        row.Add(tracks.Baseline(face) is { } baseline ? baseline == NeutralBaseline.Own ? "own" : "population" : null);
        foreach (var unit in ActionUnits.All)
            row.Add(tracks.AgainstPopulation(face, unit.Number), "0.00");
        foreach (var unit in _sided)
        {
            var (left, right) = tracks.Sides(face, unit);
            row.Add(left, "0.00");
            row.Add(right, "0.00");
        }

        foreach (var unit in _grades ? ActionUnits.All : [])
            row.Add(tracks.Grade(face, unit.Number) is { } grade ? grade.Name() : null);
        var read = tracks.Expression(face);
        foreach (var emotion in _classes)
            row.Add(read?[emotion], "0.000000");
    }

    /// <summary>The column of a unit's intensity (r; against many people: population; of one side: left, right), presence (c), probability of presence (p) or grade.</summary>
    internal static TableColumn Unit(int number, string field)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"AU{number:00}_{field}");
        var of = $"AU{number.ToString(CultureInfo.InvariantCulture)} {ActionUnits.Find(number)?.Name}".TrimEnd();
        return field switch
        {
            "r" => new TableColumn(name, "intensity 0-5", $"intensity of {of}"),
            "c" => new TableColumn(name, "0 or 1", $"1 where {of} is present (probability at least 0.5)"),
            "population" => new TableColumn(name, "intensity 0-5", $"intensity of {of} against the mean face of many people; AUnn_r where the baseline is population"),
            "left" or "right" => new TableColumn(name, "intensity 0-5", $"intensity of {of} on the subject's {field} side, against the same baseline as AUnn_r"),
            "grade" => new TableColumn(name, "text", $"how far {of} has been shown to work: verified, weak or unverified"),
            _ => new TableColumn(name, "probability 0-1", $"probability that {of} is present"),
        };
    }
}
