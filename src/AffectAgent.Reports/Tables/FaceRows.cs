namespace AffectAgent.Reports.Tables;

/// <summary>Walks through an archive in the order of a table's rows.</summary>
public static class FaceRows
{
    /// <summary>Every frame with each of its faces, or with null where it has none.</summary>
    public static IEnumerable<(FrameStamp Frame, FaceObservation? Face)> Of(IFaceArchive archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        using var faces = archive.ReadAll().GetEnumerator();
        var more = faces.MoveNext();
        foreach (var frame in archive.Frames)
        {
            if (!more || faces.Current.Frame != frame.Index)
                yield return (frame, null);
            for (; more && faces.Current.Frame == frame.Index; more = faces.MoveNext())
                yield return (frame, faces.Current);
        }
    }
}
