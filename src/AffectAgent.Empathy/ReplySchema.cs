namespace AffectAgent.Empathy;

/// <summary>The JSON Schema of a reply, made from the records themselves; the published copy is docs/reply.schema.json.</summary>
public static class ReplySchema
{
    /// <summary>The schema as indented JSON (draft 2020-12).</summary>
    public static string Json() => JsonSchemas.Of(EmpathyJson.Default.EmpatheticReply, "Reply of AffectAgent", EmpatheticReply.SchemaId);
}
