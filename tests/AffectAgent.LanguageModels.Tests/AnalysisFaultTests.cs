using System.Runtime.CompilerServices;
using AffectAgent.Contracts;
using AffectAgent.StubModel;
using AffectAgent.Tests;
using Microsoft.Extensions.AI;

namespace AffectAgent.LanguageModels.Tests;

/// <summary>Whole analyses with a model that misbehaves: each ends with an explanation, and says what happened.</summary>
public sealed class AnalysisFaultTests
{
    private static readonly TimeSpan Pauses = TimeSpan.FromSeconds(30);

    public static TheoryData<Misbehaviour, string> Misbehaviours => new()
    {
        { Misbehaviour.HalfToolCall, "in the middle of a tool call" },
        { Misbehaviour.InvalidJson, "no JSON" },
        { Misbehaviour.Endless, "more than 10 MB" },
        { Misbehaviour.Huge, "more than 10 MB" },
        { Misbehaviour.Error500, "something broke" },
        { Misbehaviour.Reset, "broke off" },
        { Misbehaviour.WrongType, "text/html" },
        { Misbehaviour.Loading, "Loading model" },
        { Misbehaviour.NoModel, "it has stub" },
        { Misbehaviour.TooLong, "too small a context" },
        { Misbehaviour.WrongKey, "refused the key" },
        { Misbehaviour.Redirect, "sends elsewhere" },
        { Misbehaviour.ErrorInStream, "the slot was lost" },
    };

    [Fact]
    public async Task AnalyzeAsync_GoodServer_TheModelPlansAndWrites()
    {
        await using var server = new StubServer(EvidenceMind.Answer);
        using var client = Stubs.Client(server);

        var result = await Analyses.RunAsync(new SmallInput(), client);

        var explanation = Assert.Single(result.Explanations);
        Assert.StartsWith("scripted:obedient (reasoner/", explanation.Reasoner, StringComparison.Ordinal);
        Assert.Contains(explanation.Claims, claim => claim.Text == "The face reads as happiness with 90 %.");
        Assert.Equal(["find_faces", "read_faces", "read_words"], result.Tools.Select(t => t.Tool).Order());
        Assert.Contains(result.Notes, note => note is { By: "planner", Text: "The language model scripted:obedient chose 3 of the 3 tools that ran." });
        Assert.Equal(2 + 2, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Contains("\"stream\":true", System.Text.Encoding.UTF8.GetString(request.Body), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Misbehaviours))]
    public async Task AnalyzeAsync_Misbehaviour_EndsWithTheComposersExplanation(Misbehaviour misbehaviour, string said)
    {
        await using var server = new StubServer(EvidenceMind.Answer, misbehaviour);
        using var client = Stubs.Client(server, new ManualClock(Pauses));

        AssertSurvived(await Analyses.RunAsync(new SmallInput(), client, clock: new ManualClock(Pauses)), said);
    }

    [Theory]
    [InlineData(Misbehaviour.Hang, 180)]
    [InlineData(Misbehaviour.Stall, 60)]
    public async Task AnalyzeAsync_SilentServer_EndsWithTheComposersExplanation(Misbehaviour misbehaviour, int seconds)
    {
        var clock = new ManualClock();
        await using var server = new StubServer(EvidenceMind.Answer, misbehaviour);
        using var client = Stubs.Client(server, clock);

        var run = Analyses.RunAsync(new SmallInput(), client, clock: clock);
        await clock.UntilAsync(run, TimeSpan.FromSeconds(seconds));

        AssertSurvived(await run, $"sent nothing for {seconds} s");
    }

