namespace AffectAgent.Reasoning;

/// <summary>What makes a face hard to see, by name, each with how bad it is: 1 where it only just counts, at most 3.</summary>
internal static class Circumstances
{
    /// <summary>The names, as the evidence of kind <see cref="EvidenceKinds.FaceQuality"/> labels them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["small", "border", "turned", "blurred", "dark", "covered"];

    /// <summary>Faces below this size, pixels, are told to be small; each halving from there counts one more.</summary>
    private const double Small = 64;

    private const double Worst = 3;

    /// <summary>The circumstances of a case's face; empty where nothing is wrong.</summary>
    public static IReadOnlyDictionary<string, double> Of(CaseEvidence evidence)
    {
        var found = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var one in evidence.OfKind(EvidenceKinds.FaceQuality).Where(e => e.Label is not null && Names.Contains(e.Label)))
        {
            var severity = one is { Label: "small", Value: { } size } ? 1 + Math.Log2(Small / Math.Max(1, size)) : 1;
            found[one.Label!] = Math.Clamp(Math.Max(severity, found.GetValueOrDefault(one.Label!)), 1, Worst);
        }

        return found;
    }
}
