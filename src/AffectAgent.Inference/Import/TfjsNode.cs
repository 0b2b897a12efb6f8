using System.Text.Json;

namespace AffectAgent.Inference.Import;

/// <summary>One node of a TensorFlow.js graph model.</summary>
/// <param name="Name">Its name; also the name of its only output.</param>
/// <param name="Operator">Its TensorFlow name, such as "Conv2D".</param>
/// <param name="Inputs">Names of the nodes it reads, without the ":0" of a first output.</param>
/// <param name="Attributes">Its attributes as they stand in the file; undefined where it has none.</param>
internal sealed record TfjsNode(string Name, string Operator, IReadOnlyList<string> Inputs, JsonElement Attributes)
{
    /// <summary>A text attribute, which the file holds in base64.</summary>
    public string? Text(string name) =>
        Attribute(name) is { } value && value.TryGetProperty("s", out var text) ? Decode(text) : null;

    /// <summary>A list of texts; empty where it is absent.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. List(name, "s").Select(Decode)];

    /// <summary>A list of whole numbers; empty where it is absent.</summary>
    public IReadOnlyList<int> Integers(string name) => [.. List(name, "i").Select(item => Integer(item))];

    /// <summary>A floating-point attribute, or a default.</summary>
    public float Float(string name, float otherwise) =>
        Attribute(name) is { } value && value.TryGetProperty("f", out var number) && number.TryGetSingle(out float result) ? result : otherwise;

    /// <summary>A shape attribute, with -1 for what is free; null where it is absent or of unknown rank.</summary>
    public long[]? Shape(string name)
    {
        if (Attribute(name) is not { } value || !value.TryGetProperty("shape", out var shape) || !shape.TryGetProperty("dim", out var dimensions))
            return null;
        return [.. dimensions.EnumerateArray().Select(dim => dim.TryGetProperty("size", out var size) ? Math.Max(Integer(size), -1) : -1L)];
    }

    /// <summary>An element type attribute, such as "DT_FLOAT"; null where it is absent.</summary>
    public string? Type(string name) =>
        Attribute(name) is { } value && value.TryGetProperty("type", out var type) ? type.GetString() : null;

    /// <summary>A whole number, which protobuf's JSON writes as text.</summary>
    public static int Integer(JsonElement item) =>
        item.ValueKind == JsonValueKind.String && int.TryParse(item.GetString(), out int parsed) ? parsed
        : item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out int number) ? number
        : throw new FormatException($"'{item}' is not a whole number of 32 bits");

    private JsonElement? Attribute(string name) =>
        Attributes.ValueKind == JsonValueKind.Object && Attributes.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private JsonElement.ArrayEnumerator List(string name, string kind) =>
        Attribute(name) is { } value && value.TryGetProperty("list", out var list) && list.TryGetProperty(kind, out var items) ? items.EnumerateArray() : default;

    private static string Decode(JsonElement text) => System.Text.Encoding.UTF8.GetString(text.GetBytesFromBase64());
}
