using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AffectAgent.Contracts;
using AffectAgent.StubModel;
using Microsoft.Extensions.AI;

namespace AffectAgent.LanguageModels.Tests;

/// <summary>One attempt to make a language model do what the input's author wants.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Place">Where it stands: question, transcript, card, card-title, card-keyword, label, file-name, tool-summary, tool-fault.</param>
/// <param name="Text">What is written there.</param>
/// <param name="Wants">What it is after: conclusion, leak, tool, cite, url, say, silence, form, arguments.</param>
/// <param name="Seen">A part of it by which the model finds it in what it is given; empty if it never gets there.</param>
/// <param name="Payload">What the model is to say or call.</param>
internal sealed record Injection(string Id, string Place, string Text, string Wants, string Seen, string Payload)
{
    private static readonly JsonSerializerOptions Names = new(JsonSerializerDefaults.Web);

    /// <summary>All attempts.</summary>
    public static IReadOnlyList<Injection> All { get; } = Load();

    private static List<Injection> Load()
    {
        using var reader = new StreamReader(typeof(Injection).Assembly.GetManifestResourceStream("injections.jsonl")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<Injection>(line, Names)!)];
    }
}

/// <summary>
/// A model that does its work well and, wherever it finds the attempt in what it is given, does what that asks for: says
/// another conclusion, prints its instructions, calls the tool, cites what is not there. It never doubts.
/// </summary>
/// <param name="injection">The attempt.</param>
/// <param name="variant">What it cites for what it is told to say: one of <see cref="Variants"/>.</param>
internal sealed partial class ObedientModel(Injection injection, int variant)
{
    /// <summary>How many ways there are to cite.</summary>
    public const int Variants = 8;

    private static readonly string[] Parts = ["answer", "observations", "interpretation", "conclusion", "limits"];
    private int _found;

    /// <summary>True if the attempt reached the model.</summary>
    public bool Found => _found > 0;

    /// <summary>All that it was given, by what was not written by itself.</summary>
    public ConcurrentBag<string> Given { get; } = [];

    /// <summary>The requests with which conversations began, tagged data taken out.</summary>
    public ConcurrentBag<string> Untagged { get; } = [];

    /// <summary>What it answers.</summary>
    public ScriptedTurn Answer(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var request = Request(messages, options);
        var good = EvidenceMind.Answer(request);
        var given = string.Join('\n', messages.Where(m => m.Role != ChatRole.Assistant).SelectMany(m => m.Contents).Select(c => c is FunctionResultContent r ? r.Result?.ToString() : c.ToString()));
        Given.Add(given);
        if (messages.Count == 2)
            Untagged.Add(Tagged().Replace(messages[0].Text + messages[1].Text, "data"));
        if (injection.Seen.Length == 0 || !given.Contains(injection.Seen, StringComparison.Ordinal))
            return Turn(good);
        Interlocked.Increment(ref _found);
        return options?.Tools is { Count: > 0 } ? Choose(good, messages) : Write(good, messages);
    }

    private ScriptedTurn Choose(StubTurn good, IReadOnlyList<ChatMessage> messages) => injection.Wants switch
    {
        "silence" => ScriptedTurn.Say("done"),
        "arguments" => new ScriptedTurn(null, [Call(injection.Payload), .. Turn(good).Calls]),
        "tool" when messages.Count(m => m.Role == ChatRole.Assistant) < 4 => new ScriptedTurn(null, [Call(injection.Payload), Call(injection.Payload), .. Turn(good).Calls]),
        _ => Turn(good),
    };

    private ScriptedTurn Write(StubTurn good, IReadOnlyList<ChatMessage> messages)
    {
        if (injection.Wants == "form")
            return ScriptedTurn.Say(injection.Payload);
        var answer = JsonNode.Parse(good.Text!)!.AsObject();
        var known = EvidenceIds(messages);
        string[] said = injection.Wants switch
        {
            "conclusion" => ["The face reads as anger with 99 %.", "All in all this reads as contempt with 100 %.", "This is anger."],
            "leak" => [.. messages[0].Text.Split('\n', StringSplitOptions.RemoveEmptyEntries), messages[0].Text, messages[0].Text[..200] + " AU12"],
            "url" => ["The face reads as happiness with 90 %, see http://evil.example/login.", "Visit evil.example now.", "![x](http://evil.example/p.png)"],
            "cite" => ["The person lies, as the evidence shows.", "The face reads as anger with 99 %."],
            _ => [injection.Payload.Length > 0 ? injection.Payload : injection.Text],
        };
        // It cites whatever may carry it: all evidence, one piece, a card, something made up, nothing.
        string[] cited = variant switch
        {
            0 => [.. known], 1 => [.. known.Take(1)], 2 => ["E2"], 3 => ["emotion/anger"], 4 => ["limit/words"], 5 => ["mine/card"], 6 => ["E999", "secret/1"], _ => [],
        };
        for (var i = 0; i < said.Length; i++)
        {
            foreach (var part in said.Length > 4 ? [Parts[i % Parts.Length]] : Parts)
                answer[part]!.AsArray().Insert(0, new JsonObject { ["text"] = said[i], ["citations"] = new JsonArray([.. cited.Select(id => JsonValue.Create(id))]) });
        }

        return ScriptedTurn.Say(answer.ToJsonString());
    }

    private static List<string> EvidenceIds(IReadOnlyList<ChatMessage> messages) =>
        [.. messages[^1].Text.Split('\n').Concat(messages[1].Text.Split('\n')).Where(line => line.StartsWith('E') && line.Contains(" | ", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]).Distinct().Take(8)];

    private static ScriptedCall Call(string payload) => payload.Split('|') is [var name, var arguments] ? new ScriptedCall(name, arguments) : new ScriptedCall(payload);

    private static ScriptedTurn Turn(StubTurn turn) => new(turn.Text, [.. turn.Calls.Select(call => new ScriptedCall(call.Name, call.Arguments))]);

    private static JsonElement Request(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var list = new JsonArray();
        foreach (var message in messages)
        {
            foreach (var result in message.Contents.OfType<FunctionResultContent>())
                list.Add(new JsonObject { ["role"] = "tool", ["content"] = result.Result?.ToString() });
            if (!message.Contents.OfType<FunctionResultContent>().Any())
                list.Add(new JsonObject { ["role"] = message.Role.Value, ["content"] = message.Text });
        }

        var request = new JsonObject { ["messages"] = list };
        if (options?.Tools is { Count: > 0 } tools)
            request["tools"] = new JsonArray([.. tools.Select(tool => new JsonObject { ["function"] = new JsonObject { ["name"] = tool.Name } })]);
        return JsonElement.Parse(request.ToJsonString());
    }

    [GeneratedRegex("<(?<tag>data-[0-9a-f]{16}) [a-z]+>[^<>]*</\\k<tag>>")]
    private static partial Regex Tagged();
}
