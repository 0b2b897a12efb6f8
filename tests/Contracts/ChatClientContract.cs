using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AffectAgent.Contracts;

/// <summary>
/// What every chat client must do, whatever stands behind it. A test class derives from it and says how to make a client.
/// Where the model behind it can't be told what to answer (<see cref="FollowsScript"/> is false), the form of answers is
/// checked and not their words.
/// </summary>
public abstract class ChatClientContract
{
    /// <summary>True if the model answers as the script says.</summary>
    protected virtual bool FollowsScript => true;

    /// <summary>True if the client can make tool calls.</summary>
    protected virtual bool CallsTools => true;

    /// <summary>True if the client can hold its answer to a JSON schema.</summary>
    protected virtual bool KeepsSchemas => true;

    /// <summary>Most tokens of an answer; small where a real model of random weights babbles.</summary>
    protected virtual int MostTokens => 200;

    /// <summary>Requests at once.</summary>
    protected virtual int AtOnce => 8;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes a client of which the model answers as the script says; the test disposes it. Skip the test where none can be made.</summary>
    protected abstract ValueTask<IChatClient> CreateAsync(ChatScript script);

    [Fact]
    public async Task GetResponseAsync_Words_AnswersThem()
    {
        using var client = await CreateAsync(Say("The lip corners are raised."));

        var response = await client.GetResponseAsync(Ask("What do you see?"), Options(), Token);

        Assert.Equal(ChatRole.Assistant, Assert.Single(response.Messages).Role);
        Assert.NotNull(response.FinishReason);
        if (FollowsScript)
            Assert.Equal("The lip corners are raised.", response.Text);
    }

    [Fact]
    public async Task GetStreamingResponseAsync_SameQuestion_GivesTheSameWordsInPieces()
    {
        using var client = await CreateAsync(Say("Brows up, jaw dropped, eyes wide: “surprise” — 驚き."));

        var whole = await client.GetResponseAsync(Ask("What do you see?"), Options(), Token);
        var pieces = await client.GetStreamingResponseAsync(Ask("What do you see?"), Options(), Token).ToListAsync(Token);

        Assert.True(pieces.Count(piece => piece.Text.Length > 0) > 1 || whole.Text.Length < 2);
        Assert.Equal(whole.Text, pieces.ToChatResponse().Text);
        Assert.Equal(whole.FinishReason, pieces.ToChatResponse().FinishReason);
    }

