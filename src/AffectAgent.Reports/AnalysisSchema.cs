namespace AffectAgent.Reports;

/// <summary>The JSON Schema of an analysis, made from the records themselves; the published copy is docs/analysis.schema.json.</summary>
public static class AnalysisSchema
{
    /// <summary>The schema as indented JSON (draft 2020-12).</summary>
    public static string Json() => JsonSchemas.Of(AffectJson.Default.AnalysisResult, "Analysis of AffectAgent", AnalysisResult.SchemaId);
}
