using AffectAgent.Contracts;
using AffectAgent.Reasoning;
using Microsoft.Extensions.AI;

namespace AffectAgent.LanguageModels.Tests;

/// <summary>A planner without a gate: whatever the model calls runs, with the arguments that it gives. It shows what the gate is for.</summary>
internal static class OpenPlanner
{
    private const int Rounds = 4;

    /// <summary>Lets a model call the tools of the small clip.</summary>
    public static async Task RunAsync(SmallInput input, ObedientModel model)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var catalog = new ToolCatalog([input.Tools]);
        using var context = new AnalysisContext(new AnalysisRequest { MediaPath = "x", Question = input.Question }, new ContractMedia());
        var options = new ChatOptions { Tools = [.. catalog.Functions] };
        List<ChatMessage> talk = [.. FunctionCallingPlanner.Opening(context, catalog.All, new PlannerBudget(), DataMark.Draw())];
        for (var round = 0; round < Rounds; round++)
        {
            var response = await new FunctionModel(model.Answer).GetResponseAsync(talk, options, cancellationToken);
            talk.AddRange(response.Messages);
            var calls = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToList();
            if (calls.Count == 0)
                return;
            foreach (var call in calls)
                talk.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, await CallAsync(catalog, call, context, cancellationToken))]));
        }
    }

    private static async Task<string> CallAsync(ToolCatalog catalog, FunctionCallContent call, AnalysisContext context, CancellationToken cancellationToken)
    {
        try
        {
            await catalog.Find(call.Name)!.Function.InvokeAsync(ToolArguments.For(context, call.Arguments), cancellationToken);
            return "Done.";
        }
        catch (UserException e)
        {
            return e.Message;
        }
    }
}
