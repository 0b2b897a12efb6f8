namespace AffectAgent.Reasoning;

/// <summary>Which tools wait, run or have ended, and what there is by now.</summary>
internal sealed class Plan(IReadOnlyList<AffectTool> tools, IReadOnlySet<string> held)
{
    private readonly HashSet<string> _held = [.. held];
    private readonly List<AffectTool> _waiting = [.. tools];
    private readonly HashSet<AffectTool> _running = [];

    /// <summary>
    /// The next tool that can run, or null. With <paramref name="nothingRuns"/> a tool need not wait for others that give
    /// the same thing (two tools that each refine what the other gives would otherwise wait for ever).
    /// </summary>
    public AffectTool? TakeReady(bool nothingRuns)
    {
        var reachable = Reachable();
        var met = _waiting.Where(tool => tool.Needs.All(_held.Contains)).ToList();
        var next = met.FirstOrDefault(tool => !tool.Needs.Concat(tool.Prefers).Any(need => MayStillBeGiven(need, tool, reachable)))
            ?? (nothingRuns ? met.FirstOrDefault() : null);
        if (next is not null)
        {
            _waiting.Remove(next);
            _running.Add(next);
        }

        return next;
    }

    /// <summary>Notes that a tool has ended.</summary>
    public void End(AffectTool tool, bool succeeded)
    {
        _running.Remove(tool);
        if (succeeded)
            _held.UnionWith(tool.Gives);
    }

    /// <summary>The tools that never ran, each with the thing whose lack began it: no Action Units without faces, no faces without pictures.</summary>
    public IEnumerable<(AffectTool Tool, string Need)> Unmet() => _waiting.Select(tool => (tool, Root(tool, [])));

    private string Root(AffectTool tool, HashSet<AffectTool> seen)
    {
        var need = tool.Needs.First(need => !_held.Contains(need));
        seen.Add(tool);
        return _waiting.Find(giver => giver.Gives.Contains(need) && !seen.Contains(giver)) is { } giver ? Root(giver, seen) : need;
    }

    private bool MayStillBeGiven(string need, AffectTool asker, HashSet<AffectTool> reachable) =>
        _running.Any(tool => tool.Gives.Contains(need))
        || reachable.Any(tool => tool != asker && tool.Gives.Contains(need));

    // The waiting tools whose needs can still be met by what is held, runs or is reachable itself.
    private HashSet<AffectTool> Reachable() => [.. InputArtifacts.Reachable(_held.Concat(_running.SelectMany(tool => tool.Gives)), _waiting)];
}
