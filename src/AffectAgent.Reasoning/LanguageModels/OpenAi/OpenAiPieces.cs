using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AffectAgent.Reasoning;

/// <summary>Turns the pieces of a streamed answer into updates. Tool calls are handed on when they are whole.</summary>
/// <param name="faults">The words for faults.</param>
internal sealed class OpenAiPieces(OpenAiFaults faults)
{
    private readonly ToolCallPieces _calls = new();
    private ChatFinishReason? _finish;
    private string? _id;
    private string? _model;
    private bool _handedOn;

    /// <summary>True once the server has said that it is done.</summary>
    public bool Done { get; private set; }

    /// <summary>What one event holds.</summary>
    /// <exception cref="LanguageModelException">It is no piece of an answer, or tells of a fault.</exception>
    public IReadOnlyList<ChatResponseUpdate> Take(ReadOnlyMemory<byte> data)
    {
        if (data.Span.SequenceEqual("[DONE]"u8))
        {
            Done = true;
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(data);
            return Read(document.RootElement);
        }
        catch (JsonException e)
        {
            throw faults.Invalid("a piece of its answer is no JSON", e);
        }
    }

    /// <summary>What is left when the stream has ended.</summary>
    /// <exception cref="LanguageModelException">It ended before the answer did.</exception>
    public IReadOnlyList<ChatResponseUpdate> End()
    {
        if (_finish is null && !Done)
            throw faults.Broken(_calls.Any ? "in the middle of a tool call" : "in the middle of its answer", null);
        return _handedOn ? [] : HandOn(_finish ?? (_calls.Any ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop));
    }

    private List<ChatResponseUpdate> Read(JsonElement root)
    {
        if (faults.In(root) is { } fault)
            throw fault;
        _id ??= OpenAiAnswer.Text(root, "id");
        _model ??= OpenAiAnswer.Text(root, "model");
        var updates = new List<ChatResponseUpdate>();
        if (OpenAiAnswer.Choice(root) is { } choice)
        {
            if (choice.TryGetProperty("delta", out var delta))
            {
                if (OpenAiAnswer.Text(delta, "reasoning_content") is { Length: > 0 } thought)
                    updates.Add(Update(new TextReasoningContent(thought)));
                if (OpenAiAnswer.Text(delta, "content") is { Length: > 0 } text)
                    updates.Add(Update(new TextContent(text)));
                _calls.Take(delta);
            }

            if (OpenAiAnswer.Finish(choice, _calls.Any) is { } finish && _finish is null)
            {
                _finish = finish;
                updates.AddRange(HandOn(finish));
            }
        }

        if (OpenAiAnswer.Usage(root) is { } usage)
            updates.Add(Update(new UsageContent(usage)));
        return updates;
    }

    private List<ChatResponseUpdate> HandOn(ChatFinishReason finish)
    {
        _handedOn = true;
        var end = new ChatResponseUpdate(ChatRole.Assistant, [.. _calls.Whole()]) { MessageId = _id, ResponseId = _id, ModelId = _model, FinishReason = finish };
        return [end];
    }

    private ChatResponseUpdate Update(AIContent content) => new(ChatRole.Assistant, [content]) { MessageId = _id, ResponseId = _id, ModelId = _model };
}
