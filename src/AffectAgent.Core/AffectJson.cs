using System.Text.Json;
using System.Text.Json.Serialization;

namespace AffectAgent;

/// <summary>JSON form of the records: camelCase, enumerations as their names ("ActionUnit"), nulls left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(AnalysisResult))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(Evidence))]
[JsonSerializable(typeof(KnowledgeCard))]
[JsonSerializable(typeof(RetrievalResult))]
[JsonSerializable(typeof(ToolReport))]
public sealed partial class AffectJson : JsonSerializerContext
{
    /// <summary>Writes an analysis as indented JSON.</summary>
    public static string Serialize(AnalysisResult result) => JsonSerializer.Serialize(result, Default.AnalysisResult);

    /// <summary>Reads an analysis.</summary>
    /// <exception cref="UserException">Not the JSON of an analysis.</exception>
    public static AnalysisResult Deserialize(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Default.AnalysisResult) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new UserException($"Not the JSON of an analysis: {e.Message}", inner: e);
        }
    }
}
