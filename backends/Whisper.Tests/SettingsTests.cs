using AffectAgent.Plugins.Speech;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Backends.Whisper.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void Read_Nothing_GivesTheDefaults() => Assert.Equal(new WhisperSettings(), WhisperSettings.Read(new Dictionary<string, string>()));

    [Fact]
    public void Read_All_TakesThemInAnyCase() => Assert.Equal(
        new WhisperSettings { Model = "whisper-small", Language = "de", Threads = 3, Gpu = false },
        WhisperSettings.Read(new Dictionary<string, string> { ["MODEL"] = "whisper-small", ["language"] = "DE", ["threads"] = "3", ["Gpu"] = "false" }));

    [Fact]
    public void Read_SeveralFaults_ListsAll()
    {
        var error = Assert.Throws<UserException>(() => WhisperSettings.Read(new Dictionary<string, string> { ["language"] = "german", ["threads"] = "-1", ["gpu"] = "maybe", ["natives"] = "/no/such", ["colour"] = "red" }));

        Assert.All((string[])["language", "threads", "gpu", "natives", "colour"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Add_Backend_BringsTheToolAndItsRecogniser()
    {
        var services = new ServiceCollection();

        new WhisperBackend().Add(new AffectAgentBuilder(services), new Dictionary<string, string>());

        using var provider = services.BuildServiceProvider();
        Assert.Equal("whisper-base", provider.GetRequiredService<ISpeechRecognizer>().Model);
        Assert.IsType<RecognitionPlugin>(Assert.Single(provider.GetServices<IAffectPlugin>()));
    }

    [Theory]
    [InlineData("/no/such/model.bin", "There is no speech model")]
    [InlineData("whisper-none", "There is no model 'whisper-none'")]
    public async Task HearAsync_ModelThatIsNotThere_TeachesHowToGetOne(string model, string says)
    {
        using var whisper = new WhisperModel(new WhisperSettings { Model = model });

        var error = await Assert.ThrowsAsync<UserException>(() => whisper.HearAsync(new float[16000], null, TestContext.Current.CancellationToken));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HearAsync_FileThatIsNoModel_SaysSo()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, "<html>not found</html>", TestContext.Current.CancellationToken);
            using var whisper = new WhisperModel(new WhisperSettings { Model = path });

            var error = await Assert.ThrowsAsync<UserException>(() => whisper.HearAsync(new float[16000], null, TestContext.Current.CancellationToken));

            Assert.Contains("no ggml model", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
