using Microsoft.Extensions.AI;

namespace AffectAgent.Contracts;

/// <summary>A tool call that a scripted model makes.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">Its arguments as JSON text, sent as they are; may be broken on purpose.</param>
/// <param name="Id">The call's id; null for one that is made up.</param>
public sealed record ScriptedCall(string Name, string Arguments = "{}", string? Id = null);

/// <summary>One answer of a scripted model: words, tool calls, or both.</summary>
public sealed record ScriptedTurn(string? Text = null, params IReadOnlyList<ScriptedCall> Calls)
{
    /// <summary>An answer of words.</summary>
    public static ScriptedTurn Say(string text) => new(text);

    /// <summary>An answer of calls.</summary>
    public static ScriptedTurn Call(params IReadOnlyList<ScriptedCall> calls) => new(null, calls);
}

/// <summary>
/// What a scripted model answers. <see cref="Next"/> sees the whole conversation, so a script can depend on it; it must be
/// safe to call from several threads.
/// </summary>
/// <param name="Next">The answer to a conversation.</param>
public sealed record ChatScript(Func<IReadOnlyList<ChatMessage>, ScriptedTurn> Next)
{
    /// <summary>Answers by how many answers of the model the conversation holds already; the last one again and again.</summary>
    public static ChatScript Of(params IReadOnlyList<ScriptedTurn> turns) =>
        new(messages => turns[Math.Min(messages.Count(message => message.Role == ChatRole.Assistant), turns.Count - 1)]);
}
