using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AffectAgent.StubModel;

/// <summary>
/// What the stub answers by itself. Offered tools, it calls them, learns from refusals, and stops. Asked for an explanation,
/// it writes plain sentences from the evidence lines of the prompt, and one that nothing supports, which it leaves out when
/// it is told. Otherwise it repeats the last message. It is no model; it only fills the place of one.
/// </summary>
public static partial class EvidenceMind
{
    private const int MostUnits = 3;

    /// <summary>Answers a request.</summary>
    public static StubTurn Answer(JsonElement request)
    {
        var messages = request.TryGetProperty("messages", out var list) ? list.EnumerateArray().ToList() : [];
        if (request.TryGetProperty("tools", out var tools) && tools.GetArrayLength() > 0)
            return Tools(tools, messages);
        var all = string.Join('\n', messages.Select(Text));
        return EvidenceLine().IsMatch(all) && all.Contains("\"observations\"", StringComparison.Ordinal)
            ? new StubTurn(Explanation(all, messages.Any(message => Role(message) == "assistant")))
            : new StubTurn(messages.Count > 0 ? Text(messages[^1]) : "");
    }

    // Calls what was not called yet; a tool that was called too early is called again once.
    private static StubTurn Tools(JsonElement tools, List<JsonElement> messages)
    {
        var names = tools.EnumerateArray().Select(tool => tool.GetProperty("function").GetProperty("name").GetString()!).ToList();
        var told = messages.Where(message => Role(message) == "tool").Select(Text).ToList();
        var done = names.Where(name => told.Exists(text => text.StartsWith(name + " has run", StringComparison.Ordinal) || text.StartsWith(name + " failed", StringComparison.Ordinal)
            || text.StartsWith(name + " takes", StringComparison.Ordinal) || (text.StartsWith(name + " needs", StringComparison.Ordinal) && !text.Contains("Call first", StringComparison.Ordinal)))).ToList();
        var first = told.Count == 0 ? names : [.. names.Except(done)];
        var rounds = messages.Count(message => Role(message) == "assistant");
        return first.Count == 0 || rounds > 5 ? new StubTurn("done") : new StubTurn(null, [.. first.Select(name => new StubCall(name))]);
    }

    private static string Explanation(string prompt, bool corrected)
    {
        var lines = EvidenceLine().Matches(prompt).Select(match => new Line(match.Groups["id"].Value, match.Groups["where"].Value, match.Groups["rest"].Value)).ToList();
        var reading = lines.Find(line => line.Kind == "reading");
        JsonArray Part(IEnumerable<JsonObject?> sentences) => [.. sentences.OfType<JsonObject>()];
        var observations = lines.Where(line => line.Kind == "expression").Take(1).Select(line => Shares(line, "The face reads as {0} with {1} %."))
            .Concat(lines.Where(line => line.Kind is "au.intensity" or "au.episode").Where(line => line.OfFive is not null).OrderByDescending(line => line.OfFive).Take(MostUnits)
                .Select(line => Say($"{line.Unit} is at {line.OfFive!.Value.ToString("0.##", CultureInfo.InvariantCulture)} of 5.", line.Id)))
            .Concat(lines.Where(line => line.Kind == "words.emotion").Take(2).Select(line => Shares(line, "The words express {0} with {1} %.")))
            .Concat(lines.Where(line => line.Kind == "voice.emotion").Take(1).Select(line => Shares(line, "The voice expresses {0} with {1} %.")));
        if (!corrected)
            observations = observations.Append(reading is null ? null : Say("The person feels wonderful and won 100 prizes.", reading.Id));
        var pattern = lines.Find(line => line.Kind == "reading.pattern");
        return new JsonObject
        {
            ["answer"] = prompt.Contains("none was asked", StringComparison.Ordinal) || reading is null ? [] : Part([Shares(reading, "The evidence reads as {0} with {1} %.")]),
            ["observations"] = Part(observations),
            ["interpretation"] = Part([pattern is null ? null : Shares(pattern, "The units fit the pattern of {0} best.")]),
            ["conclusion"] = Part([
                reading is null ? null : Shares(reading, "All in all this reads as {0} with {1} %."),
                .. lines.Where(line => line is { Kind: "reading.vad", Label: "valence" }).Take(1).Select(line => Say($"The valence is {line.Value}.", line.Id)),
            ]),
            ["limits"] = new JsonArray(),
        }.ToJsonString();
    }

    private static JsonObject? Shares(Line line, string form) =>
        line.Label is { } label ? Say(string.Format(CultureInfo.InvariantCulture, form, label, line.Percent), line.Id) : null;

    private static JsonObject Say(string text, string id) => new() { ["text"] = text, ["citations"] = new JsonArray(id) };

    private static string Role(JsonElement message) => message.TryGetProperty("role", out var role) ? role.GetString() ?? "" : "";

    private static string Text(JsonElement message) => message.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String ? content.GetString() ?? "" : "";

    [GeneratedRegex(@"^(?<id>E\d+) \| (?<where>\w+) \| (?<rest>.+)$", RegexOptions.Multiline)]
    private static partial Regex EvidenceLine();

    [GeneratedRegex(@"(?<value>[\d.]+) of 5")]
    private static partial Regex FiveScale();

    [GeneratedRegex(@"\| (?<value>[\d.]+) %")]
    private static partial Regex PercentSign();

    private sealed record Line(string Id, string Where, string Rest)
    {
        private string[] Words => Rest.Split(" | ")[0].Split(' ');

        public string Kind => Words[0];

        public string? Label => Words.Length == 2 ? Words[1] : null;

        public string Unit => Words.First(word => word.StartsWith("AU", StringComparison.Ordinal));

        public double? OfFive => FiveScale().Match(Rest) is { Success: true } match ? double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture) : null;

        public string Value => Rest.Split(" | ").ElementAtOrDefault(1)?.Split(' ')[0] ?? "";

        public string Percent => PercentSign().Match(Rest).Groups["value"].Value;
    }
}
