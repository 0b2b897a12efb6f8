using AffectAgent.Reasoning;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Backends.LLamaSharp.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void Read_Nothing_GivesTheDefaults() => Assert.Equal(new GgufSettings(), GgufSettings.Read(new Dictionary<string, string>()));

    [Fact]
    public void Read_All_TakesThemInAnyCase()
    {
        var read = GgufSettings.Read(new Dictionary<string, string>
        {
            ["Context"] = "4096", ["THREADS"] = "3", ["gpu-layers"] = "-1", ["seed"] = "9", ["temperature"] = "0.5",
            ["max-tokens"] = "77", ["parallel"] = "2", ["max-string"] = "50", ["template"] = "chatml", ["natives"] = AppContext.BaseDirectory,
        });

        Assert.Equal(new GgufSettings { Context = 4096, Threads = 3, GpuLayers = -1, Seed = 9, Temperature = 0.5f, MaxTokens = 77, Parallel = 2, MaxString = 50, Template = "chatml", Natives = AppContext.BaseDirectory }, read);
    }

    [Fact]
    public void Read_SeveralFaults_ListsAll()
    {
        var error = Assert.Throws<UserException>(() => GgufSettings.Read(new Dictionary<string, string> { ["context"] = "7", ["temperature"] = "hot", ["natives"] = "/no/such/folder", ["colour"] = "red" }));

        Assert.All((string[])["context", "temperature", "natives", "colour"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Add_Backend_OffersTheSchemeGguf()
    {
        var services = new ServiceCollection();

        new LLamaSharpBackend().Add(new AffectAgentBuilder(services), new Dictionary<string, string>());

        using var provider = services.BuildServiceProvider();
        var found = Assert.Single(provider.GetServices<IChatClientProvider>());
        Assert.Equal("gguf", found.Scheme);
        Assert.Contains("There is no model", Assert.Throws<UserException>(() => found.Create(ChatModelAddress.Parse("gguf:/no/such/file.gguf"))).Message, StringComparison.Ordinal);
    }
}
