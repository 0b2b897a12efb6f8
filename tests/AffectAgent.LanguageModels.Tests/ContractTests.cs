using AffectAgent.Contracts;
using AffectAgent.Reasoning;
using Microsoft.Extensions.AI;

namespace AffectAgent.LanguageModels.Tests;

/// <summary>The scripted model of the tests keeps the contract itself; otherwise it would prove nothing of others.</summary>
public sealed class ScriptedChatClientTests : ChatClientContract
{
    protected override ValueTask<IChatClient> CreateAsync(ChatScript script) => ValueTask.FromResult<IChatClient>(new ScriptedChatClient(script));
}

public sealed class FunctionCallingPlannerContractTests : PlannerContract
{
    protected override IPlanner Create(IChatClient model) => new FunctionCallingPlanner(new LanguageModel(model, "scripted"), new PlannerBudget(), new ChatLimits(), new StagedPlanner(2));
}
