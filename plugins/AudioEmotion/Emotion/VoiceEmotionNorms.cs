using System.Text.Json;
using System.Text.Json.Serialization;

namespace AffectAgent.Plugins.AudioEmotion.Emotion;

/// <summary>One feature that the network takes, and what stands in where it could not be measured.</summary>
internal sealed record EmotionFeature(string Name, double Mean);

/// <summary>One class of the network, in the order of its outputs, and where it lies in valence and arousal.</summary>
internal sealed record EmotionClass(string Name, double Valence, double Arousal);

/// <summary>What belongs to the network besides its weights.</summary>
/// <param name="Schema">Name and version of the format.</param>
/// <param name="Features">The inputs, in order.</param>
/// <param name="Classes">The outputs, in order.</param>
/// <param name="Familiar">The distance below which 95 % of the speech of unheard speakers lay.</param>
/// <param name="Strange">The distance from which nothing is said.</param>
internal sealed record VoiceEmotionNorms(
    string Schema, IReadOnlyList<EmotionFeature> Features, IReadOnlyList<EmotionClass> Classes, double Familiar, double Strange)
{
    private const string Known = "affect-voice-emotion/1";

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
