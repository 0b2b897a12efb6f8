using System.Text.Json.Nodes;

namespace AffectAgent.Empathy.Tests.Respond;

/// <summary>The published schema is made from the records, and replies of every kind fit it.</summary>
public sealed class ReplySchemaTests
{
    [Fact]
    public void Schema_PublishedCopy_IsTheSame()
    {
        var published = Path.Combine(Checkout.Root, "docs", "reply.schema.json");
        if (Environment.GetEnvironmentVariable("AFFECT_WRITE_SCHEMA") == "1")
            File.WriteAllText(published, ReplySchema.Json());

        Assert.True(File.Exists(published) && File.ReadAllText(published) == ReplySchema.Json(),
            "docs/reply.schema.json no longer fits the records. Run this test once with AFFECT_WRITE_SCHEMA=1 and note the change in CHANGELOG.md.");
    }

    [Theory]
    [InlineData("I failed my exam and I can't face my parents")]
    [InlineData("I want to kill myself")]
    [InlineData("Ich bin so traurig, mein Hund ist gestorben")]
    [InlineData("Do you love me?")]
    [InlineData("asdkjh qwe")]
    public async Task Schema_Reply_HasNothingElse(string text)
    {
        var schema = JsonNode.Parse(ReplySchema.Json())!.AsObject();
        var faults = new List<string>();
        Compare(JsonNode.Parse(EmpathyJson.Serialize(await Replies.To(text)))!, schema, schema, "reply", faults);
        Assert.Empty(faults);
    }

    // Names, kinds and what must be there: the keywords that the exporter writes.
    private static void Compare(JsonNode? value, JsonNode schema, JsonObject root, string at, List<string> faults)
    {
        if (schema is not JsonObject rules)
            return;
        if (rules["$ref"]?.GetValue<string>() is { } target)
        {
            Compare(value, target[2..].Split('/').Aggregate((JsonNode)root, (node, key) => node is JsonArray list ? list[int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)]! : node[key]!), root, at, faults);
            return;
        }

        if (rules["type"] is { } type && !(type is JsonArray many ? many.Select(one => one!.GetValue<string>()) : [type.GetValue<string>()]).Contains(Kind(value)) && !(Kind(value) == "integer" && type.ToJsonString().Contains("number", StringComparison.Ordinal)))
            faults.Add($"{at} is {Kind(value)}, not {type.ToJsonString()}");
        if (rules["const"] is { } only && !JsonNode.DeepEquals(only, value))
            faults.Add($"{at} is not {only}");
        if (rules["enum"] is JsonArray names && !names.Any(name => JsonNode.DeepEquals(name, value)))
            faults.Add($"{at} is none of {names.ToJsonString()}");
        if (value is JsonArray items)
        {
            foreach (var (item, i) in items.Select((item, i) => (item, i)))
                Compare(item, rules["items"] ?? new JsonObject(), root, $"{at}[{i}]", faults);
        }

        if (value is JsonObject properties && rules["properties"] is JsonObject known)
        {
            faults.AddRange((rules["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).Where(name => !properties.ContainsKey(name)).Select(name => $"{at}.{name} is missing"));
            foreach (var (name, child) in properties)
            {
                if (known[name] is { } rule)
                    Compare(child, rule, root, $"{at}.{name}", faults);
                else
                    faults.Add($"{at}.{name} is not in the schema");
            }
        }
    }

    private static string Kind(JsonNode? value) => value is null ? "null" : value.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.Object => "object",
        System.Text.Json.JsonValueKind.Array => "array",
        System.Text.Json.JsonValueKind.String => "string",
        System.Text.Json.JsonValueKind.Number => value.AsValue().TryGetValue<int>(out _) ? "integer" : "number",
        _ => "boolean",
    };
}
