using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AffectAgent.Contracts;

/// <summary>A model that follows a script, without any model. Streams in pieces of a few characters.</summary>
/// <param name="script">What it answers.</param>
public sealed class ScriptedChatClient(ChatScript script) : IChatClient
{
    private const int Piece = 7;
    private int _requests;

    /// <summary>How many requests were made.</summary>
    public int Requests => _requests;

    /// <summary>The options of the last request.</summary>
    public ChatOptions? LastOptions { get; private set; }

    /// <summary>All conversations as they came in.</summary>
    public List<IReadOnlyList<ChatMessage>> Seen { get; } = [];

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var conversation = messages.ToList();
        if (conversation.Count == 0)
            throw new ArgumentException("No messages.", nameof(messages));
        Interlocked.Increment(ref _requests);
        LastOptions = options;
        lock (Seen)
            Seen.Add(conversation);
        await Task.Yield();
        var turn = script.Next(conversation);
        var id = $"s{_requests}";
        foreach (var piece in (turn.Text ?? "").Chunk(Piece))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Update(new TextContent(new string(piece)), id);
        }

        for (var i = 0; i < turn.Calls.Count; i++)
            yield return Update(Content(turn.Calls[i], conversation.Count + i), id);
        var end = Update(new UsageContent(new UsageDetails { InputTokenCount = conversation.Sum(m => 1 + (m.Text.Length / 4)), OutputTokenCount = 1 + ((turn.Text?.Length ?? 0) / 4) }), id);
        end.FinishReason = turn.Calls.Count > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop;
        yield return end;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("scripted", null, "scripted") : serviceType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static ChatResponseUpdate Update(AIContent content, string id) => new(ChatRole.Assistant, [content]) { MessageId = id, ResponseId = id, ModelId = "scripted" };

    private static FunctionCallContent Content(ScriptedCall call, int number) => FunctionCallContent.CreateFromParsedArguments(
        call.Arguments, call.Id ?? $"call_{number}", call.Name, static json => JsonSerializer.Deserialize<Dictionary<string, object?>>(json));
}
