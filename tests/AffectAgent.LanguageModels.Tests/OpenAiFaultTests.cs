using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using AffectAgent.Contracts;
using AffectAgent.Reasoning;
using AffectAgent.StubModel;
using AffectAgent.Tests;
using Microsoft.Extensions.AI;

namespace AffectAgent.LanguageModels.Tests;

/// <summary>What the client of OpenAI-compatible endpoints says of each fault, and when it tries again.</summary>
public sealed class OpenAiFaultTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly TimeSpan Pauses = TimeSpan.FromSeconds(30);
    private static readonly List<ChatMessage> Question = [new(ChatRole.User, "Why?")];

    [Theory]
    [InlineData(Misbehaviour.HalfToolCall, LanguageModelFault.Failed, "in the middle of a tool call")]
    [InlineData(Misbehaviour.InvalidJson, LanguageModelFault.Invalid, "no JSON")]
    [InlineData(Misbehaviour.Endless, LanguageModelFault.TooLarge, "more than 10 MB")]
    [InlineData(Misbehaviour.Huge, LanguageModelFault.TooLarge, "more than 10 MB")]
    [InlineData(Misbehaviour.Error500, LanguageModelFault.Failed, "something broke")]
    [InlineData(Misbehaviour.Reset, LanguageModelFault.Failed, "broke off")]
    [InlineData(Misbehaviour.WrongType, LanguageModelFault.Invalid, "text/html")]
    [InlineData(Misbehaviour.Loading, LanguageModelFault.Overloaded, "Loading model")]
    [InlineData(Misbehaviour.NoModel, LanguageModelFault.NoModel, "it has stub")]
    [InlineData(Misbehaviour.TooLong, LanguageModelFault.TooLong, "9000 tokens, room for 4096")]
    [InlineData(Misbehaviour.WrongKey, LanguageModelFault.Unauthorized, "AFFECT_LLM_API_KEY")]
    [InlineData(Misbehaviour.Redirect, LanguageModelFault.Failed, "sends elsewhere")]
    [InlineData(Misbehaviour.ErrorInStream, LanguageModelFault.Failed, "the slot was lost")]
    public async Task GetStreamingResponseAsync_Misbehaviour_IsSaidInOneLine(Misbehaviour misbehaviour, LanguageModelFault fault, string said)
    {
        await using var server = Stubs.Server(ChatScript.Of(ScriptedTurn.Say("Because.")), misbehaviour);
        using var client = Stubs.Client(server, new ManualClock(Pauses));

        var error = await Assert.ThrowsAsync<LanguageModelException>(() => client.GetStreamingResponseAsync(Question, cancellationToken: Token).ToChatResponseAsync(Token));

        Assert.Equal(fault, error.Fault);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Contains("127.0.0.1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Misbehaviour.InvalidJson, LanguageModelFault.Invalid)]
    [InlineData(Misbehaviour.Huge, LanguageModelFault.TooLarge)]
    [InlineData(Misbehaviour.WrongType, LanguageModelFault.Invalid)]
    [InlineData(Misbehaviour.Error500, LanguageModelFault.Failed)]
    public async Task GetResponseAsync_Misbehaviour_IsToldApart(Misbehaviour misbehaviour, LanguageModelFault fault)
    {
        await using var server = Stubs.Server(ChatScript.Of(ScriptedTurn.Say("Because.")), misbehaviour);
        using var client = Stubs.Client(server, new ManualClock(Pauses));

        var error = await Assert.ThrowsAsync<LanguageModelException>(() => client.GetResponseAsync(Question, cancellationToken: Token));

        Assert.Equal(fault, error.Fault);
    }

    [Theory]
    [InlineData(Misbehaviour.Hang, 180)]
    [InlineData(Misbehaviour.Stall, 60)]
    public async Task GetStreamingResponseAsync_SilentServer_EndsAtTheLimit(Misbehaviour misbehaviour, int seconds)
    {
        var clock = new ManualClock();
        await using var server = Stubs.Server(ChatScript.Of(ScriptedTurn.Say("Because.")), misbehaviour);
        using var client = Stubs.Client(server, clock);

        var asked = client.GetStreamingResponseAsync(Question, cancellationToken: Token).ToChatResponseAsync(Token);
        await clock.UntilAsync(asked, TimeSpan.FromSeconds(seconds));

        var error = await Assert.ThrowsAsync<LanguageModelException>(() => asked);
        Assert.Equal(LanguageModelFault.TimedOut, error.Fault);
        Assert.Contains($"sent nothing for {seconds} s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponseAsync_SilentServer_EndsAtTheWholeLimit()
    {
        var clock = new ManualClock();
        await using var server = Stubs.Server(ChatScript.Of(ScriptedTurn.Say("Because.")), Misbehaviour.Hang);
        using var client = Stubs.Client(server, clock);

        var asked = client.GetResponseAsync(Question, cancellationToken: Token);
        await clock.UntilAsync(asked, TimeSpan.FromSeconds(600));

        Assert.Contains("did not finish within 600 s", (await Assert.ThrowsAsync<LanguageModelException>(() => asked)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponseAsync_BusyWithRetryAfter_WaitsThatLong()
    {
        var clock = new ManualClock(Pauses);
        await using var server = Stubs.Server(ChatScript.Of(ScriptedTurn.Say("Because.")), Misbehaviour.Busy);
        using var client = Stubs.Client(server, clock);

        var response = await client.GetResponseAsync(Question, cancellationToken: Token);

        Assert.Equal("Because.", response.Text);
        Assert.Equal([TimeSpan.FromSeconds(7)], clock.Skipped);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task GetResponseAsync_BusyForLongerThanAllowed_DoesNotWait()
    {
        var clock = new ManualClock(Pauses);
        await using var server = Stubs.Server(ChatScript.Of(ScriptedTurn.Say("Because.")), Misbehaviour.Busy);
        using var client = Stubs.Client(server, clock, new ChatLimits { MaxPauseSeconds = 5 });

        var error = await Assert.ThrowsAsync<LanguageModelException>(() => client.GetResponseAsync(Question, cancellationToken: Token));

        Assert.Equal(LanguageModelFault.Overloaded, error.Fault);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task GetResponseAsync_FailingTwice_PausesLongerEachTimeAndSucceeds()
    {
        var clock = new ManualClock(Pauses);
        await using var server = Stubs.Server(ChatScript.Of(ScriptedTurn.Say("Because.")), Misbehaviour.Error500Twice);
        using var client = Stubs.Client(server, clock);

        Assert.Equal("Because.", (await client.GetResponseAsync(Question, cancellationToken: Token)).Text);

        Assert.Equal(3, server.Requests.Count);
        Assert.Equal([0.375, 0.75], clock.Skipped.Select(pause => pause.TotalSeconds));
    }

    [Fact]
    public async Task GetResponseAsync_NobodyListens_TriesOnceMoreWithinASecondAndSaysSo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        var clock = new ManualClock(Pauses);
        using var client = new OpenAiChatClient(new OpenAiEndpoint(new Uri($"http://127.0.0.1:{port}/v1/"), null), "m", new ChatLimits(), clock, () => 0.5);

        var error = await Assert.ThrowsAsync<LanguageModelException>(() => client.GetResponseAsync(Question, cancellationToken: Token));

        Assert.Equal(LanguageModelFault.Refused, error.Fault);
        Assert.Contains($"Nothing listens at 127.0.0.1:{port}", error.Message, StringComparison.Ordinal);
        Assert.Equal([TimeSpan.FromSeconds(0.5)], clock.Skipped);
    }

    [Fact]
    public async Task GetResponseAsync_AddressWithoutItsVersion_IsToldTheWholeOne()
    {
        await using var server = Stubs.Server(ChatScript.Of(ScriptedTurn.Say("Because.")));
        using var client = new OpenAiChatClient(new OpenAiEndpoint(new Uri($"http://127.0.0.1:{server.Port}/"), null), "stub", new ChatLimits());

        var error = await Assert.ThrowsAsync<LanguageModelException>(() => client.GetResponseAsync(Question, cancellationToken: Token));

        Assert.Contains("is no OpenAI-compatible API", error.Message, StringComparison.Ordinal);
        Assert.Equal($"Perhaps it is openai:{server.Address}", error.Fix);
    }

    [Theory]
    [InlineData(Misbehaviour.NoSchema, "json_object")]
    [InlineData(Misbehaviour.NoForms, null)]
    public async Task GetResponseAsync_EndpointWithoutSchemas_IsAskedForTheNextFormOnce(Misbehaviour misbehaviour, string? form)
    {
        await using var server = Stubs.Server(ChatScript.Of(ScriptedTurn.Say("{}")), misbehaviour);
        using var client = Stubs.Client(server);
        var options = new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object","title":"telltale"}""")) };

        await client.GetResponseAsync(Question, options, Token);
        var tries = server.Requests.Count;
        await client.GetResponseAsync(Question, options, Token);

        Assert.Equal(tries + 1, server.Requests.Count);
        using var last = JsonDocument.Parse(server.Requests.Last().Body);
        Assert.Equal(form, last.RootElement.TryGetProperty("response_format", out var format) ? format.GetProperty("type").GetString() : null);
        Assert.Contains("telltale", Stubs.Messages(last.RootElement)[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponseAsync_NoModelNamed_TakesTheOnlyOne()
    {
        await using var server = Stubs.Server(ChatScript.Of(ScriptedTurn.Say("Because.")));
        using var client = Stubs.Client(server, model: null);

        await client.GetResponseAsync(Question, cancellationToken: Token);

        Assert.Contains("\"model\":\"stub\"", Encoding.UTF8.GetString(server.Requests.Last().Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponseAsync_Key_IsSentAndNeverSaid()
    {
        await using var server = Stubs.Server(ChatScript.Of(ScriptedTurn.Say("Because.")), Misbehaviour.WrongKey);
        using var client = Stubs.Client(server, key: "sk-very-secret");

        var error = await Assert.ThrowsAsync<LanguageModelException>(() => client.GetResponseAsync(Question, cancellationToken: Token));

        Assert.Equal("Bearer sk-very-secret", server.Requests.Last().Headers["authorization"]);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", new OpenAiEndpoint(new Uri("http://127.0.0.1:1/"), "sk-very-secret").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponseAsync_EndpointQuotesTheKey_IsNotSaid()
    {
        await using var server = Stubs.Server(ChatScript.Of(ScriptedTurn.Say("Because.")), Misbehaviour.EchoKey);
        using var client = Stubs.Client(server, key: "sk-very-secret");

        var error = await Assert.ThrowsAsync<LanguageModelException>(() => client.GetResponseAsync(Question, cancellationToken: Token));

        Assert.Contains("“Invalid key Bearer (key)”", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GetResponseAsync_ConnectionThatNeverStands_IsTriedAgainAndSaid(bool stream)
    {
        var clock = new ManualClock(Pauses);
        using var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromMilliseconds(20), UseProxy = false, ConnectCallback = NeverAsync };
        using var client = new OpenAiChatClient(new OpenAiEndpoint(new Uri("http://127.0.0.1:9/v1/"), null), "m", new ChatLimits(), clock, () => 0.5, handler);

        var error = await Assert.ThrowsAsync<LanguageModelException>(() => stream
            ? client.GetStreamingResponseAsync(Question, cancellationToken: Token).ToChatResponseAsync(Token)
            : client.GetResponseAsync(Question, cancellationToken: Token));

        Assert.Equal(LanguageModelFault.Refused, error.Fault);
        Assert.Contains("at 127.0.0.1:9 could not be reached within 10 s", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, clock.Skipped.Count);

        static async ValueTask<Stream> NeverAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return Stream.Null;
        }
    }

    [Fact]
    public async Task GetStreamingResponseAsync_LongPauses_UseUpNoLimitOfATry()
    {
        var clock = new ManualClock(TimeSpan.FromSeconds(60));
        await using var server = Stubs.Server(ChatScript.Of(ScriptedTurn.Say("Because.")), Misbehaviour.BusyLong);
        using var client = Stubs.Client(server, clock, new ChatLimits { StallSeconds = 100, WholeSeconds = 170, FirstTokenSeconds = 160 });

        var response = await client.GetStreamingResponseAsync(Question, cancellationToken: Token).ToChatResponseAsync(Token);

        Assert.Equal("Because.", response.Text);
        Assert.Equal([60, 60, 60], clock.Skipped.Select(pause => pause.TotalSeconds));
    }

    [Fact]
    public async Task GetResponseAsync_FullWithAWordOfQuota_IsTriedAgain()
    {
        await using var server = Stubs.Server(ChatScript.Of(ScriptedTurn.Say("Because.")), Misbehaviour.BusyQuota);
        using var client = Stubs.Client(server, new ManualClock(Pauses));

        Assert.Equal("Because.", (await client.GetResponseAsync(Question, cancellationToken: Token)).Text);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task GetResponseAsync_RefusedToolSchema_IsNotTakenForTheFormOfTheAnswer()
    {
        await using var server = Stubs.Server(ChatScript.Of(ScriptedTurn.Say("{}")), Misbehaviour.BadTool);
        using var client = Stubs.Client(server);
        var options = new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object"}""")) };

        var error = await Assert.ThrowsAsync<LanguageModelException>(() => client.GetResponseAsync(Question, options, Token));

        Assert.Contains("tools[0]", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public void Whole_CallsWithoutIds_GetIdsThatDoNotRepeat()
    {
        var message = JsonElement.Parse("""{"tool_calls":[{"function":{"name":"a","arguments":"{}"}},{"function":{"name":"b","arguments":"{}"}}]}""");
        var ids = new List<string>();
        for (var turn = 0; turn < 2; turn++)
        {
            var calls = new ToolCallPieces();
            calls.Take(message, whole: true);
            ids.AddRange(calls.Whole().Select(call => call.CallId));
        }

        Assert.Equal(4, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Find_BraceThatNothingClosesBeforeTheObject_FindsTheObject()
    {
        using var found = WrittenAnswer.Find("""A set {a, b so: {"observations":[]} is it.""");

        Assert.Equal("""{"observations":[]}""", found?.RootElement.GetRawText());
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/v1", "no http or https address")]
    [InlineData("127.0.0.1:8080", "no http or https address")]
    [InlineData("http://models.example/v1", "unencrypted")]
    [InlineData("https://user:pw@models.example/v1", "password")]
    [InlineData("https://models.example/v1?key=1", "query")]
    public void Parse_AddressThatCannotBeUsed_SaysWhy(string target, string said) =>
        Assert.Contains(said, Assert.Throws<UserException>(() => OpenAiEndpoint.Parse(target, false, _ => null)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_Keys_GoWhereTheyBelong()
    {
        string? Variable(string name) => name == OpenAiEndpoint.OpenAiKeyVariable ? "openai-key" : null;

        Assert.Null(OpenAiEndpoint.Parse("http://127.0.0.1:8080/v1", false, Variable).Key);
        Assert.Equal("openai-key", OpenAiEndpoint.Parse("https://api.openai.com/v1", false, Variable).Key);
        Assert.Equal("http://models.example/v1/", OpenAiEndpoint.Parse("http://models.example/v1", true, _ => null).Base.ToString());
    }

    [Theory]
    [InlineData("gguf:/models/x.gguf", "llamasharp")]
    [InlineData("magic:wand", "openai, replay")]
    [InlineData("nothing", "names no language model")]
    public void Create_AddressThatNobodyServes_SaysWhoWould(string address, string said)
    {
        var models = new ChatModels([new OpenAiProvider(new LanguageModelOptions()), new ReplayProvider()]);

        Assert.Contains(said, Assert.Throws<UserException>(() => models.Create(address)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetStreamingResponseAsync_EndlessStream_StopsReadingSoon()
    {
        await using var server = Stubs.Server(ChatScript.Of(ScriptedTurn.Say("Because.")), Misbehaviour.Endless);
        using var client = Stubs.Client(server, limits: new ChatLimits { MaxAnswerBytes = 50_000 });
        var characters = 0;

        await Assert.ThrowsAsync<LanguageModelException>(async () =>
        {
            await foreach (var piece in client.GetStreamingResponseAsync(Question, cancellationToken: Token))
                characters += piece.Text.Length;
        });

        Assert.InRange(characters, 1, 50_000);
    }
}
