using Microsoft.Extensions.AI;

namespace AffectAgent.Reasoning;

/// <summary>
/// The conversation of one plan with a language model, under its budget. Counts questions, tokens and the model's time, and
/// answers no more when one of them, or the tool calls, are spent. One question at a time.
/// </summary>
public sealed class PlannerTalk
{
    private readonly ModelPlannerParts _parts;
    private readonly ToolGate _gate;
    private readonly TimeProvider _clock;
    private readonly ModelTalk _talk;
    private int _turns;
    private long _tokens;
    private TimeSpan _thought;

    internal PlannerTalk(ModelPlannerParts parts, ToolGate gate)
    {
        _parts = parts;
        _gate = gate;
        _clock = parts.Clock ?? TimeProvider.System;
        _talk = new ModelTalk(parts.Model, parts.Limits, _clock);
    }

    /// <summary>What was spent before the model had stopped: "calls", "tokens", "turns" or "time"; null if nothing was.</summary>
    public string? Spent { get; private set; }

    /// <summary>Asks the model.</summary>
    /// <param name="conversation">The messages so far.</param>
    /// <param name="options">The tools offered, and how.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The answer without the model's thoughts, which endpoints do not take back; null if something is spent.</returns>
    /// <exception cref="LanguageModelException">The model failed, or a limit of the call ran out.</exception>
    public async Task<ChatResponse?> AskAsync(IReadOnlyList<ChatMessage> conversation, ChatOptions options, CancellationToken cancellationToken = default)
    {
        var left = TimeSpan.FromSeconds(_parts.Budget.Seconds) - _thought;
        Spent ??= _gate.IsSpent ? "calls"
            : _tokens >= _parts.Budget.Tokens ? "tokens"
            : _turns >= _parts.Budget.Turns ? "turns"
            : left <= TimeSpan.Zero ? "time"
            : null;
        if (Spent is not null)
            return null;
        _turns++;
        var start = _clock.GetTimestamp();
        using var limit = new CancellationTokenSource(left, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var response = await _talk.AskAsync(conversation, options, null, left, both.Token).ConfigureAwait(false);
            _tokens += Tokens(conversation, response);
            response.Messages = [.. response.Messages.Select(WithoutThoughts)];
            return response;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            Spent = "time";
            return null;
        }
        finally
        {
            _thought += _clock.GetElapsedTime(start);
        }
    }

    private static ChatMessage WithoutThoughts(ChatMessage message) =>
        new(message.Role, [.. message.Contents.Where(content => content is TextContent or FunctionCallContent)]);

    private static long Tokens(IReadOnlyList<ChatMessage> conversation, ChatResponse response) =>
        response.Usage is { } usage && (usage.TotalTokenCount ?? usage.InputTokenCount + usage.OutputTokenCount) is { } counted
            ? counted
            : (conversation.Sum(message => message.Text.Length) + response.Text.Length) / 4;
}
