using System.Text.Json;
using System.Text.Json.Serialization;

namespace AffectAgent;

/// <summary>
/// Probabilities over <see cref="Emotion"/> that add up to 1. Serialised as an object of name to probability, of the emotions
/// that its source tells apart. Immutable and compared by value.
/// </summary>
[JsonConverter(typeof(EmotionDistributionConverter))]
public sealed class EmotionDistribution : IEquatable<EmotionDistribution>
{
    // NaN: the source has no such class.
    private readonly double[] _p;

    private EmotionDistribution(double[] p) => _p = p;

    /// <summary>Probability of one emotion, 0 to 1; 0 too for one that the source doesn't tell apart (see <see cref="Has"/>).</summary>
    public double this[Emotion emotion] => Has(emotion) ? _p[(int)emotion] : 0;

    /// <summary>The most probable emotion; of equals the first in the enumeration's order.</summary>
    public Emotion Top => Ranked()[0].Emotion;

    /// <summary>Normalises non-negative weights to a distribution over all emotions.</summary>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or all are zero.</exception>
    public static EmotionDistribution FromWeights(Func<Emotion, double> weight) =>
        FromWeights(EmotionNames.All.ToDictionary(e => e, weight));

    /// <summary>Normalises weights given by emotion; emotions not named are none that the source tells apart.</summary>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or all are zero.</exception>
    public static EmotionDistribution FromWeights(IReadOnlyDictionary<Emotion, double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Values.Any(x => !double.IsFinite(x) || x < 0))
            throw new ArgumentException("Weights of a distribution are finite and not negative.", nameof(weights));
        var sum = weights.Values.Sum();
        if (sum <= 0)
            throw new ArgumentException("At least one weight of a distribution must be above zero.", nameof(weights));
        return new EmotionDistribution([.. EmotionNames.All.Select(e => weights.TryGetValue(e, out var x) ? x / sum : double.NaN)]);
    }

    /// <summary>Weighted mean of several distributions; it has the emotions that any of them has.</summary>
    /// <param name="parts">Each with its weight, 0 or more, at least one above zero.</param>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or all are zero.</exception>
    public static EmotionDistribution Pool(IReadOnlyList<(EmotionDistribution Distribution, double Weight)> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return FromWeights(EmotionNames.All.Where(e => parts.Any(part => part.Distribution.Has(e)))
            .ToDictionary(e => e, e => parts.Sum(part => part.Weight * part.Distribution[e])));
    }

    /// <summary>False for an emotion that the source doesn't tell apart, as the expression network has no contempt.</summary>
    public bool Has(Emotion emotion) => !double.IsNaN(_p[(int)emotion]);

    /// <summary>Probabilities by name, to four decimals, of the emotions that the source tells apart.</summary>
    public IReadOnlyDictionary<string, double> ByName() =>
        EmotionNames.All.Where(Has).ToDictionary(e => e.Name(), e => Math.Round(this[e], 4), StringComparer.Ordinal);

    /// <summary>Emotions from most to least probable; ties in the enumeration's order.</summary>
    public IReadOnlyList<(Emotion Emotion, double Probability)> Ranked() =>
        [.. EmotionNames.All.Select(e => (e, this[e])).OrderByDescending(pair => pair.Item2)];

    /// <summary>Weighted mean of two distributions.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="weight">Weight of the other, 0 to 1.</param>
    public EmotionDistribution Mix(EmotionDistribution other, double weight) => Pool([(this, 1 - weight), (other, weight)]);

    /// <inheritdoc/>
    public bool Equals(EmotionDistribution? other) => other is not null && _p.AsSpan().SequenceEqual(other._p);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EmotionDistribution);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var p in _p)
            hash.Add(p);
        return hash.ToHashCode();
    }
}

/// <summary>Writes a distribution as <c>{"anger":0.1,…}</c>; reads it back, normalising.</summary>
public sealed class EmotionDistributionConverter : JsonConverter<EmotionDistribution>
{
    /// <inheritdoc/>
    public override EmotionDistribution Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("A distribution is an object of emotion name to probability.");
        var weights = new Dictionary<Emotion, double>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!EmotionNames.TryParse(reader.GetString(), out var emotion))
                throw new JsonException($"'{reader.GetString()}' is not an emotion.");
            reader.Read();
            weights[emotion] = reader.GetDouble();
        }

        try
        {
            return EmotionDistribution.FromWeights(weights);
        }
        catch (ArgumentException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, EmotionDistribution value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, probability) in value.ByName())
            writer.WriteNumber(name, probability);
        writer.WriteEndObject();
    }
}
