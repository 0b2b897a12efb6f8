using System.Text.Json;
using System.Text.Json.Serialization;

namespace AffectAgent.Plugins.AudioEmotion.Emotion;

/// <summary>One feature that the network takes, and what stands in where it could not be measured.</summary>
internal sealed record EmotionFeature(string Name, double Mean);

/// <summary>One class of the network, in the order of its outputs, and where it lies in valence and arousal.</summary>
internal sealed record EmotionClass(string Name, double Valence, double Arousal);

/// <summary>What neutral speech shows in one feature of a stretch, over the neutral utterances of the training.</summary>
internal sealed record EmotionNeutral(string Name, double Mean, double Deviation);

/// <summary>How much less sure the network is made the further a segment lies from the training speech.</summary>
/// <param name="From">The distance at which it begins.</param>
/// <param name="Slope">What the divisor of the logits grows by for each unit of distance beyond.</param>
internal sealed record EmotionTemper(double From, double Slope)
{
    /// <summary>The divisor of the logits at that distance, at least 1.</summary>
    public double At(double distance) => 1 + (Slope * Math.Max(0, distance - From));
}

/// <summary>What belongs to the network besides its weights.</summary>
/// <param name="Schema">Name and version of the format.</param>
/// <param name="Features">The inputs, in order.</param>
/// <param name="Classes">The outputs, in order.</param>
/// <param name="Familiar">The distance below which 95 % of the speech of unheard speakers lay.</param>
/// <param name="Strange">The distance from which nothing is said.</param>
/// <param name="Temper">How the logits are drawn together with distance.</param>
/// <param name="Neutral">What neutral speech shows.</param>
internal sealed record VoiceEmotionNorms(
    string Schema, IReadOnlyList<EmotionFeature> Features, IReadOnlyList<EmotionClass> Classes, double Familiar, double Strange,
    EmotionTemper Temper, IReadOnlyList<EmotionNeutral> Neutral)
{
    private const string Known = "affect-voice-emotion/2";

    /// <summary>Reads and checks the file.</summary>
    /// <exception cref="UserException">It is not a file of this kind.</exception>
    public static VoiceEmotionNorms Parse(ReadOnlySpan<byte> json)
    {
        VoiceEmotionNorms? file;
        try
        {
            file = JsonSerializer.Deserialize(json, VoiceEmotionJson.Default.VoiceEmotionNorms);
        }
        catch (JsonException e)
        {
            throw Broken(e.Message.ReplaceLineEndings(" "), e);
        }

        if (file?.Schema != Known)
            throw Broken($"its schema is '{file?.Schema}', not '{Known}'", null);
        if (file.Features.Count is 0 or > 10_000 || file.Classes.Count is 0 or > 100)
            throw Broken("it has no features or no classes", null);
        if (file.Classes.Any(c => !Enum.TryParse<VoiceEmotion>(c.Name, ignoreCase: true, out _)))
            throw Broken("it has a class of unknown name", null);
        if (!(file.Strange > file.Familiar) || !(file.Familiar > 0))
            throw Broken("its distances are not in order", null);
        if (!(file.Temper.Slope >= 0) || file.Neutral.Any(n => !(n.Deviation > 0)))
            throw Broken("its temper falls with distance, or a neutral deviation is not above 0", null);
        return file;
    }

    private static UserException Broken(string why, Exception? inner) =>
        new($"The norms of the voice model cannot be used: {why}.", "Get the program's models folder again.", inner);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(VoiceEmotionNorms))]
internal sealed partial class VoiceEmotionJson : JsonSerializerContext;
