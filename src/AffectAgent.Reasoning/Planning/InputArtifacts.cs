namespace AffectAgent.Reasoning;

/// <summary>What an input holds before any tool has run, and how the lack of it is said.</summary>
internal static class InputArtifacts
{
    /// <summary>The artifacts that the medium and the request bring with them.</summary>
    public static IReadOnlySet<string> Of(AnalysisContext context)
    {
        var held = new HashSet<string>(StringComparer.Ordinal);
        var info = context.Media?.Info;
        if (info?.Video is not null)
            held.Add(Artifacts.Frames);
        if (info?.Audio is not null)
            held.Add(Artifacts.Audio);
        if (info?.HasSubtitles is true || context.Request.TranscriptPath is not null || !string.IsNullOrWhiteSpace(context.Request.Text))
            held.Add(Artifacts.Subtitles);
        return held;
    }

    /// <summary>The tools that can run at all: those whose needs are held, or given by another one that can run.</summary>
    /// <param name="held">What there is.</param>
    /// <param name="tools">The tools.</param>
    public static IReadOnlyList<AffectTool> Reachable(IEnumerable<string> held, IReadOnlyList<AffectTool> tools)
    {
        var coming = held.ToHashSet(StringComparer.Ordinal);
        var reachable = new HashSet<AffectTool>();
        bool grew;
        do
        {
            grew = false;
            foreach (var tool in tools.Where(tool => !reachable.Contains(tool) && tool.Needs.All(coming.Contains)))
            {
                grew = true;
                reachable.Add(tool);
                coming.UnionWith(tool.Gives);
            }
        }
        while (grew);
        return [.. tools.Where(reachable.Contains)];
    }

    /// <summary>One sentence: why a need was not met.</summary>
    public static string WhyMissing(string need, AnalysisContext context) => need switch
    {
        Artifacts.Frames => "The input holds no pictures.",
        Artifacts.Audio when context.Media?.Info.Kind == MediaKind.Image => "A still picture has no sound.",
        Artifacts.Audio => "The input holds no sound.",
        Artifacts.Subtitles or Artifacts.Transcript => "There is no transcript: give one with the words that were said.",
        _ => $"It needs {need}, and no tool could give that.",
    };
}
