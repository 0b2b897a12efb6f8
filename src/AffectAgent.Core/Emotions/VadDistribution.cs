namespace AffectAgent;

/// <summary>
/// Where in valence, arousal and dominance an expression lies, with how far that spreads: mean and covariance of a mixture.
/// Derived from class probabilities and a table of places, not measured.
/// </summary>
/// <param name="Mean">Mean, each coordinate -1 to 1.</param>
/// <param name="ValenceVariance">Variance of valence.</param>
/// <param name="ArousalVariance">Variance of arousal.</param>
/// <param name="DominanceVariance">Variance of dominance.</param>
/// <param name="ValenceArousal">Covariance of valence and arousal.</param>
/// <param name="ValenceDominance">Covariance of valence and dominance.</param>
/// <param name="ArousalDominance">Covariance of arousal and dominance.</param>
public sealed record VadDistribution(
    Vad Mean, double ValenceVariance, double ArousalVariance, double DominanceVariance, double ValenceArousal, double ValenceDominance, double ArousalDominance)
{
    /// <summary>Standard deviations.</summary>
    public Vad Deviation => new(Math.Sqrt(ValenceVariance), Math.Sqrt(ArousalVariance), Math.Sqrt(DominanceVariance));

    /// <summary>Mean and covariance of points, each with a weight.</summary>
    /// <param name="points">The points and their weights, not negative.</param>
    /// <param name="around">What the covariance is taken around; null for the points' mean.</param>
    /// <exception cref="ArgumentException">There is no weight.</exception>
    public static VadDistribution Of(IReadOnlyList<(Vad Point, double Weight)> points, Vad? around = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        double total = points.Sum(p => p.Weight);
        if (!(total > 0) || points.Any(p => p.Weight < 0))
            throw new ArgumentException("Points need weights that are not negative and not all zero.", nameof(points));
        var mean = around ?? points.Aggregate(Vad.Zero, (sum, p) => sum + (p.Point * (p.Weight / total)));
        double Moment(Func<Vad, double> a, Func<Vad, double> b) => points.Sum(p => p.Weight * (a(p.Point) - a(mean)) * (b(p.Point) - b(mean))) / total;
        return new VadDistribution(
            mean, Moment(V, V), Moment(A, A), Moment(D, D), Moment(V, A), Moment(V, D), Moment(A, D));
    }

    /// <summary>The mixture of distributions: the spread inside each and the spread between their means.</summary>
    /// <param name="parts">The distributions and their weights, not negative.</param>
    /// <exception cref="ArgumentException">There is no weight.</exception>
    public static VadDistribution Mix(IReadOnlyList<(VadDistribution Part, double Weight)> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var between = Of([.. parts.Select(p => (p.Part.Mean, p.Weight))]);
        double total = parts.Sum(p => p.Weight);
        double Inside(Func<VadDistribution, double> of) => parts.Sum(p => p.Weight * of(p.Part)) / total;
        return new VadDistribution(
            between.Mean,
            between.ValenceVariance + Inside(p => p.ValenceVariance),
            between.ArousalVariance + Inside(p => p.ArousalVariance),
            between.DominanceVariance + Inside(p => p.DominanceVariance),
            between.ValenceArousal + Inside(p => p.ValenceArousal),
            between.ValenceDominance + Inside(p => p.ValenceDominance),
            between.ArousalDominance + Inside(p => p.ArousalDominance));
    }

    private static double V(Vad p) => p.Valence;

    private static double A(Vad p) => p.Arousal;

    private static double D(Vad p) => p.Dominance;
}
