using System.Text.Json;

namespace AffectAgent.Cli.Tests;

/// <summary><c>affect talk</c> as a user runs it.</summary>
public sealed class TalkTests(TestMedia media) : IClassFixture<TestMedia>
{
    [Fact]
    public async Task Talk_Words_AreAFilmAndDataOfOneLength()
    {
        if ((await Affect.RunAsync("talk", "--text", "Hello.", "--plan", media.At("probe.json"))).Errors is { Length: > 0 } missing)
            Assert.Skip(missing.Trim());
        string film = media.At("hello.mp4"), csv = media.At("hello.csv"), json = media.At("hello.json"), plan = media.At("hello-plan.json");
        var made = await Affect.RunAsync("talk", "--text", "Hello, how are you?", "--emotion", "happiness:0.8", "--size", "128", "--fps", "25", "--out", film, "--arkit", csv, "--visemes", json, "--plan", plan);
        Assert.Equal(0, made.ExitCode);
        Assert.Contains("AU12", made.Output, StringComparison.Ordinal);
        Assert.Contains("because the card emotion/happiness says", made.Output, StringComparison.Ordinal);
        Assert.Contains("visible label", made.Output, StringComparison.Ordinal);

        var source = await Media.MediaSource.OpenAsync(film, cancellationToken: TestContext.Current.CancellationToken);
        var rows = (await File.ReadAllLinesAsync(csv, TestContext.Current.CancellationToken)).Length - 1;
        using var data = JsonDocument.Parse(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken));
        Assert.Equal(rows, data.RootElement.GetProperty("frames").GetArrayLength());
        Assert.Equal(rows / 25.0, source.Info.Duration, 1);
        Assert.Equal((128, 128), (source.Info.Video!.Width, source.Info.Video.Height));
        Assert.NotNull(source.Info.Audio);
        using var planned = JsonDocument.Parse(await File.ReadAllTextAsync(plan, TestContext.Current.CancellationToken));
        Assert.Contains(planned.RootElement.GetProperty("expressions")[0].GetProperty("movements").EnumerateArray(), x => x.GetProperty("unit").GetInt32() == 12 && x.GetProperty("card").GetString() == "emotion/happiness");
    }

    [Fact]
    public async Task Talk_Transcript_LipsAndEmotionsFollowItsWords()
    {
        var spoken = await Affect.RunAsync("talk", "--text", "I failed my exam, but I am glad it is over.", "--size", "64", "--out", media.At("spoken/"));
        Assert.SkipWhen(spoken.ExitCode != 0 && spoken.Errors.Contains("espeak", StringComparison.Ordinal), spoken.Errors.Trim());
        string sound = media.At("spoken/sound.wav"), words = media.Write("words.srt", "1\n00:00:00,000 --> 00:00:05,000\nI failed my exam, but I am glad it is over.\n");
        string data = media.At("heard.json"), plan = media.At("heard-plan.json");
        var made = await Affect.RunAsync("talk", "--audio", sound, "--transcript", words, "--emotion", "'but I am glad':happiness:0.6", "--visemes", data, "--plan", plan);
        Assert.True(made.ExitCode == 0, made.Errors);
        using var planned = JsonDocument.Parse(await File.ReadAllTextAsync(plan, TestContext.Current.CancellationToken));
        var start = Assert.Single(planned.RootElement.GetProperty("expressions").EnumerateArray()).GetProperty("start").GetDouble();
        // "but" is the fifth of ten words; film and recording each begin with silence.
        Assert.InRange(start, 1.2, 3.2);
        Assert.Equal(0, (await Affect.RunAsync("talk", "check", data)).ExitCode);

        var unknown = await Affect.RunAsync("talk", "--audio", sound, "--emotion", "'but I am glad':happiness:0.6", "--visemes", data);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("--transcript", Assert.Single(unknown.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TalkCheck_FilesAndFaults_ALineEachAndTheExitCode()
    {
        string csv = media.At("face.csv"), json = media.At("face.json"), glb = media.At("face.glb");
        Assert.Equal(0, (await Affect.RunAsync("talk", "--emotion", "anger", "--seconds", "0.5", "--arkit", csv, "--visemes", json, "--gltf", glb)).ExitCode);
        var good = await Affect.RunAsync("talk", "check", csv, json, glb);
        Assert.True(good.ExitCode == 0, good.Output);
        Assert.Equal(3, good.Output.Split('\n').Count(line => line.Contains("no fault", StringComparison.Ordinal)));

        await File.WriteAllTextAsync(csv, (await File.ReadAllTextAsync(csv, TestContext.Current.CancellationToken)).Replace("JawOpen", "jawOpen", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var bad = await Affect.RunAsync("talk", "check", csv, media.At("missing.glb"), json, media.Write("a.txt", "?"));
        Assert.Equal(2, bad.ExitCode);
        Assert.Contains("face.csv: fault: the column JawOpen is missing", bad.Output, StringComparison.Ordinal);
        Assert.Contains("face.json: blendshapes and visemes as JSON, no fault: 15 frames at 30 a second", bad.Output, StringComparison.Ordinal);
        Assert.Equal(2, bad.ErrorLines.Length);
    }

    [Fact]
    public async Task Talk_NoLabel_NamesTheDuty()
    {
        var made = await Affect.RunAsync("talk", "--emotion", "surprise", "--seconds", "0.4", "--size", "64", "--no-label", "--out", media.At("quiet/"));
        Assert.Equal(0, made.ExitCode);
        Assert.Contains("Article 50", made.Output, StringComparison.Ordinal);
        Assert.Equal(12, Directory.GetFiles(media.At("quiet"), "frame_*.png").Length);
        Assert.False(File.Exists(Path.Combine(media.At("quiet"), "sound.wav")));
    }

    [Theory]
    [InlineData("nothing to say", "--out", "x.mp4")]
    [InlineData("nowhere to write", "--text", "Hello.")]
    [InlineData("exclude each other", "--text", "Hello.", "--audio", "a.wav", "--out", "x.mp4")]
    [InlineData("neither an mp4 nor a folder", "--text", "Hello.", "--out", "x.gif")]
    [InlineData("no emotion that a face", "--text", "Hello.", "--emotion", "hangry", "--out", "x.mp4")]
    [InlineData("no look called", "--text", "Hello.", "--look", "robot", "--out", "x.mp4")]
    [InlineData("--face chooses", "--text", "Hello.", "--face", "2", "--out", "x.mp4")]
    [InlineData("does not exist", "--audio", "nowhere.wav", "--out", "x.mp4")]
    [InlineData("FramesPerSecond", "--emotion", "fear", "--fps", "500", "--out", "x.mp4")]
    public async Task Talk_BadInput_IsRefusedInOneLine(string says, params string[] arguments)
    {
        var refused = await Affect.RunAsync(["talk", .. arguments.Select(x => x.EndsWith(".mp4", StringComparison.Ordinal) ? media.At(x) : x)]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(says, Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        Assert.False(File.Exists(media.At("x.mp4")));
    }
}
