using System.Globalization;

namespace AffectAgent.Bench;

/// <summary>One measured figure beside its budget.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Value">The figure; null where it could not be measured.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Budget">The budget in the same unit, or null where none is set.</param>
/// <param name="MoreIsBetter">True for speeds, false for times and sizes.</param>
/// <param name="How">What exactly was done, or why it could not be.</param>
internal sealed record Measurement(string What, double? Value, string Unit, double? Budget, bool MoreIsBetter, string How)
{
    /// <summary>"met", "missed", "not measured", or "no budget".</summary>
    public string Verdict => (Value, Budget) switch
    {
        (null, _) => "not measured",
        (_, null) => "no budget",
        ({ } value, { } budget) => (MoreIsBetter ? value >= budget : value <= budget) ? "met" : "**missed**",
    };

    /// <summary>A row of the table.</summary>
    public string Row => string.Create(CultureInfo.InvariantCulture,
        $"| {What} | {(Budget is { } budget ? $"{(MoreIsBetter ? "≥" : "≤")} {budget:0.###} {Unit}" : "")} | {(Value is { } value ? $"{Number(value)} {Unit}" : "")} | {Verdict} | {How} |");

    private static string Number(double value) => value.ToString(value >= 100 ? "0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}

/// <summary>Order statistics of repeated measurements.</summary>
internal static class Statistics
{
    /// <summary>The value below which that share of the sample lies (nearest rank).</summary>
    public static double Quantile(IEnumerable<double> sample, double share)
    {
        var sorted = sample.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    /// <summary>The 95 % interval of a share (Wilson 1927).</summary>
    public static (double Low, double High) Wilson(int hits, int count)
    {
        const double z = 1.96;
        double share = (double)hits / count, spread = z * z / count;
        double middle = (share + (spread / 2)) / (1 + spread), half = z / (1 + spread) * Math.Sqrt((share * (1 - share) / count) + (spread / (4 * count)));
        return (Math.Max(0, middle - half), Math.Min(1, middle + half));
    }

    /// <summary>The middle value.</summary>
    public static double Median(IEnumerable<double> sample) => Quantile(sample, 0.5);
}
