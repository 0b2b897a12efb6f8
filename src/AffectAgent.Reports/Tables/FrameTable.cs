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
    /// <summary>Writes a table.</summary>
    public static void Write(TextWriter writer, TableFormat format, FrameTableSource source)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(source);
        IFrameColumns columns = format == TableFormat.OpenFace ? new OpenFaceColumns(source) : new FexColumns(source);
        TableRow.WriteHeader(writer, columns.Header);
        var row = new TableRow(columns.Header);
        using var faces = source.Faces.ReadAll().GetEnumerator();
        var more = faces.MoveNext();
        foreach (var frame in source.Faces.Frames)
        {
            if (!more || faces.Current.Frame != frame.Index)
            {
                columns.WriteEmpty(row, frame);
                row.WriteTo(writer);
                continue;
            }

            for (; more && faces.Current.Frame == frame.Index; more = faces.MoveNext())
            {
                columns.WriteFace(row, frame, faces.Current);
                row.WriteTo(writer);
            }
        }
    }
}

/// <summary>The columns of one format.</summary>
internal interface IFrameColumns
{
    /// <summary>Column names.</summary>
    IReadOnlyList<string> Header { get; }

    /// <summary>Fills a row for a frame without a face.</summary>
    void WriteEmpty(TableRow row, FrameStamp frame);

    /// <summary>Fills a row for a face.</summary>
    void WriteFace(TableRow row, FrameStamp frame, FaceObservation face);
}
