using System.Text.Json;
using AffectAgent.Reasoning;
using Microsoft.Extensions.AI;

namespace AffectAgent.Backends.SemanticKernel;

/// <summary>A tool as Semantic Kernel calls it: the call goes to the gate, which makes it or says why not.</summary>
internal sealed class GatedFunction(AIFunctionDeclaration tool, ToolGate gate) : AIFunction
{
    /// <inheritdoc/>
    public override string Name => tool.Name;

    /// <inheritdoc/>
    public override string Description => tool.Description;

    /// <inheritdoc/>
    public override JsonElement JsonSchema => tool.JsonSchema;

    /// <inheritdoc/>
    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        // As the model sent them: the kernel adds arguments of its own, and turns unreadable ones into none.
        var call = FunctionInvokingChatClient.CurrentContext?.CallContent;
        return await gate.CallAsync(tool.Name, call is null ? arguments : call.Arguments, call?.Exception, cancellationToken).ConfigureAwait(false);
    }
}
