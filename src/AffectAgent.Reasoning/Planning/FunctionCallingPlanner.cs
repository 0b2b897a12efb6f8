using Microsoft.Extensions.AI;

namespace AffectAgent.Reasoning;

/// <summary>The built-in planner over a language model: asks it, makes the calls of one answer at the same time, and asks again.</summary>
/// <param name="model">The model.</param>
/// <param name="budget">What it may spend.</param>
/// <param name="limits">How long one call may take, and how large an answer may be.</param>
/// <param name="staged">Runs what the model left out.</param>
/// <param name="clock">Measures times; null for the system's.</param>
public sealed class FunctionCallingPlanner(LanguageModel model, PlannerBudget budget, ChatLimits limits, StagedPlanner staged, TimeProvider? clock = null)
    : ModelPlanner(new ModelPlannerParts(model, budget, limits, staged, clock))
{
    private readonly int _parallel = staged.Parallel;

    /// <inheritdoc/>
    protected override async Task TalkAsync(PlannerTalk talk, ToolGate gate, IReadOnlyList<ChatMessage> opening, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(talk);
        ArgumentNullException.ThrowIfNull(gate);
        List<ChatMessage> conversation = [.. opening];
        var options = new ChatOptions { Tools = [.. gate.Offered], ToolMode = ChatToolMode.Auto, AllowMultipleToolCalls = true, Temperature = 0 };
        while (await talk.AskAsync(conversation, options, cancellationToken).ConfigureAwait(false) is { } response)
        {
            var calls = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToList();
            if (calls.Count == 0)
                return;
            conversation.AddRange(response.Messages);
            var answers = await CallAsync(gate, calls, cancellationToken).ConfigureAwait(false);
            conversation.Add(new ChatMessage(ChatRole.Tool, [.. calls.Zip(answers, (call, answer) => (AIContent)new FunctionResultContent(call.CallId, answer))]));
        }
    }

    // One by one where the staged planner does so too: evidence then gets the same numbers in each run, as a replay needs.
    private async Task<IReadOnlyList<string>> CallAsync(ToolGate gate, List<FunctionCallContent> calls, CancellationToken cancellationToken)
    {
        var answers = new List<Task<string>>(calls.Count);
        foreach (var call in calls)
        {
            answers.Add(gate.CallAsync(call.Name, call.Arguments, call.Exception, cancellationToken));
            if (_parallel == 1)
                await answers[^1].ConfigureAwait(false);
        }

        return await Task.WhenAll(answers).ConfigureAwait(false);
    }
}
