namespace AffectAgent.Reports.Tables;

/// <summary>The per-frame tables that researchers use.</summary>
public enum TableFormat
{
    /// <summary>The columns of OpenFace 2.2's FeatureExtraction.</summary>
    OpenFace,
    /// <summary>The columns of py-feat's Fex.</summary>
    Fex,
}

/// <summary>What a per-frame table is made from.</summary>
/// <param name="Input">The medium's name.</param>
/// <param name="Faces">Faces by frame.</param>
/// <param name="ActionUnits">By person.</param>
/// <param name="Expressions">By person; may be empty.</param>
public sealed record FrameTableSource(
    string Input,
    IFaceArchive Faces,
    IReadOnlyList<ActionUnitTrack> ActionUnits,
    IReadOnlyList<ExpressionTrack> Expressions);

/// <summary>
/// Writes one row a face and frame. A frame without a face gets one row that says so, its values blank; no frame is dropped.
/// Numbers have a point and no thousands separator; text is quoted where it must be (RFC 4180).
/// </summary>
public static class FrameTable
{
    /// <summary>The columns of a format, with their units.</summary>
    public static IReadOnlyList<TableColumn> Columns(TableFormat format) => format == TableFormat.OpenFace ? OpenFaceColumns.All : FexColumns.All;

    /// <summary>Writes a table.</summary>
    public static void Write(TextWriter writer, TableFormat format, FrameTableSource source, TableEncoding encoding = TableEncoding.Csv)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(source);
        var header = Columns(format).Select(c => c.Name).ToList();
        TableRow.WriteHeader(writer, header, encoding);
        var row = new TableRow(header);
        WriteRows(format, source, row, () => row.WriteTo(writer, encoding));
    }

    /// <summary>Fills a row for every frame and face.</summary>
    /// <param name="format">Whose columns.</param>
    /// <param name="source">The faces of one medium.</param>
    /// <param name="row">Gets the cells of the format's columns, row after row.</param>
    /// <param name="next">Called when a row is full; must empty the row.</param>
    public static void WriteRows(TableFormat format, FrameTableSource source, TableRow row, Action next)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(next);
        var columns = Of(format, source);
        foreach (var (frame, face) in FaceRows.Of(source.Faces))
        {
            if (face is null)
                columns.WriteEmpty(row, frame);
            else
                columns.WriteFace(row, frame, face);
            next();
        }
    }

    /// <summary>Fills the cells of a format.</summary>
    internal static IFrameColumns Of(TableFormat format, FrameTableSource source) =>
        format == TableFormat.OpenFace ? new OpenFaceColumns(source) : new FexColumns(source);
}

/// <summary>The columns of one format.</summary>
internal interface IFrameColumns
{
    /// <summary>Adds the cells of a frame without a face.</summary>
    void WriteEmpty(TableRow row, FrameStamp frame);

    /// <summary>Adds the cells of a face.</summary>
    void WriteFace(TableRow row, FrameStamp frame, FaceObservation face);
}
