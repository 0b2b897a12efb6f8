using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AffectAgent.Empathy;

/// <summary>JSON form of replies and turns: camelCase, enumerations as their names, nulls left out, letters of all languages as they are.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(EmpatheticReply))]
[JsonSerializable(typeof(ConversationTurn))]
public sealed partial class EmpathyJson : JsonSerializerContext
{
    private static readonly Lazy<JsonSerializerOptions> Indented = new(() => Readable(true));
    private static readonly Lazy<JsonSerializerOptions> Lines = new(() => Readable(false));

    /// <summary>Writes a reply as indented JSON.</summary>
    /// <param name="reply">The reply.</param>
    public static string Serialize(EmpatheticReply reply) => JsonSerializer.Serialize(reply, Info<EmpatheticReply>(Indented.Value));

    /// <summary>Writes a turn as one line of JSON.</summary>
    internal static string Line(ConversationTurn turn) => JsonSerializer.Serialize(turn, Info<ConversationTurn>(Lines.Value));

    /// <summary>Reads a line of JSON.</summary>
    internal static ConversationTurn? Turn(string line) => JsonSerializer.Deserialize(line, Info<ConversationTurn>(Lines.Value));

    private static JsonTypeInfo<T> Info<T>(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions Readable(bool indented) => new(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = indented };
}
