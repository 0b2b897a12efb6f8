using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AffectAgent;

/// <summary>JSON Schemas made from the records themselves, so that the published ones can't drift from what is written.</summary>
public static class JsonSchemas
{
    /// <summary>The schema of a record's JSON form, indented (draft 2020-12).</summary>
    /// <param name="type">How the record is written; its property "schema" always holds <paramref name="id"/>.</param>
    /// <param name="title">What it is of.</param>
    /// <param name="id">Name and version of the form, e.g. "affectagent.reply/1".</param>
    public static string Of(JsonTypeInfo type, string title, string id)
    {
        ArgumentNullException.ThrowIfNull(type);
        var schema = type.GetJsonSchemaAsNode(new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform }).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", $"{title} ({id})");
        schema["properties"]!["schema"] = new JsonObject { ["const"] = id };
        return schema.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
    }

    // What is null is left out, so only what is never null must be there.
    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        if (context.TypeInfo.Type == typeof(EmotionDistribution))
            return Distribution();
        if (node is JsonObject rules && rules["required"] is JsonArray required && context.TypeInfo.Options.DefaultIgnoreCondition == JsonIgnoreCondition.WhenWritingNull)
        {
            var always = context.TypeInfo.Properties.Where(property => property.ShouldSerialize is null && !property.IsGetNullable).Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
            var kept = required.Select(name => name!.GetValue<string>()).Where(always.Contains).ToArray();
            rules["required"] = new JsonArray([.. kept.Select(name => (JsonNode)name)]);
        }

        return node;
    }

    // It has a converter of its own.
    private static JsonObject Distribution()
    {
        var properties = new JsonObject();
        foreach (var emotion in EmotionNames.All)
            properties[emotion.Name()] = new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 1 };
        return new JsonObject { ["type"] = new JsonArray("object", "null"), ["properties"] = properties, ["additionalProperties"] = false };
    }
}
