namespace AffectAgent.Reasoning;

/// <summary>Two modalities that read differently.</summary>
/// <param name="First">The heavier one.</param>
/// <param name="Second">The other.</param>
/// <param name="Divergence">Jensen-Shannon divergence of their distributions, bits, 0 to 1.</param>
internal sealed record Disagreement(Modality First, Modality Second, double Divergence);

/// <summary>All witnesses taken together.</summary>
/// <param name="Distribution">The pooled distribution.</param>
/// <param name="ByModality">Each modality's own pooled distribution and its share of the weight.</param>
/// <param name="Disagreements">Modalities that read differently.</param>
internal sealed record FusedReading(
    EmotionDistribution Distribution,
    IReadOnlyDictionary<Modality, (EmotionDistribution Distribution, double Share)> ByModality,
    IReadOnlyList<Disagreement> Disagreements);

/// <summary>
/// Fuses the witnesses by a linear opinion pool: the weighted mean of their distributions (Stone, 1961). Unlike a product,
/// it lets no weak witness veto a strong one, and it widens where they disagree. Two modalities disagree where each leads
/// with another emotion than neutral and their Jensen-Shannon divergence reaches <see cref="LeastDivergence"/>; a neutral
/// modality is silent, not opposed.
/// </summary>
internal static class ModalityFusion
{
    /// <summary>Divergence, bits, from which on two modalities are said to disagree.</summary>
    public const double LeastDivergence = 0.2;

    /// <summary>A modality of less than this share of the weight is too faint to be called a disagreement.</summary>
    private const double LeastShare = 0.05;

    /// <summary>Fuses; at least one witness.</summary>
    public static FusedReading Fuse(IReadOnlyList<Witness> witnesses)
    {
        ArgumentOutOfRangeException.ThrowIfZero(witnesses.Count);
        var total = witnesses.Sum(w => w.Weight);
        var byModality = witnesses.GroupBy(w => w.Modality).ToDictionary(
            group => group.Key,
            group => (Pool([.. group]), group.Sum(w => w.Weight) / total));
        return new FusedReading(Pool(witnesses), byModality, FindDisagreements(byModality));
    }

    /// <summary>Jensen-Shannon divergence of two distributions, bits: 0 (the same) to 1 (nothing in common).</summary>
    public static double Divergence(EmotionDistribution a, EmotionDistribution b)
    {
        var sum = 0.0;
        foreach (var emotion in EmotionNames.All)
        {
            var middle = (a[emotion] + b[emotion]) / 2;
            sum += Part(a[emotion], middle) + Part(b[emotion], middle);
        }

        return Math.Clamp(sum / 2, 0, 1);
    }

    private static double Part(double p, double middle) => p > 0 ? p * Math.Log2(p / middle) : 0;

    private static EmotionDistribution Pool(IReadOnlyList<Witness> witnesses) =>
        EmotionDistribution.Pool([.. witnesses.Select(w => (w.Distribution, w.Weight))]);

    private static List<Disagreement> FindDisagreements(Dictionary<Modality, (EmotionDistribution Distribution, double Share)> byModality)
    {
        var found = new List<Disagreement>();
        var ordered = byModality.OrderByDescending(pair => pair.Value.Share).ThenBy(pair => pair.Key).ToList();
        for (var i = 0; i < ordered.Count; i++)
        {
            for (var j = i + 1; j < ordered.Count; j++)
            {
                var (a, b) = (ordered[i], ordered[j]);
                var (first, second) = (a.Value.Distribution, b.Value.Distribution);
                var divergence = Divergence(first, second);
                if (first.Top != second.Top && first.Top != Emotion.Neutral && second.Top != Emotion.Neutral
                    && divergence >= LeastDivergence && b.Value.Share >= LeastShare)
                    found.Add(new Disagreement(a.Key, b.Key, divergence));
            }
        }

        return found;
    }
}
