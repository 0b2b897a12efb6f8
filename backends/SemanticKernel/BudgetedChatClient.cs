using AffectAgent.Reasoning;
using Microsoft.Extensions.AI;

namespace AffectAgent.Backends.SemanticKernel;

/// <summary>
/// The language model as Semantic Kernel sees it. Each question counts against the budget of the analysis; when that is
/// spent, the answer is empty, which ends the kernel's loop. The kernel puts a plugin's name before each function's; the
/// model is told the plain names, as the prompts write them. A call of a tool that there is not goes to the gate, which
/// counts it and says which there are; the kernel's own word for it would teach the model nothing.
/// </summary>
internal sealed class BudgetedChatClient(PlannerTalk talk, ToolGate gate, string prefix) : IChatClient
{
    private readonly Dictionary<string, string> _unknown = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var tools = (options?.Tools ?? []).OfType<AIFunctionDeclaration>().ToDictionary(tool => Plain(tool.Name), StringComparer.Ordinal);
        var plain = new ChatOptions
        {
            Tools = [.. tools.Values.Select(tool => new Renamed(tool, Plain(tool.Name)))],
            ToolMode = ChatToolMode.Auto,
            AllowMultipleToolCalls = true,
            Temperature = 0,
        };
        var asked = messages.Select(message => Rename(message, Plain)).ToList();
        if (await talk.AskAsync(asked, plain, cancellationToken).ConfigureAwait(false) is not { } response)
            return new ChatResponse(new ChatMessage(ChatRole.Assistant, ""));
        foreach (var call in response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Where(call => !tools.ContainsKey(call.Name)))
            _unknown[call.CallId] = await gate.CallAsync(call.Name, call.Arguments, call.Exception, cancellationToken).ConfigureAwait(false);
        return new ChatResponse([.. response.Messages.Select(message => Rename(message, name => tools.ContainsKey(name) ? prefix + name : name))])
        {
            ResponseId = response.ResponseId, ModelId = response.ModelId, FinishReason = response.FinishReason, Usage = response.Usage,
        };
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false)).ToChatResponseUpdates())
            yield return update;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        // The model is the analysis's own.
    }

    private string Plain(string name) => name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;

    private ChatMessage Rename(ChatMessage message, Func<string, string> name) =>
        new(message.Role, [.. message.Contents.Select(content => content switch
        {
            FunctionCallContent call => Rename(call, name),
            FunctionResultContent result when _unknown.TryGetValue(result.CallId, out var said) => new FunctionResultContent(result.CallId, said),
            _ => content,
        })]) { MessageId = message.MessageId };

    private static FunctionCallContent Rename(FunctionCallContent call, Func<string, string> name) =>
        new(call.CallId, name(call.Name), call.Arguments) { Exception = call.Exception };

    private sealed class Renamed(AIFunctionDeclaration tool, string name) : AIFunctionDeclaration
    {
        public override string Name => name;

        public override string Description => tool.Description;

        public override System.Text.Json.JsonElement JsonSchema => tool.JsonSchema;
    }
}
