using System.Globalization;
using Microsoft.Extensions.AI;

namespace AffectAgent.Reasoning;

/// <summary>
/// Lets a language model choose the tools by function calls, under a budget of calls, turns, tokens and time. The model
/// sees what each tool needs and gives, what came of its calls, and why a call was refused; it never sees what was measured,
/// so nothing in the recording can speak to it. What the model leaves out, or all if it fails or calls nothing, the staged
/// planner runs, and a note says so. Thread-safe. How the model is asked is the derived class's.
/// </summary>
/// <param name="parts">What it is made of.</param>
public abstract class ModelPlanner(ModelPlannerParts parts) : IPlanner
{
    private const int MostOfAQuestion = 600;
    private static readonly PromptFile System = PromptFile.Load("planner/system");
    private static readonly PromptFile Case = PromptFile.Load("planner/case");
    private static readonly PromptTable Notes = PromptTable.Load("planner/notes");

    private readonly LanguageModel _model = parts.Model;
    private readonly PlannerBudget _budget = parts.Budget;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ToolRun>> RunAsync(AnalysisContext context, ToolCatalog tools, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(tools);
        var gate = new ToolGate(context, tools, _budget, parts.Clock, parts.Staged.Parallel);
        var talk = new PlannerTalk(parts, gate);
        string? trouble = null;
        try
        {
            await TalkAsync(talk, gate, Opening(context, gate.Reachable, _budget, DataMark.Draw()), cancellationToken).ConfigureAwait(false);
            if (talk.Spent is { } spent)
                trouble = Notes.Fill("spent", ("model", _model.Name), ("what", spent));
        }
#pragma warning disable CA1031 // Whatever a model's client throws, the analysis goes on without the model.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            trouble = Notes.Fill("failed", ("model", _model.Name), ("why", Why(e)));
        }

        cancellationToken.ThrowIfCancellationRequested();
        return await CompleteAsync(context, tools, gate, trouble, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The messages with which a conversation begins.</summary>
    internal static List<ChatMessage> Opening(AnalysisContext context, IReadOnlyList<AffectTool> tools, PlannerBudget budget, DataMark mark)
    {
        var question = context.Request.Question is { } asked && !string.IsNullOrWhiteSpace(asked) ? mark.Wrap("question", asked, MostOfAQuestion) : Notes.Fill("no-question");
        var held = InputArtifacts.Of(context).Order(StringComparer.Ordinal).ToList();
        return
        [
            new(ChatRole.System, System.Fill(("calls", budget.Calls.ToString(CultureInfo.InvariantCulture)), ("tag", mark.Tag))),
            new(ChatRole.User, Case.Fill(("medium", Medium(context)), ("held", held.Count == 0 ? Notes.Fill("nothing-held") : string.Join(", ", held)), ("question", question), ("tools", Tools(tools)))),
        ];
    }

    /// <summary>Lets the model choose: asks it through <paramref name="talk"/>, and makes its calls through <paramref name="gate"/>, until it stops or the talk answers no more.</summary>
    /// <param name="talk">Asks the model under the budget.</param>
    /// <param name="gate">Makes its calls, or says why not.</param>
    /// <param name="opening">The messages with which the conversation begins.</param>
    /// <param name="cancellationToken">Stops it.</param>
    protected abstract Task TalkAsync(PlannerTalk talk, ToolGate gate, IReadOnlyList<ChatMessage> opening, CancellationToken cancellationToken);

    private async Task<IReadOnlyList<ToolRun>> CompleteAsync(AnalysisContext context, ToolCatalog tools, ToolGate gate, string? trouble, CancellationToken cancellationToken)
    {
        var (runs, taken, held) = (gate.Runs, gate.Taken, gate.Held);
        var nothing = !runs.Any(run => !run.Call.Failed);
        IReadOnlyList<ToolRun> rest = [];
        if (_budget.RunTheRest || nothing || trouble is not null)
            rest = await parts.Staged.RunAsync(context, [.. tools.All.Where(tool => !taken.Contains(tool.Name))], held, cancellationToken).ConfigureAwait(false);
        List<string> said = [];
        if (trouble is not null)
            said.Add(trouble);
        else if (nothing)
            said.Add(Notes.Fill("nothing", ("model", _model.Name)));
        if (!nothing)
            said.Add(Notes.Fill("chose", ("model", _model.Name), ("count", Number(runs.Count)), ("all", Number(runs.Count + rest.Count))));
        if (rest.Count > 0 && !nothing && trouble is null)
            said.Add(Notes.Fill("rest", ("model", _model.Name), ("tools", string.Join(", ", rest.Select(run => run.Call.Tool)))));
        if (gate.Refused > 0)
            said.Add(Notes.Fill("refused", ("count", Number(gate.Refused))));
        context.Ledger.Add(new AnalysisNote("planner", string.Join(' ', said)));
        return [.. runs, .. rest];
    }

    private static string Medium(AnalysisContext context)
    {
        var info = context.Media?.Info;
        var seconds = ("seconds", (info?.Duration ?? 0).ToString("0.#", CultureInfo.InvariantCulture));
        return info?.Kind switch
        {
            null => Notes.Fill("words"),
            MediaKind.Image => Notes.Fill("picture"),
            _ => Notes.Fill(info.Video is null ? "sound" : "video", seconds),
        };
    }

    private static string Tools(IReadOnlyList<AffectTool> tools) => string.Join('\n', tools.Select(tool => Notes.Fill(
        "tool", ("name", tool.Name), ("needs", string.Join(", ", tool.Needs)), ("gives", string.Join(", ", tool.Gives)))));

    private static string Why(Exception error) => error is UserException ? error.Message : $"{error.GetType().Name}.";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
