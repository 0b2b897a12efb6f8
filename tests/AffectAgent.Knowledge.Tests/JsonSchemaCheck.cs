using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AffectAgent.Knowledge.Yaml;

namespace AffectAgent.Knowledge.Tests;

/// <summary>The part of JSON Schema (2020-12) that card.schema.json uses; a keyword that it doesn't know fails the test.</summary>
internal sealed class JsonSchemaCheck(JsonObject root)
{
    private static readonly HashSet<string> Ignored = ["$schema", "$id", "$defs", "title", "description"];

    public List<string> Errors { get; } = [];

    public static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMap map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key, ToJson(e.Value)))),
        YamlSequence list => new JsonArray([.. list.Items.Select(ToJson)]),
        YamlScalar scalar when double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        YamlScalar scalar => JsonValue.Create(scalar.Value),
        _ => throw new InvalidOperationException(),
    };

    public bool Check(JsonObject schema, JsonNode? value, string at)
    {
        var before = Errors.Count;
        foreach (var (keyword, rule) in schema)
        {
            if (!Ignored.Contains(keyword) && !Holds(keyword, rule!, schema, value, at))
                Errors.Add($"{at}: {keyword}");
        }

        return Errors.Count == before;
    }

    private bool Holds(string keyword, JsonNode rule, JsonObject schema, JsonNode? value, string at) => keyword switch
    {
        "$ref" => Check(root["$defs"]![rule.GetValue<string>()["#/$defs/".Length..]]!.AsObject(), value, at),
        "type" => IsType(rule.GetValue<string>(), value),
        "enum" => rule.AsArray().Any(option => JsonNode.DeepEquals(Plain(option), Plain(value))),
        "const" => JsonNode.DeepEquals(Plain(rule), Plain(value)),
        "not" => !Silent(rule.AsObject(), value),
        "allOf" => Each(rule.AsArray(), option => Check(option!.AsObject(), value, at)),
        "anyOf" => rule.AsArray().Any(option => Silent(option!.AsObject(), value)),
        "oneOf" => rule.AsArray().Count(option => Silent(option!.AsObject(), value)) == 1,
        "required" => value is JsonObject o && rule.AsArray().All(key => o.ContainsKey(key!.GetValue<string>())),
        "properties" => value is not JsonObject o || Each(o, p => rule[p.Key] is not JsonObject inner || Check(inner, p.Value, $"{at}.{p.Key}")),
        "additionalProperties" => value is not JsonObject o || Each(o, p => schema["properties"]?[p.Key] is not null
            || (rule is JsonObject inner && Check(inner, p.Value, $"{at}.{p.Key}"))),
        "propertyNames" => value is not JsonObject o || Each(o, p => Check(rule.AsObject(), JsonValue.Create(p.Key), $"{at}.{p.Key}")),
        "items" => value is not JsonArray a || Each(a.Index(), i => Check(rule.AsObject(), i.Item, $"{at}[{i.Index}]")),
        "minItems" => value is not JsonArray a || a.Count >= rule.GetValue<int>(),
        "maxItems" => value is not JsonArray a || a.Count <= rule.GetValue<int>(),
        "uniqueItems" => value is not JsonArray a || a.Select(i => i!.ToJsonString()).Distinct().Count() == a.Count,
        "maxLength" => Text(value) is not { } t || t.Length <= rule.GetValue<int>(),
        "pattern" => Text(value) is not { } t || Regex.IsMatch(t, rule.GetValue<string>()),
        "minimum" => Number(value) is not { } n || n >= rule.GetValue<double>(),
        "maximum" => Number(value) is not { } n || n <= rule.GetValue<double>(),
        _ => throw new NotSupportedException($"The check does not know the keyword '{keyword}'."),
    };

    /// <summary>Checks all of them, also after one that fails.</summary>
    private static bool Each<T>(IEnumerable<T> items, Func<T, bool> check) => items.Select(check).ToList().TrueForAll(holds => holds);

    private bool Silent(JsonObject schema, JsonNode? value) => new JsonSchemaCheck(root).Check(schema, value, "");

    private static bool IsType(string type, JsonNode? value) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => Text(value) is not null,
        "number" => Number(value) is not null,
        "integer" => Number(value) is { } n && n == Math.Floor(n),
        _ => throw new NotSupportedException(type),
    };

    private static JsonNode? Plain(JsonNode? value) => Number(value) is { } n ? JsonValue.Create(n) : value?.DeepClone();

    private static string? Text(JsonNode? value) => value is JsonValue v && v.TryGetValue<string>(out var text) ? text : null;

    private static double? Number(JsonNode? value) =>
        value is not JsonValue v ? null : v.TryGetValue<double>(out var d) ? d : v.TryGetValue<int>(out var i) ? i : null;
}
