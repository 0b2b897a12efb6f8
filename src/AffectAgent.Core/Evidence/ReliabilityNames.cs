namespace AffectAgent;

/// <summary>Names of the grades, as tables and cards write them.</summary>
public static class ReliabilityNames
{
    /// <summary>"verified", "weak" or "unverified".</summary>
    public static string Name(this Reliability reliability) => reliability switch
    {
        Reliability.Verified => "verified",
        Reliability.Weak => "weak",
        _ => "unverified",
    };
}
