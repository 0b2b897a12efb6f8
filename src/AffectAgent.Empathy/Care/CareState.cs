namespace AffectAgent.Empathy.Care;

/// <summary>
/// What is known of a conversation so far: a crisis that was met stays known to its end, whatever is said after ("I was only joking"
/// included), since a program can't tell when it is over. Immutable.
/// </summary>
/// <param name="Turns">How many messages were checked.</param>
/// <param name="Crisis">The most urgent sign of crisis so far, or null.</param>
/// <param name="CrisisTurn">The message, from 0, in which the latest sign of crisis was met, or null.</param>
/// <param name="Minor">The writer said an age under 18.</param>
/// <param name="Boundaries">How often each boundary was met.</param>
public sealed record CareState(int Turns, CareFinding? Crisis, int? CrisisTurn, bool Minor, IReadOnlyDictionary<CareKind, int> Boundaries)
{
    /// <summary>A conversation that has not begun.</summary>
    public static CareState Start { get; } = new(0, null, null, false, new Dictionary<CareKind, int>());

    /// <summary>True where a crisis was met, now or before.</summary>
    public bool HasCrisis => Crisis is not null;

    /// <summary>The state after another message.</summary>
    /// <param name="check">What was found in it.</param>
    public CareState After(CareCheck check)
    {
        ArgumentNullException.ThrowIfNull(check);
        var crisis = check.IsCrisis ? check.First : null;
        var counts = new Dictionary<CareKind, int>(Boundaries);
        foreach (var finding in check.Findings.Where(finding => !finding.Kind.IsCrisis()))
            counts[finding.Kind] = counts.GetValueOrDefault(finding.Kind) + 1;
        var worst = crisis is null || (Crisis is not null && Crisis.Severity > crisis.Severity) ? Crisis : crisis;
        return new CareState(Turns + 1, worst, crisis is null ? CrisisTurn : Turns, Minor || check.Minor, counts);
    }
}
