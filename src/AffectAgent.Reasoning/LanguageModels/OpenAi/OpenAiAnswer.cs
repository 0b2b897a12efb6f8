using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AffectAgent.Reasoning;

/// <summary>Reads answers of a chat completion endpoint, whole ones and the pieces of streamed ones.</summary>
internal static class OpenAiAnswer
{
    /// <summary>Reads a whole answer.</summary>
    /// <exception cref="JsonException">It is no chat completion.</exception>
    public static ChatResponse Whole(JsonElement root)
    {
        var choice = Choice(root) ?? throw new JsonException("It holds no choices.");
        if (!choice.TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.Object)
            throw new JsonException("Its choice holds no message.");
        var contents = new List<AIContent>();
        if (Text(message, "reasoning_content") is { Length: > 0 } thought)
            contents.Add(new TextReasoningContent(thought));
        if (Text(message, "content") is { Length: > 0 } text)
            contents.Add(new TextContent(text));
        var calls = new ToolCallPieces();
        calls.Take(message, whole: true);
        contents.AddRange(calls.Whole());
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
        {
            ResponseId = Text(root, "id"),
            ModelId = Text(root, "model"),
            FinishReason = Finish(choice, calls.Any) ?? ChatFinishReason.Stop,
            Usage = Usage(root),
        };
    }

    /// <summary>The first choice, or null where there is none, as in the piece that tells the usage.</summary>
    public static JsonElement? Choice(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array && choices.GetArrayLength() > 0 && choices[0].ValueKind == JsonValueKind.Object
            ? choices[0]
            : null;

    /// <summary>Why the model stopped, or null where it has not.</summary>
    public static ChatFinishReason? Finish(JsonElement choice, bool called) => Text(choice, "finish_reason") switch
    {
        null or "" => null,
        "length" => ChatFinishReason.Length,
        "content_filter" => ChatFinishReason.ContentFilter,
        // Some servers say "stop" after tool calls.
        "tool_calls" or "function_call" => ChatFinishReason.ToolCalls,
        _ => called ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
    };

    /// <summary>The token counts, or null where there are none.</summary>
    public static UsageDetails? Usage(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("usage", out var usage) || usage.ValueKind != JsonValueKind.Object)
            return null;
        long? Count(string name) => usage.TryGetProperty(name, out var count) && count.ValueKind == JsonValueKind.Number && count.TryGetInt64(out var n) ? n : null;
        return new UsageDetails { InputTokenCount = Count("prompt_tokens"), OutputTokenCount = Count("completion_tokens"), TotalTokenCount = Count("total_tokens") };
    }

    /// <summary>A member that is a string, or null.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
