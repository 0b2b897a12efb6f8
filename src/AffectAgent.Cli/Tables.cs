using AffectAgent.Reports.Tables;

namespace AffectAgent.Cli;

/// <summary>Takes what a table needs out of an analysis.</summary>
internal static class Tables
{
    /// <summary>The table's source, or null where there were no pictures.</summary>
    public static FrameTableSource? SourceOf(AnalysisContext context, string? name)
    {
        if (!context.TryGet<IFaceArchive>(out var faces))
            return null;
        context.TryGet<IReadOnlyList<ActionUnitTrack>>(out var units);
        context.TryGet<IReadOnlyList<ExpressionTrack>>(out var expressions);
        return new FrameTableSource(name ?? "", faces, units ?? [], expressions ?? []);
    }
}
