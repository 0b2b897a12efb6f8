using System.Text.Json;
using System.Text.Json.Serialization;

namespace AffectAgent.Plugins.AudioEmotion.Affect;

/// <summary>One feature of the model: how it is standardised, what it weighs, and what neutral speech shows.</summary>
internal sealed record FeatureWeight(string Name, double Mean, double Deviation, double Valence, double Arousal, double NeutralMean, double NeutralDeviation);

/// <summary>One dimension: its value at the mean of all features, the share of variance explained in unheard speakers, and the error there.</summary>
internal sealed record DimensionFit(double Bias, double Explained, double Error);

/// <summary>The model as it stands in its file.</summary>
internal sealed record VoiceAffectFile(
    string Schema, IReadOnlyList<FeatureWeight> Features, DimensionFit Valence, DimensionFit Arousal,
    IReadOnlyList<IReadOnlyList<double>> Precision, double Familiar, double Strange)
{
    private const string Known = "affect-voice/1";

    /// <summary>Reads and checks a model.</summary>
    /// <exception cref="UserException">It is not a model of this kind.</exception>
    public static VoiceAffectFile Parse(ReadOnlySpan<byte> json)
    {
        VoiceAffectFile? file;
        try
        {
            file = JsonSerializer.Deserialize(json, VoiceAffectJson.Default.VoiceAffectFile);
        }
        catch (JsonException e)
        {
            throw Broken(e.Message.ReplaceLineEndings(" "), e);
        }

        if (file?.Schema != Known)
            throw Broken($"its schema is '{file?.Schema}', not '{Known}'", null);
        var n = file.Features.Count;
        if (n is 0 or > 1000 || file.Features.Any(f => !(f.Deviation > 0) || !(f.NeutralDeviation > 0)))
            throw Broken("a feature's deviation is not above 0, or there are no features", null);
        if (file.Precision.Count != n || file.Precision.Any(row => row.Count != n))
            throw Broken($"its precision is not {n} x {n}", null);
        if (!(file.Strange > file.Familiar) || !(file.Familiar > 0))
            throw Broken("its distances are not in order", null);
        return file;
    }

    private static UserException Broken(string why, Exception? inner) =>
        new($"The voice model cannot be used: {why}.", "Get the program's models folder again.", inner);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(VoiceAffectFile))]
internal sealed partial class VoiceAffectJson : JsonSerializerContext;
