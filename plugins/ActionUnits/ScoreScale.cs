using System.Numerics.Tensors;

namespace AffectAgent.Plugins.ActionUnits;

/// <summary>How scores are read: what is usual among neutral faces, and the maps to intensity and probability. All arrays in the order of the units.</summary>
/// <param name="Spread">Robust standard deviation of the score over neutral faces of many people.</param>
/// <param name="OwnSpread">The same between neutral photographs of one person.</param>
/// <param name="Knots">Three points a unit, in spreads.</param>
/// <param name="KnotValues">Intensity at those points.</param>
/// <param name="Presence">Midpoint, in spreads, and slope of a logistic, a pair a unit.</param>
/// <param name="Reliability">How far each unit has been shown to work, by FACS number.</param>
public sealed record ScoreScale(
    float[] Spread, float[] OwnSpread, float[] Knots, float[] KnotValues, float[] Presence, IReadOnlyDictionary<int, Reliability> Reliability)
{
    internal static ScoreScale Read(SafeTensors file, int[] units, float[] spread)
    {
        var scale = new ScoreScale(
            spread, file.Floats("own_spread", units.Length), file.Floats("knots", units.Length, 3), file.Floats("knot_values", units.Length, 3),
            file.Floats("presence", units.Length, 2), Grades(units, file.Integers("reliability", units.Length)));
        foreach (var numbers in (float[][])[scale.Spread, scale.OwnSpread, scale.Knots, scale.KnotValues, scale.Presence])
            RequireFinite(numbers);
        return scale;
    }

    internal static void RequireFinite(float[] numbers)
    {
        if (!TensorPrimitives.IsFiniteAll<float>(numbers))
            throw new InvalidDataException("The file holds numbers that are not finite.");
    }

    private static Dictionary<int, Reliability> Grades(int[] units, int[] grades) => units.Zip(grades).ToDictionary(pair => pair.First, pair => pair.Second switch
    {
        2 => AffectAgent.Reliability.Verified,
        1 => AffectAgent.Reliability.Weak,
        _ => AffectAgent.Reliability.Unverified,
    });
}
