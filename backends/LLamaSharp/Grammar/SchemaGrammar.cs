using System.Text.Encodings.Web;
using System.Text.Json;

namespace AffectAgent.Backends.LLamaSharp;

/// <summary>
/// Turns a JSON schema into rules that let nothing through but JSON of that schema: objects with required and optional
/// properties, maps, arrays, enumerations, constants, strings, numbers, booleans, null, alternatives and references within
/// the schema. Where a schema sets no limit, one is set, because a model may repeat itself for ever. Not enforced, because a
/// grammar can't or need not: patterns, formats, uniqueness, multiples, and the limits of wide ranges beyond their digits.
/// </summary>
/// <param name="writer">Takes the rules.</param>
/// <param name="mostStringCharacters">Longest string where the schema names no limit; 1 to 2000.</param>
internal sealed class SchemaGrammar(GbnfWriter writer, int mostStringCharacters = SchemaGrammar.DefaultStringCharacters)
{
    /// <summary>Longest string where the schema names no limit.</summary>
    public const int DefaultStringCharacters = 1000;
    /// <summary>llama.cpp takes no more repetitions than this.</summary>
    public const int MostRepetitions = 2000;
    /// <summary>Most items of a list, or entries of a map, where the schema names no limit.</summary>
    public const int DefaultItems = 32;
    private const int MostDepth = 40;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, string> _references = new(StringComparer.Ordinal);
    private JsonElement _root;

    /// <summary>The body of a rule that matches the schema.</summary>
    /// <exception cref="UserException">The schema uses something that can't be put into a grammar; the message names it.</exception>
    public string Of(JsonElement schema)
    {
        _root = schema;
        _references.Clear();
        return Visit(schema, 0);
    }

    private string Visit(JsonElement schema, int depth)
    {
        if (depth > MostDepth)
            throw Unsupported($"is nested more than {MostDepth} deep");
        if (schema.ValueKind == JsonValueKind.True)
            return JsonRules.Value(writer);
        if (schema.ValueKind != JsonValueKind.Object)
            throw Unsupported("allows nothing");
        if (schema.TryGetProperty("$ref", out var reference))
            return Reference(reference.GetString() ?? "", depth);
        if (schema.TryGetProperty("const", out var constant))
            return Constant(constant);
        if (schema.TryGetProperty("enum", out var values))
            return Choice(values.EnumerateArray().Select(Constant));
        foreach (var word in (string[])["oneOf", "anyOf"])
        {
            if (schema.TryGetProperty(word, out var options))
                return Choice(options.EnumerateArray().Select(option => Visit(option, depth + 1)));
        }

        if (schema.TryGetProperty("allOf", out var all))
            return all.GetArrayLength() == 1 ? Visit(all[0], depth + 1) : throw Unsupported("uses allOf with several parts");
        return Typed(schema, depth);
    }

    private string Typed(JsonElement schema, int depth)
    {
        if (schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.Array)
            return Choice(type.EnumerateArray().Select(one => OfType(one.GetString(), schema, depth)));
        var name = type.ValueKind == JsonValueKind.String ? type.GetString()
            : schema.TryGetProperty("properties", out _) ? "object"
            : schema.TryGetProperty("items", out _) ? "array" : null;
        return OfType(name, schema, depth);
    }

    private string OfType(string? type, JsonElement schema, int depth) => type switch
    {
        null => JsonRules.Value(writer),
        "object" => Object(schema, depth),
        "array" => Array(schema, depth),
        "string" => JsonRules.String(writer, Whole(schema, "minLength") ?? 0, Whole(schema, "maxLength") ?? mostStringCharacters),
        "integer" => NumberRules.Integer(writer, schema),
        "number" => NumberRules.Number(writer, schema),
        "boolean" => writer.Rule("\"true\" | \"false\"", "boolean"),
        "null" => "\"null\"",
        _ => throw Unsupported($"names an unknown type, '{type}'"),
    };

