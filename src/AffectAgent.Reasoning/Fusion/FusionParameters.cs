using System.Text.Json;
using System.Text.Json.Serialization;

namespace AffectAgent.Reasoning;

/// <summary>How one channel counts.</summary>
/// <param name="Weight">What its scores are multiplied by, 0 to 20: above 1 it is sharper than it says, below 1 flatter.</param>
/// <param name="Lapse">How often it has nothing to do with the emotion, 0 to 1; bounds how much it can say for or against.</param>
/// <param name="TrustPower">Its weight goes with this power of the tool's confidence, 0 to 4.</param>
/// <param name="Bias">Added to each emotion's score before the weight, -10 to 10: takes out what the channel says too often.</param>
internal sealed record ChannelParameters(double Weight, double Lapse, double TrustPower, IReadOnlyDictionary<string, double> Bias);

/// <summary>
/// The parameters of the scorer, <c>models/fusion.json</c>, fitted by <c>training/reasoning</c>; see the card
/// <c>models/fusion.md</c>. Checked when they are loaded. Immutable.
/// </summary>
/// <param name="Schema">Always <see cref="CurrentSchema"/>.</param>
/// <param name="Prior">How often each emotion is expected before anything is seen; adds up to 1.</param>
/// <param name="Channels">By channel name, in small letters.</param>
/// <param name="Quality">What each circumstance takes from the face's channels: their weight falls by exp(-value x severity).</param>
internal sealed record FusionParameters(
    string Schema, IReadOnlyDictionary<string, double> Prior, IReadOnlyDictionary<string, ChannelParameters> Channels, IReadOnlyDictionary<string, double> Quality)
{
    /// <summary>The schema that this version reads.</summary>
    public const string CurrentSchema = "affect-fusion/1";

    private static readonly Lazy<FusionParameters> Embedded = new(static () =>
    {
        using var stream = typeof(FusionParameters).Assembly.GetManifestResourceStream("models/fusion.json")
            ?? throw new InvalidOperationException("The parameters of the scorer are not embedded.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    });

    /// <summary>The parameters that the program ships with.</summary>
    public static FusionParameters BuiltIn => Embedded.Value;

    /// <summary>Reads and checks parameters.</summary>
    /// <exception cref="InvalidDataException">They are no JSON of this schema, or out of range; all faults are listed.</exception>
    public static FusionParameters Parse(string json)
    {
        FusionParameters? read;
        try
        {
            read = JsonSerializer.Deserialize(json, FusionJson.Default.FusionParameters);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The parameters of the scorer are no JSON of {CurrentSchema}: {e.Message}", e);
        }

        if (read is not { Schema: CurrentSchema, Prior: not null, Channels: not null, Quality: not null })
            throw new InvalidDataException($"The parameters of the scorer are not of {CurrentSchema}, or lack prior, channels or quality.");
        var faults = read.Faults().ToList();
        return faults.Count == 0 ? read : throw new InvalidDataException($"The parameters of the scorer are wrong: {string.Join("; ", faults)}.");
    }

    /// <summary>How a channel counts.</summary>
    public ChannelParameters Of(ReadingChannel channel) => Channels[NameOf(channel)];

    /// <summary>The log of how often an emotion is expected.</summary>
    public double LogPrior(Emotion emotion) => Math.Log(Prior[emotion.Name()]);

    /// <summary>What circumstances leave of the weight of a face's channels, above 0 to 1.</summary>
    public double Leaves(IReadOnlyDictionary<string, double> circumstances) => Math.Exp(-circumstances.Sum(pair => Quality[pair.Key] * pair.Value));

    private static string NameOf(ReadingChannel channel) => channel.ToString().ToLowerInvariant();

    private IEnumerable<string> Faults()
    {
        foreach (var emotion in EmotionNames.All.Where(e => !(Prior.GetValueOrDefault(e.Name()) > 0)))
            yield return $"prior has no share above 0 for {emotion.Name()}";
        foreach (var name in Prior.Keys.Concat(Channels.Values.SelectMany(c => c.Bias?.Keys ?? [])).Where(name => !EmotionNames.TryParse(name, out _)))
            yield return $"'{name}' is no emotion";
        if (Math.Abs(Prior.Values.Sum() - 1) > 1e-3)
            yield return "the shares of prior do not add up to 1";
        foreach (var channel in Enum.GetValues<ReadingChannel>())
        {
            if (!Channels.TryGetValue(NameOf(channel), out var of) || of?.Bias is null)
                yield return $"channel {NameOf(channel)} is missing";
            else if (of.Weight is not (>= 0 and <= 20) || of.Lapse is not (>= 0 and < 1) || of.TrustPower is not (>= 0 and <= 4) || of.Bias.Values.Any(b => b is not (>= -10 and <= 10)))
                yield return $"channel {NameOf(channel)} is out of range (weight 0 to 20, lapse 0 to 1, trustPower 0 to 4, bias -10 to 10)";
        }

        foreach (var name in Circumstances.Names.Where(name => Quality.GetValueOrDefault(name, -1) is not (>= 0 and <= 5)))
            yield return $"quality of '{name}' is missing or not 0 to 5";
    }
}

/// <summary>Reads the parameters.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FusionParameters))]
internal sealed partial class FusionJson : JsonSerializerContext;
