using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace AffectAgent.Reports;

/// <summary>The JSON Schema of an analysis, made from the records themselves; the published copy is docs/analysis.schema.json.</summary>
public static class AnalysisSchema
{
    /// <summary>The schema as indented JSON (draft 2020-12).</summary>
    public static string Json()
    {
        var options = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };
        var schema = AffectJson.Default.AnalysisResult.Options.GetJsonSchemaAsNode(typeof(AnalysisResult), options).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", $"Analysis of AffectAgent ({AnalysisResult.SchemaId})");
        schema["properties"]!["schema"] = new JsonObject { ["const"] = AnalysisResult.SchemaId };
        return schema.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
    }

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        if (context.TypeInfo.Type == typeof(EmotionDistribution))
            return Distribution();
        return node;
    }

    private static JsonObject Distribution()
    {
        var properties = new JsonObject();
        foreach (var emotion in EmotionNames.All)
            properties[emotion.Name()] = new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 1 };
        return new JsonObject { ["type"] = new JsonArray("object", "null"), ["properties"] = properties, ["additionalProperties"] = false };
    }
}