    [Fact]
    public async Task AnalyzeAsync_AnswerCutOffByItsTokens_SaysWhichSettingToRaise()
    {
        await using var server = new StubServer(EvidenceMind.Answer, Misbehaviour.CutOff);
        using var client = Stubs.Client(server);

        var result = await Analyses.RunAsync(new SmallInput(), client, plan: false);

        AssertSurvived(result, "cut off after 4000 tokens");
        AssertSurvived(result, "Raise LanguageModels:Reasoner:MostTokens");
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task AnalyzeAsync_ClientThatHangsAndHeedsNothing_IsLeftBehind()
    {
        var clock = new ManualClock();

        var run = Analyses.RunAsync(new SmallInput(), new DeafModel(), clock: clock);
        await clock.UntilAsync(run, TimeSpan.FromSeconds(180));

        AssertSurvived(await run, "sent nothing for");
    }

    [Theory]
    [InlineData(Misbehaviour.NoSchema)]
    [InlineData(Misbehaviour.NoForms)]
    [InlineData(Misbehaviour.Error500Twice)]
    [InlineData(Misbehaviour.Busy)]
    public async Task AnalyzeAsync_PassingTrouble_TheModelStillWrites(Misbehaviour misbehaviour)
    {
        await using var server = new StubServer(EvidenceMind.Answer, misbehaviour);
        using var client = Stubs.Client(server, new ManualClock(Pauses));

        var result = await Analyses.RunAsync(new SmallInput(), client);

        Assert.StartsWith("scripted:", Assert.Single(result.Explanations).Reasoner, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("I think she is happy.")]
    [InlineData("{\"observations\": [")]
    [InlineData("{\"observations\": 7, \"conclusion\": \"happy\"}")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"observations\":[{\"text\":\"AU12 is at 4.9 of 5.\",\"citations\":[\"E3\"]}]}")]
    [InlineData("")]
    public async Task AnalyzeAsync_AnswerOfAnotherForm_EndsWithTheComposersExplanation(string answer)
    {
        var result = await Analyses.RunAsync(new SmallInput(), new FunctionModel((_, options) => ScriptedTurn.Say(options?.Tools is null ? answer : "done")));

        AssertSurvived(result, "by the composer");
    }

    [Fact]
    public async Task AnalyzeAsync_UnsupportedSentence_GoesBackOnceThenIsStruckOut()
    {
        var asked = new List<string>();
        var stubborn = new FunctionModel((messages, options) =>
        {
            if (options?.Tools is not null)
                return ScriptedTurn.Say("done");
            asked.Add(messages[^1].Text);
            return ScriptedTurn.Say("""
                Here it is: {"answer": [], "observations": [{"text": "The face reads as happiness with 90 %.", "citations": ["E2"]}, {"text": "AU12 peaks at 1.2 s with 3.4 of 5.", "citations": ["E3"]},
                {"text": "AU12 peaks at 3.9 s.", "citations": ["E3"]}], "conclusion": [{"text": "The face reads as happiness with 90 %, ahead of surprise with 6 %.", "citations": ["E2"]}]}
                """);
        });

        var explanation = Assert.Single((await Analyses.RunAsync(new SmallInput(), stubborn)).Explanations);

        Assert.Equal(2, asked.Count);
        Assert.Contains("AU12 peaks at 3.9 s.", asked[1], StringComparison.Ordinal);
        Assert.Contains("holds 3.9", asked[1], StringComparison.Ordinal);
        Assert.Equal("AU12 peaks at 3.9 s.", Assert.Single(explanation.Faithfulness.Rejected).Claim.Text);
        Assert.DoesNotContain(explanation.Claims, claim => claim.Text.Contains("3.9", StringComparison.Ordinal));
        Assert.Contains(explanation.Claims, claim => claim.Stage == ReasoningStage.Limit);
    }

    [Fact]
    public async Task AnalyzeAsync_HugeTranscript_IsCutForTheModel()
    {
        var longest = 0;
        var line = string.Concat(Enumerable.Repeat("thank you so much ", 120_000));
        var model = new FunctionModel((messages, options) =>
        {
            longest = Math.Max(longest, messages.Sum(m => m.Text.Length));
            return new ObedientModel(new Injection("", "transcript", "", "", "", ""), 0).Answer(messages, options);
        });

        var result = await Analyses.RunAsync(new SmallInput { Line = line }, model);

        Assert.InRange(longest, 1, 40_000);
        Assert.NotEmpty(Assert.Single(result.Explanations).Claims);
    }

    [Theory]
    [InlineData("Warum wirkt sie so fröhlich?")]
    [InlineData("なぜ嬉しそうに見えるのですか")]
    public async Task AnalyzeAsync_QuestionInAnotherLanguage_IsAnsweredInEnglishOrNotAtAll(string question)
    {
        var model = new FunctionModel((messages, options) => options?.Tools is not null ? ScriptedTurn.Say("done") : ScriptedTurn.Say("""
            {"answer": [{"text": "Das Gesicht wirkt fröhlich, weil die Mundwinkel gehoben sind.", "citations": ["E2"]}],
             "observations": [{"text": "Das Gesicht zeigt Freude mit 90 %.", "citations": ["E2"]}]}
            """));

        var result = await Analyses.RunAsync(new SmallInput { Question = question }, model);

        AssertSurvived(result, "by the composer");
        Assert.DoesNotContain(result.Explanations[0].Claims, claim => claim.Text.Contains("Gesicht", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnalyzeAsync_ToolThrows_TheModelIsToldAndTheAnalysisGoesOn()
    {
        var told = "";
        var model = new FunctionModel((messages, options) =>
        {
            told += string.Join('\n', messages.SelectMany(m => m.Contents).OfType<FunctionResultContent>().Select(r => r.Result));
            return new ObedientModel(new Injection("", "", "", "", "", ""), 0).Answer(messages, options);
        });

        var result = await Analyses.RunAsync(new SmallInput { Fault = "The words are damaged." }, model);

        Assert.Contains("read_words failed and will not run again. The words are damaged.", told, StringComparison.Ordinal);
        Assert.True(result.Tools.Single(t => t.Tool == "read_words").Failed);
        Assert.Equal(Emotion.Happiness, result.Explanations[0].Distribution!.Top);
    }

    private static void AssertSurvived(AnalysisResult result, string said)
    {
        var explanation = Assert.Single(result.Explanations);
        Assert.StartsWith("composer", explanation.Reasoner, StringComparison.Ordinal);
        Assert.Equal(Emotion.Happiness, explanation.Distribution!.Top);
        Assert.Equal(1.0, explanation.Faithfulness.Score);
        Assert.Contains(result.Notes, note => note.By == "reasoner" && note.Text.Contains("by the composer", StringComparison.Ordinal));
        Assert.Single(result.Notes, note => note.Text.Contains(said, StringComparison.Ordinal));
        Assert.All(result.Notes, note => Assert.DoesNotContain('\n', note.Text));
    }

    /// <summary>A client that never answers and does not heed its token.</summary>
    private sealed class DeafModel : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => new TaskCompletionSource<ChatResponse>().Task;

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await new TaskCompletionSource().Task;
            yield break;
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
