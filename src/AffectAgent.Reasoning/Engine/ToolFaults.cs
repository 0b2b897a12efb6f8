using System.Runtime.ExceptionServices;

namespace AffectAgent.Reasoning;

/// <summary>When the fault of a tool ends the analysis after all.</summary>
internal static class ToolFaults
{
    /// <summary>
    /// A fault in the program's own files ends it whatever else was measured. A transcript that the user named must be
    /// readable; and where nothing at all was measured and a tool failed, its fault is the answer (first one that the user
    /// can mend), not an empty explanation.
    /// </summary>
    public static void ThrowIfNothingWasRead(AnalysisContext context, ToolCatalog tools, IReadOnlyList<ToolRun> runs)
    {
        var failed = runs.Where(run => run.Error is not null).ToList();
        if (failed.Find(run => run.Error is UserException { EndsAnalysis: true }) is { Error: { } damaged })
            ExceptionDispatchInfo.Throw(damaged);
        if (context.Request.TranscriptPath is not null
            && failed.Find(run => run.Error is UserException && tools.Find(run.Call.Tool)?.Needs.Contains(Artifacts.Subtitles) is true) is { Error: { } transcript })
            ExceptionDispatchInfo.Throw(transcript);
        if (context.Ledger.All.Any(e => e.Modality != Modality.Media))
            return;
        if ((failed.Find(run => run.Error is UserException) ?? failed.FirstOrDefault()) is { Error: { } error })
            ExceptionDispatchInfo.Throw(error);
    }
}
