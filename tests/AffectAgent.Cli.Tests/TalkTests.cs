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
