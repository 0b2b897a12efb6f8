using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace AffectAgent.Reasoning;

/// <summary>A tool call in a trace.</summary>
internal sealed record TracedCall(string Id, string Name, JsonNode? Arguments, string? Fault);

/// <summary>What a tool answered, in a trace.</summary>
internal sealed record TracedResult(string Id, string Text);

/// <summary>A message in a trace.</summary>
internal sealed record TracedMessage(string Role, string Text, IReadOnlyList<TracedCall>? Calls, IReadOnlyList<TracedResult>? Results);

/// <summary>What was asked of a model, in a trace: all that decides its answer.</summary>
internal sealed record TracedRequest(
    IReadOnlyList<TracedMessage> Messages, float? Temperature, int? MaxOutputTokens, long? Seed, JsonNode? Schema, IReadOnlyList<string>? Tools)
{
    /// <summary>Takes a request down.</summary>
    public static TracedRequest Of(IEnumerable<ChatMessage> messages, ChatOptions? options) => new(
        [.. messages.Select(Of)],
        options?.Temperature,
        options?.MaxOutputTokens,
        options?.Seed,
        options?.ResponseFormat is ChatResponseFormatJson json ? json.Schema is { } schema ? JsonNode.Parse(schema.GetRawText()) : JsonValue.Create("object") : null,
        options?.Tools is { Count: > 0 } tools ? [.. tools.Select(tool => tool.Name)] : null);

    /// <summary>A message, taken down.</summary>
    public static TracedMessage Of(ChatMessage message) => new(
        message.Role.Value,
        message.Text,
        Some(message.Contents.OfType<FunctionCallContent>().Select(call => new TracedCall(call.CallId, call.Name, call.Arguments is null ? null : JsonSerializer.SerializeToNode(call.Arguments), call.Exception?.GetType().Name))),
        Some(message.Contents.OfType<FunctionResultContent>().Select(result => new TracedResult(result.CallId, result.Result?.ToString() ?? ""))));

    /// <summary>SHA-256 of the request, the numbers of data tags left out: they differ in each request.</summary>
    public string Hash() => TraceRecord.HashOf(DataMark.WithoutNumbers(JsonSerializer.Serialize(this, TraceForm.Line.TracedRequest)));

    private static List<T>? Some<T>(IEnumerable<T> items) => items.ToList() is { Count: > 0 } list ? list : null;
}

/// <summary>What a model answered, in a trace.</summary>
internal sealed record TracedAnswer(IReadOnlyList<TracedMessage> Messages, string? Model, string? Finish, long? InputTokens, long? OutputTokens)
{
    /// <summary>Takes an answer down.</summary>
    public static TracedAnswer Of(ChatResponse response) => new(
        [.. response.Messages.Select(TracedRequest.Of)], response.ModelId, response.FinishReason?.Value, response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount);

    /// <summary>The answer as it was.</summary>
    public ChatResponse ToResponse() => new([.. Messages.Select(message => new ChatMessage(new ChatRole(message.Role), Contents(message)))])
    {
        ModelId = Model,
        FinishReason = Finish is null ? null : new ChatFinishReason(Finish),
        Usage = InputTokens is null && OutputTokens is null ? null : new UsageDetails { InputTokenCount = InputTokens, OutputTokenCount = OutputTokens, TotalTokenCount = InputTokens + OutputTokens },
    };

    private static List<AIContent> Contents(TracedMessage message)
    {
        var contents = new List<AIContent>();
        if (message.Text.Length > 0)
            contents.Add(new TextContent(message.Text));
        foreach (var call in message.Calls ?? [])
        {
            contents.Add(new FunctionCallContent(call.Id, call.Name, call.Arguments?.Deserialize<Dictionary<string, object?>>())
            {
                Exception = call.Fault is null ? null : new JsonException(call.Fault),
            });
        }

        return contents;
    }
}

/// <summary>One call of a model: one line of a trace.</summary>
/// <param name="Schema">Always <see cref="SchemaId"/>.</param>
/// <param name="Number">Counts the calls of one run from 1.</param>
/// <param name="At">When it began.</param>
/// <param name="Model">The model's address.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="RequestSha256">What a replay finds it by.</param>
/// <param name="Request">What was asked.</param>
/// <param name="AnswerSha256">Of the answer; null where there was none.</param>
/// <param name="Answer">What was answered, or null.</param>
/// <param name="Error">Why there was no answer, or null.</param>
internal sealed record TraceRecord(
    string Schema, int Number, DateTimeOffset At, string Model, double Seconds, string RequestSha256, TracedRequest Request, string? AnswerSha256, TracedAnswer? Answer, string? Error)
{
    /// <summary>Name and version of the form.</summary>
    public const string SchemaId = "affectagent.trace/1";

    /// <summary>SHA-256 of a text, lower-case hexadecimal.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>SHA-256 of an answer.</summary>
    public static string HashOf(TracedAnswer answer) => HashOf(JsonSerializer.Serialize(answer, TraceForm.Line.TracedAnswer));
}

/// <summary>The JSON form of traces: one line a record.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TraceRecord))]
[JsonSerializable(typeof(string))]
internal sealed partial class TraceJson : JsonSerializerContext;

/// <summary>How traces are written: letters of all languages as they are.</summary>
internal static class TraceForm
{
    /// <summary>One line a record.</summary>
    public static TraceJson Line { get; } = new(new JsonSerializerOptions(TraceJson.Default.Options) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
