using System.Text.Json;
using System.Text.Json.Serialization;

namespace AffectAgent;

/// <summary>
/// Probabilities over <see cref="Emotion"/> that add up to 1. Serialised as an object of name to probability.
/// Immutable and compared by value.
/// </summary>
[JsonConverter(typeof(EmotionDistributionConverter))]
public sealed class EmotionDistribution : IEquatable<EmotionDistribution>
{
    private readonly double[] _p;

    private EmotionDistribution(double[] p) => _p = p;

    /// <summary>Probability of one emotion, 0 to 1.</summary>
    public double this[Emotion emotion] => _p[(int)emotion];

    /// <summary>The most probable emotion; of equals the first in the enumeration's order.</summary>
    public Emotion Top => Ranked()[0].Emotion;

    /// <summary>Normalises non-negative weights to a distribution.</summary>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or all are zero.</exception>
    public static EmotionDistribution FromWeights(Func<Emotion, double> weight)
    {
        var w = EmotionNames.All.Select(weight).ToArray();
        if (w.Any(x => !double.IsFinite(x) || x < 0))
            throw new ArgumentException("Weights of a distribution are finite and not negative.", nameof(weight));
        var sum = w.Sum();
        if (sum <= 0)
            throw new ArgumentException("At least one weight of a distribution must be above zero.", nameof(weight));
        return new EmotionDistribution(Array.ConvertAll(w, x => x / sum));
    }

    /// <summary>Normalises weights given by emotion; emotions not named get zero.</summary>
    public static EmotionDistribution FromWeights(IReadOnlyDictionary<Emotion, double> weights) =>
        FromWeights(e => weights.GetValueOrDefault(e));

    /// <summary>Emotions from most to least probable; ties in the enumeration's order.</summary>
    public IReadOnlyList<(Emotion Emotion, double Probability)> Ranked() =>
        [.. EmotionNames.All.Select(e => (e, this[e])).OrderByDescending(pair => pair.Item2)];

    /// <summary>Weighted mean of two distributions.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="weight">Weight of the other, 0 to 1.</param>
    public EmotionDistribution Mix(EmotionDistribution other, double weight) =>
        FromWeights(e => (this[e] * (1 - weight)) + (other[e] * weight));

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
        foreach (var emotion in EmotionNames.All)
            writer.WriteNumber(emotion.Name(), Math.Round(value[emotion], 4));
        writer.WriteEndObject();
    }
}
