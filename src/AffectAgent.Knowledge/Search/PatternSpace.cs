using System.Numerics.Tensors;

namespace AffectAgent.Knowledge.Search;

/// <summary>
/// The space in which measured faces and the patterns of cards are compared: one axis an Action Unit, and one for rest
/// (FACS code 0, a face without any unit). A face is at rest as far as its strongest unit stays below 1 (a trace, level A),
/// so that noise resembles the neutral face rather than a faint smile.
/// </summary>
internal static class PatternSpace
{
    private static readonly Dictionary<int, int> Axis =
        ActionUnits.All.Select((unit, axis) => (unit.Number, axis)).ToDictionary(pair => pair.Number, pair => pair.axis);

    /// <summary>Axes of the space.</summary>
    public static int Dimensions => Axis.Count + 1;

    /// <summary>The vector of measured intensities, 0 to 5; null where no known unit was measured.</summary>
    /// <exception cref="ArgumentException">An intensity is not finite or outside 0 to 5.</exception>
    public static float[]? OfFace(IReadOnlyDictionary<int, double> intensities)
    {
        var vector = new float[Dimensions];
        var strongest = 0.0;
        var measured = false;
        foreach (var (unit, intensity) in intensities)
        {
            if (intensity is not (>= 0 and <= ActionUnits.MaxIntensity))
                throw new ArgumentException($"The intensity of AU{unit} is {intensity}; it must be from 0 to 5.", nameof(intensities));
            if (!Axis.TryGetValue(unit, out var axis))
                continue;
            measured = true;
            strongest = Math.Max(strongest, intensity);
            vector[axis] = (float)(intensity / ActionUnits.MaxIntensity);
        }

        vector[^1] = (float)Math.Max(0, 1 - strongest);
        return measured ? vector : null;
    }

    /// <summary>
    /// A card's pattern as two vectors: what belongs to it (a face at rest where nothing but negative weights is given), and
    /// what speaks against it, as positive numbers on the same scale as the first once that has length 1.
    /// </summary>
    public static (float[] For, float[] Against) OfCard(IReadOnlyDictionary<int, double> pattern)
    {
        var belongs = new float[Dimensions];
        var against = new float[Dimensions];
        foreach (var (unit, weight) in pattern)
            (weight > 0 ? belongs : against)[Axis[unit]] = (float)Math.Abs(weight);
        if (pattern.Values.All(weight => weight < 0))
            belongs[^1] = 1;
        TensorPrimitives.Divide(against, TensorPrimitives.Norm<float>(belongs), against);
        return (belongs, against);
    }
}
