namespace AffectAgent.Reasoning;

/// <summary>Something that holds the leading probability down.</summary>
/// <param name="What">A circumstance's name ("small", "blurred"…), or "conflict" for a modality that reads otherwise.</param>
/// <param name="By">How much higher the leading probability would be without it, above 0 to 1.</param>
/// <param name="Modality">The modality that reads otherwise; the face for a circumstance.</param>
internal sealed record Lowering(string What, double By, Modality Modality)
{
    /// <summary>What matters less is not told.</summary>
    private const double Least = 0.01;

    /// <summary>Takes away one thing after the other and looks how far the leading emotion rises; the one that counts most first.</summary>
    /// <param name="distribution">The reading as it is.</param>
    /// <param name="witnesses">Its witnesses.</param>
    /// <param name="circumstances">What makes the face hard to see.</param>
    /// <param name="pool">Fuses some of the witnesses under some of the circumstances.</param>
    public static IEnumerable<Lowering> Of(
        EmotionDistribution distribution, IReadOnlyList<Witness> witnesses, IReadOnlyDictionary<string, double> circumstances,
        Func<IEnumerable<Witness>, IReadOnlyDictionary<string, double>, EmotionDistribution> pool)
    {
        var (top, now) = distribution.Ranked()[0];
        var found = new List<Lowering>();
        foreach (var name in circumstances.Keys)
            found.Add(new Lowering(name, pool(witnesses, circumstances.Where(c => c.Key != name).ToDictionary()) [top] - now, Modality.Face));
        var modalities = witnesses.Select(w => w.Modality).Distinct().ToList();
        foreach (var modality in modalities.Where(_ => modalities.Count > 1))
            found.Add(new Lowering("conflict", pool(witnesses.Where(w => w.Modality != modality), circumstances)[top] - now, modality));
        return found.Where(one => one.By >= Least).OrderByDescending(one => one.By).ThenBy(one => one.What, StringComparer.Ordinal);
    }
}