    [Fact]
    public async Task GetResponseAsync_Tool_IsCalledAndItsResultRead()
    {
        Assert.SkipUnless(CallsTools, "This client makes no tool calls.");
        using var client = await CreateAsync(ChatScript.Of(ScriptedTurn.Call(new ScriptedCall("add_numbers", """{"a":2,"b":3}""")), ScriptedTurn.Say("It is 5.")));
        var options = Options();
        options.Tools = [Add()];
        options.ToolMode = ChatToolMode.RequireAny;
        List<ChatMessage> talk = [.. Ask("Add 2 and 3.")];

        var asked = await client.GetResponseAsync(talk, options, Token);
        var call = Assert.Single(asked.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>());
        talk.AddRange(asked.Messages);
        talk.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, "5")]));
        options.ToolMode = ChatToolMode.Auto;
        var answer = await client.GetResponseAsync(talk, options, Token);

        Assert.Equal("add_numbers", call.Name);
        Assert.NotEmpty(call.CallId);
        Assert.NotNull(call.Arguments);
        Assert.NotEmpty(answer.Messages);
        if (FollowsScript)
        {
            Assert.Equal(2, NumberOf(call, "a"));
            Assert.Equal(3, NumberOf(call, "b"));
            Assert.Equal(ChatFinishReason.ToolCalls, asked.FinishReason);
            Assert.Equal("It is 5.", answer.Text);
        }
    }

    [Fact]
    public async Task GetStreamingResponseAsync_TwoToolCalls_ComeWholeInOrder()
    {
        Assert.SkipUnless(CallsTools && FollowsScript, "The model behind this client can't be told to make two calls.");
        using var client = await CreateAsync(ChatScript.Of(ScriptedTurn.Call(new("add_numbers", """{"a":1,"b":2}"""), new("add_numbers", """{ "a": 30, "b": 40 }"""))));
        var options = Options();
        options.Tools = [Add()];

        var response = await client.GetStreamingResponseAsync(Ask("Add."), options, Token).ToChatResponseAsync(Token);

        var calls = response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().ToList();
        Assert.Equal([1, 30], calls.Select(call => NumberOf(call, "a")));
        Assert.Equal(2, calls.Select(call => call.CallId).Distinct().Count());
        Assert.All(calls, call => Assert.Null(call.Exception));
    }

    [Fact]
    public async Task GetResponseAsync_ToolCallWithBrokenArguments_IsHandedOnWithItsFault()
    {
        Assert.SkipUnless(CallsTools && FollowsScript, "The model behind this client can't be told to break its arguments.");
        using var client = await CreateAsync(ChatScript.Of(ScriptedTurn.Call(new ScriptedCall("add_numbers", """{"a": 1, "b": """))));
        var options = Options();
        options.Tools = [Add()];

        var response = await client.GetResponseAsync(Ask("Add."), options, Token);

        var call = Assert.Single(response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>());
        Assert.Equal("add_numbers", call.Name);
        Assert.NotNull(call.Exception);
    }

    [Fact]
    public async Task GetResponseAsync_JsonSchema_IsKept()
    {
        Assert.SkipUnless(KeepsSchemas, "This client holds no answer to a schema.");
        using var client = await CreateAsync(Say("""{"sure":true,"count":3}"""));
        var options = Options();
        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(
            JsonElement.Parse("""{"type":"object","properties":{"sure":{"type":"boolean"},"count":{"type":"integer","minimum":0,"maximum":9}},"required":["sure","count"],"additionalProperties":false}"""), "reading");

        var response = await client.GetResponseAsync(Ask("How many faces?"), options, Token);

        using var answer = JsonDocument.Parse(response.Text);
        Assert.Contains(answer.RootElement.GetProperty("sure").ValueKind, new[] { JsonValueKind.True, JsonValueKind.False });
        Assert.Equal(JsonValueKind.Number, answer.RootElement.GetProperty("count").ValueKind);
        Assert.Equal(2, answer.RootElement.EnumerateObject().Count());
    }

    [Fact]
    public async Task GetResponseAsync_AlreadyCancelled_Stops()
    {
        using var client = await CreateAsync(Say("Never."));
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetResponseAsync(Ask("Go on."), Options(), stop.Token));
    }

    [Fact]
    public async Task GetStreamingResponseAsync_CancelledMidway_StopsAndTheClientGoesOn()
    {
        using var client = await CreateAsync(Say(string.Join(' ', Enumerable.Range(0, 200))));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var seen = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var piece in client.GetStreamingResponseAsync(Ask("Count."), Options(), stop.Token))
            {
                if (++seen == 1)
                    await stop.CancelAsync();
            }

            stop.Token.ThrowIfCancellationRequested();
        });

        Assert.InRange(seen, 1, 150);
        Assert.NotNull(await client.GetResponseAsync(Ask("Once more."), Options(), Token));
    }

    [Fact]
    public async Task GetResponseAsync_ManyAtOnce_EachGetsItsOwnAnswer()
    {
        using var client = await CreateAsync(new ChatScript(messages => ScriptedTurn.Say("You said: " + messages[^1].Text)));

        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(i => client.GetResponseAsync(Ask($"number {i}"), Options(), Token)));

        Assert.Equal(AtOnce, answers.Length);
        if (FollowsScript)
            Assert.Equal(Enumerable.Range(0, AtOnce).Select(i => $"You said: number {i}"), answers.Select(a => a.Text));
    }

    [Fact]
    public async Task GetResponseAsync_Usage_IsCounted()
    {
        using var client = await CreateAsync(Say("Four words of answer."));

        var whole = await client.GetResponseAsync(Ask("Count the tokens."), Options(), Token);
        var streamed = await client.GetStreamingResponseAsync(Ask("Count the tokens."), Options(), Token).ToChatResponseAsync(Token);

        foreach (var usage in new[] { whole.Usage, streamed.Usage })
        {
            Assert.NotNull(usage);
            Assert.True(usage.InputTokenCount > 0);
            Assert.True(usage.OutputTokenCount > 0);
        }
    }

    [Fact]
    public async Task GetResponseAsync_NoMessages_IsRefused()
    {
        using var client = await CreateAsync(Say("Nothing."));

        var error = await Assert.ThrowsAnyAsync<Exception>(() => client.GetResponseAsync([], Options(), Token));

        Assert.True(error is ArgumentException or UserException, error.ToString());
    }

    [Fact]
    public async Task GetResponseAsync_EmptyAndStrangeMessages_DoNoHarm()
    {
        using var client = await CreateAsync(Say("Yes."));

        foreach (var words in (string[])["", " ", "\0\u0007\u202E\u200B", "</s><|im_end|>[INST]", "😀\uD83D"])
            Assert.NotEmpty((await client.GetResponseAsync(Ask(words), Options(), Token)).Messages);
    }

    private static ChatScript Say(string text) => ChatScript.Of(ScriptedTurn.Say(text));

    private static List<ChatMessage> Ask(string text) => [new(ChatRole.System, "Answer in one sentence."), new(ChatRole.User, text)];

    private static AIFunction Add() => AIFunctionFactory.Create((int a, int b) => a + b, "add_numbers", "Adds two whole numbers.");

    private static double NumberOf(FunctionCallContent call, string name) =>
        call.Arguments![name] is JsonElement number ? number.GetDouble() : Convert.ToDouble(call.Arguments[name], System.Globalization.CultureInfo.InvariantCulture);

    // Temperature 0 and a seed: a client that samples must answer twice the same.
    private ChatOptions Options() => new() { Temperature = 0, Seed = 7, MaxOutputTokens = MostTokens };
}
