using System.Text.Json;
using AffectAgent.Contracts;
using AffectAgent.Reasoning;
using AffectAgent.StubModel;
using Microsoft.Extensions.AI;

namespace AffectAgent.LanguageModels.Tests;

/// <summary>Stub servers and clients for them.</summary>
internal static class Stubs
{
    /// <summary>A server whose model follows a script.</summary>
    public static StubServer Server(ChatScript script, Misbehaviour misbehaviour = Misbehaviour.None) => new(request => Turn(script.Next(Messages(request))), misbehaviour);

    /// <summary>A client of a server.</summary>
    public static OpenAiChatClient Client(StubServer server, TimeProvider? clock = null, ChatLimits? limits = null, string? model = "stub", string? key = null) =>
        new(new OpenAiEndpoint(new Uri(server.Address + "/"), key), model, limits ?? new ChatLimits(), clock, () => 0.5);

    /// <summary>The conversation of a request.</summary>
    public static List<ChatMessage> Messages(JsonElement request) => [.. request.GetProperty("messages").EnumerateArray().Select(message =>
        new ChatMessage(new ChatRole(message.GetProperty("role").GetString()!), message.GetProperty("content").GetString() ?? ""))];

    private static StubTurn Turn(ScriptedTurn turn) => new(turn.Text, [.. turn.Calls.Select(call => new StubCall(call.Name, call.Arguments, call.Id))]);
}
