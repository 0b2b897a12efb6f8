using System.Text.Json;
using AffectAgent.Media;
using AffectAgent.Plugins.TalkingHead;
using AffectAgent.Tests;

namespace AffectAgent.Cli.Tests;

/// <summary><c>affect respond</c> as a user runs it.</summary>
public sealed class RespondTests(TestMedia media, TestFaces faces) : IClassFixture<TestMedia>, IClassFixture<TestFaces>
{
    private const string Exam = "I failed my exam and I can't face my parents";

    [Fact]
    public async Task Respond_Text_TellsReplyChainAndReasons()
    {
        var (reply, answered) = await AnswerAsync("--text", Exam);
        Assert.Contains("failed your exam", reply.GetProperty("plan").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("sadness:", reply.GetProperty("plan").GetProperty("emotion").GetString(), StringComparison.Ordinal);
        Assert.Equal(["event", "emotion", "cause", "need", "aim"], reply.GetProperty("chain").GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("step").GetString()));
        foreach (var line in (string[])["event", "aim", "face, voice", "agreement"])
            Assert.Contains("  " + line, answered.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Respond_JsonOnStandardOutput_IsJsonAlone()
    {
        var answered = await Affect.RunAsync("respond", "--text", "I got the job!!", "--json", "-");
        using var json = JsonDocument.Parse(answered.Output);
        Assert.Equal("affectagent.reply/1", json.RootElement.GetProperty("schema").GetString());
    }

    [Fact]
    public async Task Respond_Film_SaysTheReplyWithItsFace()
    {
        NeedVoice();
        var (film, talk) = (media.At("reply.mp4"), media.At("film.jsonl"));
        var (reply, answered) = await AnswerAsync("--text", Exam, "--out", film, "--size", "64", "--conversation", talk, "--persona", Persona("linden"));
        Assert.Contains("drawn at", answered.Errors, StringComparison.Ordinal);
        Assert.Contains("Sadness at", answered.Errors, StringComparison.Ordinal);
        var report = await new ExportCheck(new MediaOpener()).CheckAsync(film, TestContext.Current.CancellationToken);
        Assert.Empty(report.Faults.Concat(report.Notes));
        Assert.Contains("sound of", report.Says, StringComparison.Ordinal);
        Assert.Equal("Linden", reply.GetProperty("persona").GetProperty("name").GetString());
        Assert.Contains("Linden", reply.GetProperty("plan").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Single(await File.ReadAllLinesAsync(talk, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Respond_Conversation_IsKeptOverTurns()
    {
        var talk = media.At("turns.jsonl");
        var (first, _) = await AnswerAsync("--text", Exam, "--conversation", talk);
        var (second, _) = await AnswerAsync("--text", "I want to kill myself", "--conversation", talk, "--region", "DE");
        var (third, _) = await AnswerAsync("--text", "I passed my driving test today!", "--conversation", talk, "--region", "DE");
        Assert.Equal([1, 2, 3], (await File.ReadAllLinesAsync(talk, TestContext.Current.CancellationToken)).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("turn").GetInt32()));
        Assert.True(second.GetProperty("care").GetProperty("isCrisis").GetBoolean());
        Assert.True(third.GetProperty("care").GetProperty("earlier").GetBoolean());
        Assert.NotEmpty(third.GetProperty("care").GetProperty("lines").EnumerateArray());
        Assert.Equal(second.GetProperty("transition").GetProperty("reached").ToString(), third.GetProperty("transition").GetProperty("previous").ToString());
        Assert.Contains("program", first.GetProperty("plan").GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Respond_Interactive_AnswersEachLineAndKeepsThem()
    {
        var talk = media.At("interactive.jsonl");
        var answered = await Affect.RunAsync(new Dictionary<string, string>(), "hello there\n\nI got the job!!\n", ["respond", "--interactive", "--conversation", talk]);
        Assert.True(answered.ExitCode == 0, answered.Errors);
        Assert.Contains("job", answered.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["hello there", "I got the job!!"], (await File.ReadAllLinesAsync(talk, TestContext.Current.CancellationToken)).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("user").GetString()));
    }

    [Fact]
    public async Task Respond_Picture_AnswersWhatIsSeenAsAGuess()
    {
        OnnxNeeded.Check();
        var (reply, _) = await AnswerAsync(TestFaces.Save(faces.Avatar(), media.At("face.png")));
        Assert.True(reply.GetProperty("perceived").GetProperty("wasSeenOrHeard").GetBoolean());
        Assert.NotEmpty(reply.GetProperty("evidence").EnumerateArray());
        Assert.NotEqual("", reply.GetProperty("plan").GetProperty("text").GetString());
    }

    [Fact]
    public async Task Respond_Clip_AnswersItsWords()
    {
        OnnxNeeded.Check();
        NeedVoice();
        var clip = media.At("clip.mp4");
        Assert.Equal(0, (await Affect.RunAsync("talk", "--text", "I got the job.", "--emotion", "happiness", "--size", "256", "--fps", "25", "--out", clip)).ExitCode);
        var (reply, _) = await AnswerAsync(clip, "--transcript", media.Write("clip.srt", "1\n00:00:00,400 --> 00:00:01,800\nI got the job!\n"));
        Assert.Equal("joy", reply.GetProperty("transition").GetProperty("manner").GetString());
        Assert.Equal("clip.mp4", reply.GetProperty("turn").GetProperty("media").GetString());
        Assert.Contains("job", reply.GetProperty("plan").GetProperty("text").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("film")]
    [InlineData("json")]
    [InlineData("conversation")]
    [InlineData("voice")]
    public async Task Respond_SomethingFails_NothingHalfSaidRemains(string what)
    {
        NeedVoice();
        var folder = Directory.CreateDirectory(media.At("fails-" + what)).FullName;
        string At(string name) => Path.Combine(folder, name);
        await File.WriteAllTextAsync(At("wall"), "", TestContext.Current.CancellationToken);
        var talk = At("talk.jsonl");
        var (first, _) = await AnswerAsync("--text", "hello there", "--conversation", talk);
        var kept = await File.ReadAllTextAsync(talk, TestContext.Current.CancellationToken);
        var (film, json) = (what == "film" ? At("wall/reply.mp4") : At("reply.mp4"), what == "json" ? At("wall/reply.json") : At("reply.json"));
        var failed = await Affect.RunAsync(
            what == "voice" ? new Dictionary<string, string> { ["AFFECT_ESPEAK"] = At("wall") } : [],
            ["respond", "--text", Exam, "--out", film, "--size", "64", "--json", json, "--conversation", what == "conversation" ? At("wall/talk.jsonl") : talk]);
        Assert.True(failed.ExitCode == 2, failed.Errors);
        Assert.Equal("", failed.Output);
        Assert.Equal(kept, await File.ReadAllTextAsync(talk, TestContext.Current.CancellationToken));
        Assert.Equal(["talk.jsonl", "wall"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(1, first.GetProperty("turn").GetProperty("turn").GetInt32());
    }

    [Theory]
    [InlineData("Nothing to answer")]
    [InlineData("--interactive reads words", "--interactive", "--text", "Hi.")]
    [InlineData("nobody.yaml", "--text", "Hi.", "--persona", "nobody.yaml")]
    [InlineData("does not exist", "nowhere.jpg")]
    [InlineData("written twice", "--text", "Hi.", "--json", "same.jsonl", "--conversation", "same.jsonl")]
    [InlineData("neither an mp4 nor a folder", "--text", "Hi.", "--out", "x.gif")]
    [InlineData("outside 64 to 2048", "--text", "Hi.", "--out", "x.mp4", "--size", "9")]
    [InlineData("no option of respond", "--txt")]
    public async Task Respond_BadInput_IsRefusedInOneLine(string says, params string[] arguments)
    {
        var refused = await Affect.RunAsync(["respond", .. arguments.Select(x => x.Contains('.', StringComparison.Ordinal) && !x.StartsWith('H') ? media.At(x) : x)]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(says, Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--conversation", "broken.jsonl", "is no turn")]
    [InlineData("--persona", "nobody.yaml", "nobody.yaml")]
    [InlineData("--out", "x.gif", "neither an mp4 nor a folder")]
    public async Task Respond_CrisisWithAFaultBeside_TellsHelpFirst(string option, string file, string says)
    {
        if (option == "--conversation")
            await File.WriteAllTextAsync(media.At(file), "{}\n", TestContext.Current.CancellationToken);
        var answered = await Affect.RunAsync(["respond", "--text", "I want to die", "--region", "DE", option, media.At(file)]);
        Assert.Equal(2, answered.ExitCode);
        Assert.Contains("112", answered.Output, StringComparison.Ordinal);
        Assert.Contains(says, Assert.Single(answered.ErrorLines), StringComparison.Ordinal);
    }

    private async Task<(JsonElement Reply, Outcome Answered)> AnswerAsync(params string[] arguments)
    {
        var json = media.At(Path.GetRandomFileName() + ".json");
        var answered = await Affect.RunAsync(["respond", .. arguments, "--json", json]);
        Assert.True(answered.ExitCode == 0, answered.Errors);
        using var read = JsonDocument.Parse(await File.ReadAllTextAsync(json));
        return (read.RootElement.Clone(), answered);
    }

    private static string Persona(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "samples", "personas", name + ".yaml");
            if (File.Exists(path))
                return path;
        }

        throw new FileNotFoundException(name);
    }

    private static void NeedVoice() => Assert.SkipUnless(new EspeakVoice().IsInstalled(out var reason), reason ?? "");
}
