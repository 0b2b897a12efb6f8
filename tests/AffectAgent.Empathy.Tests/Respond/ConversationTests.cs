using AffectAgent.Empathy.Care;

namespace AffectAgent.Empathy.Tests.Respond;

public sealed class ConversationTests
{
    [Fact]
    public async Task Respond_Crisis_GivesTheFixedAnswerAndNothingElse()
    {
        var reply = await Replies.To("I want to kill myself", region: "DE");
        Assert.True(reply.Care.IsCrisis);
        Assert.Equal("care", reply.Plan.WrittenBy);
        Assert.Null(reply.Perceived);
        Assert.Empty(reply.Chain.Steps);
        Assert.Empty(reply.Plan.Emotions);
        Assert.NotEmpty(reply.Care.Lines);
        Assert.NotEmpty(reply.Plan.Shown);
        Assert.Equal(CareAnswers.Default.AnswerFor(CareDetector.Default.Check("I want to kill myself"), "en", "DE").Text, reply.Plan.Text);
    }

    [Fact]
    public async Task Respond_AfterCrisis_KeepsItKnownAndCelebratesNothing()
    {
        var (last, _) = await Replies.ToAll("I want to kill myself", "just kidding, I got the job!!");
        Assert.True(last.Care.Earlier);
        Assert.NotEmpty(last.Plan.Shown);
        Assert.InRange(last.Plan.Vad.Valence, -1, 0);
        Assert.Equal(1, last.Plan.Text.Count(letter => letter == '?'));
    }

