using System.Text.Json.Serialization;

namespace AffectAgent;

/// <summary>
/// A point in the space of valence (unpleasant to pleasant), arousal (calm to excited) and dominance (powerless to in
/// control), each from -1 to 1 (Mehrabian and Russell, 1974).
/// </summary>
public readonly record struct Vad(double Valence, double Arousal, double Dominance)
{
    /// <summary>The middle of the space.</summary>
    public static Vad Zero => default;

    /// <summary>True if each coordinate is finite and in -1..1.</summary>
    [JsonIgnore]
    public bool IsValid => InRange(Valence) && InRange(Arousal) && InRange(Dominance);

    /// <summary>Sum of two points.</summary>
    public static Vad operator +(Vad a, Vad b) => new(a.Valence + b.Valence, a.Arousal + b.Arousal, a.Dominance + b.Dominance);

    /// <summary>A point scaled.</summary>
    public static Vad operator *(Vad a, double k) => new(a.Valence * k, a.Arousal * k, a.Dominance * k);

    /// <summary>Sum of two points.</summary>
    public static Vad Add(Vad left, Vad right) => left + right;

    /// <summary>A point scaled.</summary>
    public static Vad Multiply(Vad left, double right) => left * right;

    /// <summary>Straight distance, 0 to about 3.5.</summary>
    public double DistanceTo(Vad other) =>
        Math.Sqrt(Sq(Valence - other.Valence) + Sq(Arousal - other.Arousal) + Sq(Dominance - other.Dominance));

    private static double Sq(double x) => x * x;

    private static bool InRange(double x) => double.IsFinite(x) && x is >= -1 and <= 1;
}