    private string Object(JsonElement schema, int depth)
    {
        var named = schema.TryGetProperty("properties", out var properties);
        if (!named || !properties.EnumerateObject().Any())
            return named && !schema.TryGetProperty("additionalProperties", out _) ? "\"{}\"" : Map(schema, depth);
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet() : [];
        List<string> needed = [], optional = [];
        foreach (var property in properties.EnumerateObject())
            (required.Contains(property.Name) ? needed : optional).Add(Entry(property.Name, Visit(property.Value, depth + 1)));
        return writer.Rule($"\"{{\" {Entries(needed, optional)} \"}}\"", "object");
    }

    /// <summary>Required entries, then any of the optional ones, in order and with commas between.</summary>
    private static string Entries(List<string> needed, List<string> optional)
    {
        if (needed.Count > 0)
            return string.Join($" {JsonRules.Comma} ", needed) + string.Concat(optional.Select(entry => $" ({JsonRules.Comma} {entry})?"));
        var starts = optional.Select((entry, i) => entry + string.Concat(optional.Skip(i + 1).Select(later => $" ({JsonRules.Comma} {later})?")));
        return $"({string.Join(" | ", starts)})?";
    }

    private string Entry(string name, string value) =>
        writer.Rule($"{GbnfWriter.Literal(JsonSerializer.Serialize(name, Plain))} {JsonRules.Colon} {value}", "entry");

    private string Map(JsonElement schema, int depth)
    {
        var value = schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.Object
            ? Visit(more, depth + 1) : null;
        if (more.ValueKind == JsonValueKind.False)
            return "\"{}\"";
        if (value is null)
            return JsonRules.AnyObject(writer);
        var entry = writer.Rule($"{JsonRules.String(writer, 1, 100)} {JsonRules.Colon} {value}", "entry");
        return writer.Rule($"\"{{\" ({entry} ({JsonRules.Comma} {entry}){{0,{DefaultItems - 1}}})? \"}}\"", "map");
    }

    private string Array(JsonElement schema, int depth)
    {
        if (schema.TryGetProperty("prefixItems", out _))
            throw Unsupported("uses prefixItems");
        var item = writer.Rule(schema.TryGetProperty("items", out var items) ? Visit(items, depth + 1) : JsonRules.Value(writer), "item");
        var least = Whole(schema, "minItems") ?? 0;
        var most = Math.Min(Whole(schema, "maxItems") ?? Math.Max(DefaultItems, least), MostRepetitions);
        if (most < least || most == 0)
            return most == 0 ? "\"[]\"" : throw Unsupported("wants more items than it allows");
        var several = most == 1 ? item : $"{item} ({JsonRules.Comma} {item}){{{Math.Max(0, least - 1)},{most - 1}}}";
        return writer.Rule(least == 0 ? $"\"[\" ({several})? \"]\"" : $"\"[\" {several} \"]\"", "array");
    }

    private string Reference(string pointer, int depth)
    {
        if (_references.TryGetValue(pointer, out var known))
            return known;
        if (!pointer.StartsWith('#'))
            throw Unsupported("refers to another schema");
        var target = _root;
        foreach (var part in pointer.Split('/').Skip(1).Select(part => Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            if (target.ValueKind != JsonValueKind.Object || !target.TryGetProperty(part, out target))
                throw Unsupported($"refers to '{pointer}', which is not there");
        }

        // The name is known before the body is, so that a schema may name itself.
        var name = _references[pointer] = writer.Reserve("ref");
        writer.Define(name, Visit(target, depth + 1));
        return name;
    }

    private string Choice(IEnumerable<string> options)
    {
        var all = options.Distinct(StringComparer.Ordinal).ToList();
        return all.Count switch
        {
            0 => throw Unsupported("allows nothing"),
            1 => all[0],
            _ => writer.Rule(string.Join(" | ", all), "choice"),
        };
    }

    private static string Constant(JsonElement value) => GbnfWriter.Literal(JsonSerializer.Serialize(value, Plain));

    private static int? Whole(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
            ? (int)Math.Clamp(number, 0, int.MaxValue) : null;

    private static UserException Unsupported(string what) =>
        new($"The JSON schema {what}; a language model can't be held to it.", "Write the schema without it.");
}
