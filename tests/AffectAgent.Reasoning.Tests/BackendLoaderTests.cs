using AffectAgent.Backends;
using AffectAgent.Reasoning.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Reasoning.Tests;

public sealed class BackendLoaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("affect-backends-").FullName;
    private readonly BackendMaker _make;

    public BackendLoaderTests() => _make = new BackendMaker(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_InstalledBackend_AddsItsServicesAndGetsItsSettingsInAnyCase()
    {
        var path = _make.Make("good");

        var (loaded, probes) = Load(("GOOD", "Url", "http://here"));

        Assert.Empty(loaded.Faults);
        Assert.Equal(new LoadedBackend("good", "is made by a test", path), Assert.Single(loaded.All));
        Assert.Equal("http://here", Assert.Single(probes).Settings["URL"]);
    }

    [Fact]
    public void Load_OneGoodBackendAmongBadOnes_LoadsItAndTellsOfEachInOneLine()
    {
        _make.MakeBroken("broken");
        _make.MakeForLaterVersion("later");
        _make.Make("none", classes: 0);
        _make.Make("two", classes: 2);
        _make.Make("throws", BackendMaker.Doing.ThrowWhenMade);
        _make.Make("half", BackendMaker.Doing.AddAndThrow);
        _make.Make("other", name: "otherwise");
        _make.Make("good");
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
        File.WriteAllText(Path.Combine(_folder, "empty", "backend.json"), "{}");

        var (loaded, probes) = Load();

        Assert.Equal("good", Assert.Single(loaded.All).Name);
        Assert.Single(probes);
        Assert.Equal(["broken", "empty", "half", "later", "none", "other", "throws", "two"], loaded.Faults.Select(fault => fault.Name));
        Assert.All(loaded.Faults, fault => Assert.DoesNotContain('\n', fault.Reason));
        void Says(string name, string what) => Assert.Contains(what, loaded.Faults.Single(fault => fault.Name == name).Reason, StringComparison.Ordinal);
        Says("broken", "not a .NET assembly");
        Says("empty", "one assembly with its .deps.json");
        Says("half", "the coffee is out");
        Says("later", "another version of AffectAgent");
        Says("none", "no public class");
        Says("other", "calls itself 'otherwise'");
        Says("throws", "the coffee is out");
        Says("two", "2 public classes");
    }

    [Fact]
    public void Load_FolderPutThereByHand_IsLoadedOnlyIfTheSettingsSwitchItOn()
    {
        _make.Make("mine", installed: false);

        Assert.Empty(Load().Loaded.All);
        Assert.Empty(Load(("mine", "Url", "x")).Loaded.All);
        Assert.Single(Load(("mine", "Enabled", "true")).Loaded.All);
    }

    [Fact]
    public void Load_SwitchedOff_IsNotLoaded()
    {
        _make.Make("good");

        var (loaded, probes) = Load(("good", "enabled", "False"));

        Assert.Empty(loaded.All);
        Assert.Empty(loaded.Faults);
        Assert.Empty(probes);
    }

    [Fact]
    public void Load_SwitchedOnButNotInstalled_SaysHowToInstall()
    {
        var fault = Assert.Single(Load(("qdrant", "Enabled", "true")).Loaded.Faults);

        Assert.Equal("qdrant", fault.Name);
        Assert.Contains("./affect backends add qdrant", fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SwitchThatIsNeitherTrueNorFalse_IsRefused()
    {
        _make.Make("good");

        var error = Assert.Throws<UserException>(() => Load(("good", "Enabled", "maybe")));

        Assert.Contains("AffectAgent:Backends:good:Enabled is 'maybe'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_HalfMadeInstallation_IsPassedOver()
    {
        _make.Make("good");
        Directory.Move(Path.Combine(_folder, "good"), Path.Combine(_folder, ".new.good"));

        var (loaded, _) = Load();

        Assert.Equal(LoadedBackends.None.All, loaded.All);
        Assert.Empty(loaded.Faults);
    }

    [Fact]
    public void Load_NoBackendsFolder_LoadsNothing() =>
        Assert.Same(LoadedBackends.None, Load(Path.Combine(_folder, "nowhere")).Loaded);

    private (LoadedBackends Loaded, IReadOnlyList<BackendProbe> Probes) Load(params (string Name, string Key, string Value)[] settings) => Load(_folder, settings);

    private static (LoadedBackends Loaded, IReadOnlyList<BackendProbe> Probes) Load(string folder, params (string Name, string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddAffectAgent(options =>
        {
            options.BackendsFolder = folder;
            foreach (var (name, key, value) in settings)
                options.Backends[name] = new Dictionary<string, string> { [key] = value };
        });
        using var provider = services.BuildServiceProvider();
        return (provider.GetRequiredService<LoadedBackends>(), [.. provider.GetServices<BackendProbe>()]);
    }
}
