using AffectAgent.Reasoning;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace AffectAgent.Backends.SemanticKernel;

/// <summary>
/// Semantic Kernel chooses the tools by automatic function choice: the tools are a plugin of a kernel, the language model is
/// its chat completion service. Each call goes through the same gate as the built-in planner's, and each question to the
/// model counts against the same budget.
/// </summary>
internal sealed class SemanticKernelPlanner(ModelPlannerParts parts) : ModelPlanner(parts)
{
    /// <summary>The plugin's name in the kernel.</summary>
    internal const string Plugin = "affect";

    /// <inheritdoc/>
    protected override async Task TalkAsync(PlannerTalk talk, ToolGate gate, IReadOnlyList<ChatMessage> opening, CancellationToken cancellationToken)
    {
        using var model = new BudgetedChatClient(talk, gate, Plugin + "_");
        using var client = model.AsBuilder().UseKernelFunctionInvocation().Build();
        var builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton(client.AsChatCompletionService());
        builder.Plugins.AddFromFunctions(Plugin, gate.Offered.Select(tool => new GatedFunction(tool, gate).AsKernelFunction()));
        var kernel = builder.Build();
        var history = new ChatHistory();
        foreach (var message in opening)
            history.AddMessage(message.Role == ChatRole.System ? AuthorRole.System : AuthorRole.User, message.Text);
        var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
        await kernel.GetRequiredService<IChatCompletionService>().GetChatMessageContentsAsync(history, settings, kernel, cancellationToken).ConfigureAwait(false);
    }
}
