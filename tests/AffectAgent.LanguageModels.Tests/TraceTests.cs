using AffectAgent.Contracts;
using AffectAgent.Reasoning;
using AffectAgent.StubModel;
using AffectAgent.Tests;
using Microsoft.Extensions.AI;

namespace AffectAgent.LanguageModels.Tests;

/// <summary>Traces: what is recorded, and that it replays without a model.</summary>
public sealed class TraceTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"affect-trace-{Guid.NewGuid():N}.jsonl");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task ReplayChatClient_RecordedAnalysis_GivesTheSameWithoutTheServer()
    {
        AnalysisResult recorded;
        await using (var server = new StubServer(EvidenceMind.Answer))
        {
            using var tracing = new TracingChatClient(Stubs.Client(server, key: "sk-very-secret"), "openai:stub", _file, TimeProvider.System);
            recorded = await Analyses.RunAsync(new SmallInput(), tracing);
        }

        using var replay = new ReplayChatClient(_file);
        var replayed = await Analyses.RunAsync(new SmallInput(), replay);

        Assert.Equal(recorded.Explanations[0].Claims.Select(c => c.Text), replayed.Explanations[0].Claims.Select(c => c.Text));
        Assert.StartsWith("scripted:", replayed.Explanations[0].Reasoner, StringComparison.Ordinal);
        Assert.Equal(recorded.Notes, replayed.Notes);
        Assert.DoesNotContain("very-secret", await File.ReadAllTextAsync(_file, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReplayChatClient_CommittedTrace_StillAnswers()
    {
        var committed = Path.Combine(PromptTests.Folder, "trace.jsonl");
        if (Environment.GetEnvironmentVariable("AFFECT_WRITE_SNAPSHOTS") == "1")
        {
            await using var server = new StubServer(EvidenceMind.Answer);
            using var tracing = new TracingChatClient(Stubs.Client(server), "openai:http://127.0.0.1/v1#stub", committed, new ManualClock());
            await ExplainAsync(tracing);
        }

        using var replay = new ReplayChatClient(committed);
        var (explanation, notes) = await ExplainAsync(replay);

        Assert.True(explanation.Reasoner.StartsWith("recorded", StringComparison.Ordinal),
            $"The committed trace no longer fits the prompts: {notes} If that is meant, run the tests once with AFFECT_WRITE_SNAPSHOTS=1.");
        Assert.Contains(explanation.Claims, claim => claim.Text == "AU12 is at 3.42 of 5.");
    }

    [Fact]
    public async Task ReplayChatClient_AnotherRequest_SaysWhereItDiffers()
    {
        using (var tracing = new TracingChatClient(new ScriptedChatClient(ChatScript.Of(ScriptedTurn.Say("Because."))), "scripted", _file, TimeProvider.System))
            await tracing.GetResponseAsync([new(ChatRole.System, "Be short."), new(ChatRole.User, "Why?")], new ChatOptions { Temperature = 0 }, Token);
        using var replay = new ReplayChatClient(_file);

        var same = await replay.GetResponseAsync([new(ChatRole.System, "Be short."), new(ChatRole.User, "Why?")], new ChatOptions { Temperature = 0 }, Token);
        var words = await Assert.ThrowsAsync<LanguageModelException>(() => replay.GetResponseAsync([new(ChatRole.System, "Be short."), new(ChatRole.User, "When?")], new ChatOptions { Temperature = 0 }, Token));
        var options = await Assert.ThrowsAsync<LanguageModelException>(() => replay.GetResponseAsync([new(ChatRole.System, "Be short."), new(ChatRole.User, "Why?")], null, Token));

        Assert.Equal("Because.", same.Text);
        Assert.Contains("message 2 (user) differs", words.Message, StringComparison.Ordinal);
        Assert.Contains("options differ", options.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReplayChatClient_NumbersOfTags_DoNotCount()
    {
        var (first, second) = (new DataMark("0123456789abcdef"), new DataMark("fedcba9876543210"));
        using (var tracing = new TracingChatClient(new ScriptedChatClient(ChatScript.Of(ScriptedTurn.Say("Because."))), "scripted", _file, TimeProvider.System))
            await tracing.GetResponseAsync([new(ChatRole.User, first.Wrap("question", "Why?", 100))], null, Token);

        using var replay = new ReplayChatClient(_file);

        Assert.Equal("Because.", (await replay.GetResponseAsync([new(ChatRole.User, second.Wrap("question", "Why?", 100))], null, Token)).Text);
    }

    [Fact]
    public async Task ReplayChatClient_ChangedAnswer_IsRefused()
    {
        using (var tracing = new TracingChatClient(new ScriptedChatClient(ChatScript.Of(ScriptedTurn.Say("Because."))), "scripted", _file, TimeProvider.System))
            await tracing.GetResponseAsync([new(ChatRole.User, "Why?")], null, Token);
        await File.WriteAllTextAsync(_file, (await File.ReadAllTextAsync(_file, Token)).Replace("Because", "Otherwise", StringComparison.Ordinal), Token);

        Assert.Contains("has been changed", Assert.Throws<UserException>(() => new ReplayChatClient(_file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "holds no calls")]
    [InlineData("nonsense", "no JSON")]
    [InlineData("{\"schema\":\"other\"}", "no record")]
    public async Task ReplayChatClient_NoTrace_SaysSo(string content, string said)
    {
        await File.WriteAllTextAsync(_file, content, Token);

        Assert.Contains(said, Assert.Throws<UserException>(() => new ReplayChatClient(_file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TracingChatClient_FileThatIsNoTrace_IsKept()
    {
        File.WriteAllText(_file, "a picture");

        var error = Assert.Throws<UserException>(() => new TracingChatClient(new ScriptedChatClient(ChatScript.Of()), "scripted", _file, TimeProvider.System));

        Assert.Contains("is no trace", error.Message, StringComparison.Ordinal);
        Assert.Equal("a picture", File.ReadAllText(_file));
    }

    [Fact]
    public async Task TracingChatClient_OlderTrace_IsReplacedOnlyWhenTheNewOneIsClosed()
    {
        await RecordAsync("Before.");
        var before = await File.ReadAllTextAsync(_file, Token);
        using (var tracing = new TracingChatClient(new ScriptedChatClient(ChatScript.Of(ScriptedTurn.Say("After."))), "scripted", _file, TimeProvider.System))
        {
            await tracing.GetResponseAsync([new(ChatRole.User, "Why?")], null, Token);
            Assert.Equal(before, await File.ReadAllTextAsync(_file, Token));
        }

        var after = await File.ReadAllTextAsync(_file, Token);
        Assert.Contains("After.", after, StringComparison.Ordinal);
        Assert.EndsWith("}\n", after, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(_file)!, Path.GetFileName(_file) + "*.part"));
    }

    [Fact]
    public async Task TracingChatClient_NoCalls_LeavesTheOlderTrace()
    {
        await RecordAsync("Before.");
        using (new TracingChatClient(new ScriptedChatClient(ChatScript.Of()), "scripted", _file, TimeProvider.System))
        {
        }

        Assert.Contains("Before.", await File.ReadAllTextAsync(_file, Token), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(_file)!, Path.GetFileName(_file) + "*.part"));
    }

    [Fact]
    public async Task TracingChatClient_File_IsReadByItsOwnerAlone()
    {
        await RecordAsync("Because.");

        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no file modes.");
        else
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_file));
    }

    [Theory]
    [InlineData(Misbehaviour.EchoKey)]
    [InlineData(Misbehaviour.SpeakKey)]
    public async Task TracingChatClient_EndpointQuotesTheKey_IsNotRecorded(Misbehaviour misbehaviour)
    {
        await using var server = Stubs.Server(ChatScript.Of(ScriptedTurn.Say("Because.")), misbehaviour);
        using (var tracing = new TracingChatClient(Stubs.Client(server, key: "sk-very-secret"), "openai:stub", _file, TimeProvider.System))
        {
            if (misbehaviour == Misbehaviour.EchoKey)
                await Assert.ThrowsAsync<LanguageModelException>(() => tracing.GetResponseAsync([new(ChatRole.User, "Who am I?")], null, Token));
            else
                await tracing.GetStreamingResponseAsync([new(ChatRole.User, "Who am I?")], null, Token).ToChatResponseAsync(Token);
        }

        var text = await File.ReadAllTextAsync(_file, Token);
        Assert.DoesNotContain("very-secret", text, StringComparison.Ordinal);
        Assert.Contains("Bearer (key)", text, StringComparison.Ordinal);
        using var replay = new ReplayChatClient(_file);
    }

    private async Task RecordAsync(string answer)
    {
        using var tracing = new TracingChatClient(new ScriptedChatClient(ChatScript.Of(ScriptedTurn.Say(answer))), "scripted", _file, TimeProvider.System);
        await tracing.GetResponseAsync([new(ChatRole.User, "Why?")], null, Token);
    }

    [Fact]
    public async Task TracingChatClient_FailedCall_IsRecordedWithItsFault()
    {
        using (var tracing = new TracingChatClient(new ScriptedChatClient(new ChatScript(_ => throw new UserException("It broke."))), "scripted", _file, TimeProvider.System))
            await Assert.ThrowsAsync<UserException>(() => tracing.GetStreamingResponseAsync([new(ChatRole.User, "Why?")], null, Token).ToChatResponseAsync(Token));

        Assert.Contains("\"error\":\"It broke.\"", await File.ReadAllTextAsync(_file, Token), StringComparison.Ordinal);
    }

    private static async Task<(Explanation Explanation, string Notes)> ExplainAsync(IChatClient client)
    {
        using var context = FixedCase.Context();
        var reasoner = new LanguageModelReasoner(new LanguageModel(client, "recorded"), FixedCase.Composer, FixedCase.Cards, new ReasonerOptions(), new ChatLimits());
        var explanation = Assert.Single(await reasoner.ExplainAsync(context, Token));
        return (explanation, string.Join(' ', context.Ledger.Notes.Select(note => note.Text)));
    }
}