    [Theory]
    [InlineData("I passed my exam!")]
    [InlineData("I won the lottery!")]
    [InlineData("We got engaged, I'm so happy!!")]
    [InlineData("My neighbour baked me a cake because I was ill")]
    [InlineData("The lump was benign, what a relief")]
    [InlineData("thanks so much")]
    [InlineData("😄🎉🎉")]
    [InlineData("I can't believe it, she turned up at my door out of nowhere")]
    public async Task Respond_GoodNewsAfterCrisis_IsHeardCalmly(string news)
    {
        var (last, _) = await Replies.ToAll("I want to kill myself", news);
        Assert.DoesNotMatch("(?i)congrat|wonderful|well done|lovely|how kind|what a relief|!", last.Plan.Text);
        Assert.DoesNotContain(last.Plan.Emotions, one => one.Emotion == Emotion.Happiness);
        Assert.InRange(last.Plan.Vad.Valence, -1, 0);
        Assert.NotEmpty(last.Plan.Shown);
        Assert.StartsWith(CareAnswers.Default.FollowUp(CareState.Start.After(CareDetector.Default.Check("I want to kill myself")), "en", null)!.Text, last.Plan.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Respond_BoundaryAfterCrisis_KeepsTheHelpLines()
    {
        var (last, _) = await Replies.ToAll("I want to kill myself", "Do you love me?");
        Assert.StartsWith("boundary", last.Care.Kind, StringComparison.Ordinal);
        Assert.True(last.Care.Earlier);
        Assert.NotEmpty(last.Plan.Shown);
        Assert.NotEmpty(last.Care.Lines);
        Assert.StartsWith(CareAnswers.Default.FollowUp(CareState.Start.After(CareDetector.Default.Check("I want to kill myself")), "en", null)!.Text, last.Plan.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Respond_CrisisInAnotherLanguageThanThePersonas_AnswersInThePersonsOwn()
    {
        var reply = await Replies.To("Kendimi öldürmek istiyorum", persona: Persona.Default with { Language = "en" });
        Assert.True(reply.Care.IsCrisis);
        Assert.Equal("tr", reply.Plan.Language);
    }

    [Fact]
    public async Task Respond_AgeTold_IsRememberedInACrisisLater()
    {
        var (last, _) = await Replies.ToAll("I am 14 years old", "I want to kill myself");
        Assert.Equal(CareAnswers.Default.AnswerFor(CareDetector.Default.Check("I want to kill myself") with { Minor = true }, "en", null).Text, last.Plan.Text);
    }

    [Fact]
    public async Task Respond_AfterJoy_DoesNotSmileAtBadNews()
    {
        var (last, _) = await Replies.ToAll("I got the job!!", "We're having a baby", "my father died last night");
        Assert.InRange(last.Plan.Vad.Valence, -1, -0.01);
        Assert.DoesNotContain(last.Plan.Emotions, one => one.Emotion == Emotion.Happiness);
    }

    [Fact]
    public async Task Respond_SameNewsAgainAndAgain_DoesNotRepeatItself()
    {
        var past = Conversation.Empty;
        var texts = new HashSet<string>();
        for (var turn = 0; turn < 4; turn++)
        {
            var reply = await Replies.To("I'm sad today", past);
            past = past.With(reply.Turn);
            Assert.True(texts.Add(reply.Plan.Text), reply.Plan.Text);
        }
    }

    [Fact]
    public async Task Respond_LaterTurns_DoNotSayAgainThatItIsAProgram()
    {
        var (last, _) = await Replies.ToAll("I'm sad today", "My boss ignored me again");
        Assert.DoesNotContain("program", last.Plan.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Respond_ComesBackToSomething_MentionsWhatWasSaid()
    {
        var (last, _) = await Replies.ToAll("I failed my chemistry exam", "The bus was late again", "I told my teacher about chemistry today");
        Assert.Contains("you failed your chemistry exam", last.Plan.Text, StringComparison.Ordinal);
        Assert.Contains("earlier", last.Turn.Moves);
    }

    [Fact]
    public async Task Respond_BetterThanBefore_SaysSo() =>
        Assert.Contains("lighter", (await Replies.ToAll("My dog died yesterday", "I'm happy, my sister came to visit")).Last.Turn.Moves);

    [Fact]
    public async Task Course_OfThanksAndGreetings_IsNotStated() =>
        Assert.DoesNotContain("lighter", (await Replies.ToAll("My dog died yesterday", "thanks so much")).Last.Turn.Moves);

    [Fact]
    public async Task File_WithACutLastLine_IsReadWithoutIt()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("talk.jsonl");
        var (_, past) = await Replies.ToAll("I'm sad today", "My boss ignored me again");
        ConversationFile.Write(path, past);
        Assert.Equal(2, ConversationFile.Read(path).Turns.Count);
        var whole = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(path, whole[..^40], TestContext.Current.CancellationToken);
        var read = ConversationFile.Read(path);
        Assert.Equal(past.Turns[0].Reply, Assert.Single(read.Turns).Reply);
        ConversationFile.Write(path, read.With(past.Turns[1]));
        Assert.Equal(2, ConversationFile.Read(path).Turns.Count);
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void File_WithAForeignLine_SaysWhich()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("talk.jsonl");
        File.WriteAllText(path, "{\"schema\":\"something\"}\n{}\n");
        Assert.Contains("Line 1", Assert.Throws<UserException>(() => ConversationFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("my notes of one line")]
    [InlineData("{\"schema\":\"something/1\",\"user\":\"a\"")]
    [InlineData("{\"name\":\"package\"}")]
    [InlineData("{\"schema\":\"affectagent.turn/1\",\"tur\n")]
    [InlineData("{\"schema\":\"affectagent.turn/1\",\"turn\":1}")]
    [InlineData("\n\nlast words")]
    public void File_ThatIsNoCutConversation_IsRefusedAndStays(string text)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("notes.txt");
        File.WriteAllText(path, text);
        Assert.Contains("is no turn", Assert.Throws<UserException>(() => ConversationFile.Read(path)).Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("{\"sch")]
    [InlineData("{\"schema\":\"affectagent.turn/1\",\"turn\":1,\"perceived\":{\"valence\":0}")]
    public void File_ThatIsEmptyOrCutInItsFirstTurn_IsOneThatHasNotBegun(string text)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("talk.jsonl");
        File.WriteAllText(path, text);
        Assert.Empty(ConversationFile.Read(path).Turns);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("affect-").FullName;

        public string File(string name) => System.IO.Path.Combine(Path, name);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
