using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AffectAgent.Reasoning;

/// <summary>Puts tool calls together that come in pieces: the name first, then the arguments a few characters at a time.</summary>
internal sealed class ToolCallPieces
{
    private readonly List<Part> _parts = [];

    /// <summary>True if a call has begun.</summary>
    public bool Any => _parts.Count > 0;

    /// <summary>Takes the <c>tool_calls</c> of a message or of a piece of one.</summary>
    /// <param name="message">The message, or a piece of one.</param>
    /// <param name="whole">True for a whole message, in which each call stands on its own.</param>
    /// <exception cref="JsonException">They are not what they should be.</exception>
    public void Take(JsonElement message, bool whole = false)
    {
        if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty("tool_calls", out var calls) || calls.ValueKind == JsonValueKind.Null)
            return;
        if (calls.ValueKind != JsonValueKind.Array)
            throw new JsonException("tool_calls is no array.");
        var position = 0;
        foreach (var call in calls.EnumerateArray())
        {
            if (call.ValueKind != JsonValueKind.Object)
                throw new JsonException("A tool call is no object.");
            Take(call, position++, whole);
        }
    }

    /// <summary>The calls, in order. One whose arguments are no JSON carries the fault; one without an id gets one that no other call of the conversation has.</summary>
    public IEnumerable<FunctionCallContent> Whole() => _parts.Select(part => FunctionCallContent.CreateFromParsedArguments(
        part.Arguments.ToString(), part.Id ??= $"call_{Guid.NewGuid():N}", part.Name.ToString(), static json => Parse(json)));

    // Servers that leave out the index begin a new call with a new id.
    private void Take(JsonElement call, int position, bool whole)
    {
        var id = OpenAiAnswer.Text(call, "id");
        int? index = call.TryGetProperty("index", out var at) && at.ValueKind == JsonValueKind.Number && at.TryGetInt32(out var n) ? n : whole ? position : null;
        var part = index is { } given ? _parts.Find(p => p.Index == given)
            : id is { Length: > 0 } ? _parts.Find(p => p.Id == id)
            : _parts.LastOrDefault();
        if (part is null)
            _parts.Add(part = new Part(index ?? (_parts.Count > position ? _parts.Count : position)));
        if (id is { Length: > 0 })
            part.Id ??= id;
        if (!call.TryGetProperty("function", out var function))
            return;
        part.Name.Append(OpenAiAnswer.Text(function, "name"));
        if (function.ValueKind == JsonValueKind.Object && function.TryGetProperty("arguments", out var arguments))
            part.Arguments.Append(arguments.ValueKind is JsonValueKind.String ? arguments.GetString() : arguments.ValueKind is JsonValueKind.Null ? "" : arguments.GetRawText());
    }

    private static Dictionary<string, object?> Parse(string json) => json.Trim().Length == 0
        ? []
        : JsonSerializer.Deserialize<Dictionary<string, object?>>(json) ?? [];

    private sealed record Part(int Index)
    {
        public string? Id { get; set; }

        public StringBuilder Name { get; } = new();

        public StringBuilder Arguments { get; } = new();
    }
}
