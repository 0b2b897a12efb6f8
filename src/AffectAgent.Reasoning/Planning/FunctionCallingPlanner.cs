using System.Globalization;
using Microsoft.Extensions.AI;

namespace AffectAgent.Reasoning;

/// <summary>
/// Lets a language model choose the tools by function calls, under a budget of calls, turns, tokens and time. The model
/// sees what each tool needs and gives, what came of its calls, and why a call was refused; it never sees what was measured,
/// so nothing in the recording can speak to it. What the model leaves out, or all if it fails or calls nothing, the staged
/// planner runs, and a note says so. Thread-safe.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="budget">What it may spend.</param>
/// <param name="limits">How long one call may take, and how large an answer may be.</param>
/// <param name="staged">Runs what the model left out.</param>
/// <param name="clock">Measures times; null for the system's.</param>
public sealed class FunctionCallingPlanner(LanguageModel model, PlannerBudget budget, ChatLimits limits, StagedPlanner staged, TimeProvider? clock = null) : IPlanner
{
    private const int MostOfAQuestion = 600;
    private static readonly PromptFile System = PromptFile.Load("planner/system");
    private static readonly PromptFile Case = PromptFile.Load("planner/case");
    private static readonly PromptTable Notes = PromptTable.Load("planner/notes");

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly ModelTalk _talk = new(model, limits, clock ?? TimeProvider.System);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ToolRun>> RunAsync(AnalysisContext context, ToolCatalog tools, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(tools);
        var gate = new ToolGate(context, tools, budget, _clock);
        string? trouble = null;
        try
        {
            if (await TalkAsync(context, gate, cancellationToken).ConfigureAwait(false) is { } spent)
                trouble = Notes.Fill("spent", ("model", model.Name), ("what", spent));
        }
#pragma warning disable CA1031 // Whatever a model's client throws, the analysis goes on without the model.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            trouble = Notes.Fill("failed", ("model", model.Name), ("why", Why(e)));
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

    // Answers what was spent before the model had stopped, or null if it stopped by itself.
    private async Task<string?> TalkAsync(AnalysisContext context, ToolGate gate, CancellationToken cancellationToken)
    {
        var talk = Opening(context, gate.Reachable, budget, DataMark.Draw());
        var options = new ChatOptions { Tools = [.. gate.Offered], ToolMode = ChatToolMode.Auto, AllowMultipleToolCalls = true, Temperature = 0 };
        var (tokens, thought) = (0L, TimeSpan.Zero);
        for (var turn = 0; turn < budget.Turns; turn++)
        {
            var left = TimeSpan.FromSeconds(budget.Seconds) - thought;
            if (left <= TimeSpan.Zero)
                return "time";
            var start = _clock.GetTimestamp();
            if (await AskAsync(talk, options, left, cancellationToken).ConfigureAwait(false) is not { } response)
                return "time";
            thought += _clock.GetElapsedTime(start);
            tokens += Tokens(talk, response);
            var calls = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToList();
            if (calls.Count == 0)
                return null;
            talk.AddRange(response.Messages.Select(WithoutThoughts));
            var answers = await CallAsync(gate, calls, cancellationToken).ConfigureAwait(false);
            talk.Add(new ChatMessage(ChatRole.Tool, [.. calls.Zip(answers, (call, answer) => (AIContent)new FunctionResultContent(call.CallId, answer))]));
            if (gate.IsSpent)
                return "calls";
            if (tokens >= budget.Tokens)
                return "tokens";
        }

        return "turns";
    }

    // One by one where the staged planner does so too: evidence then gets the same numbers in each run, as a replay needs.
    private async Task<IReadOnlyList<string>> CallAsync(ToolGate gate, List<FunctionCallContent> calls, CancellationToken cancellationToken)
    {
        var answers = new List<Task<string>>(calls.Count);
        foreach (var call in calls)
        {
            answers.Add(gate.CallAsync(call.Name, call.Arguments, call.Exception, cancellationToken));
            if (staged.Parallel == 1)
                await answers[^1].ConfigureAwait(false);
        }

        return await Task.WhenAll(answers).ConfigureAwait(false);
    }

    // Null if the time that is left ran out.
    private async Task<ChatResponse?> AskAsync(List<ChatMessage> talk, ChatOptions options, TimeSpan left, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(left, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await _talk.AskAsync(talk, options, null, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<ToolRun>> CompleteAsync(AnalysisContext context, ToolCatalog tools, ToolGate gate, string? trouble, CancellationToken cancellationToken)
    {
        var (runs, taken, held) = (gate.Runs, gate.Taken, gate.Held);
        var nothing = !runs.Any(run => !run.Call.Failed);
        IReadOnlyList<ToolRun> rest = [];
        if (budget.RunTheRest || nothing || trouble is not null)
            rest = await staged.RunAsync(context, [.. tools.All.Where(tool => !taken.Contains(tool.Name))], held, cancellationToken).ConfigureAwait(false);
        List<string> said = [];
        if (trouble is not null)
            said.Add(trouble);
        else if (nothing)
            said.Add(Notes.Fill("nothing", ("model", model.Name)));
        if (!nothing)
            said.Add(Notes.Fill("chose", ("model", model.Name), ("count", Number(runs.Count)), ("all", Number(runs.Count + rest.Count))));
        if (rest.Count > 0 && !nothing && trouble is null)
            said.Add(Notes.Fill("rest", ("model", model.Name), ("tools", string.Join(", ", rest.Select(run => run.Call.Tool)))));
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

    // Thoughts of a model are not sent back to it; endpoints do not take them.
    private static ChatMessage WithoutThoughts(ChatMessage message) =>
        new(message.Role, [.. message.Contents.Where(content => content is TextContent or FunctionCallContent)]);

    private static long Tokens(List<ChatMessage> talk, ChatResponse response) =>
        response.Usage is { } usage && (usage.TotalTokenCount ?? usage.InputTokenCount + usage.OutputTokenCount) is { } counted
            ? counted
            : (talk.Sum(message => message.Text.Length) + response.Text.Length) / 4;

    private static string Why(Exception error) => error is UserException ? error.Message : $"{error.GetType().Name}.";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
