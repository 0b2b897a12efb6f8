using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AffectAgent.Reasoning.Tests;

public sealed class EngineTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private static ServiceProvider Services(MediaInfo media, Action<AffectAgentBuilder>? more = null)
    {
        var services = new ServiceCollection()
            .AddSingleton<IMediaOpener>(new FakeOpener(media))
            .AddSingleton<IModelRegister, NoModels>()
            .AddSingleton<IKnowledgeBase>(new FakeCards());
        var agent = services.AddAffectAgent();
        services.RemoveAll<IAffectPlugin>();
        more?.Invoke(agent);
        return services.BuildServiceProvider();
    }

    private static async Task<List<AnalysisEvent>> Run(IAffectAgent agent, AnalysisRequest request)
    {
        var all = new List<AnalysisEvent>();
        await foreach (var happened in agent.AnalyzeAsync(request, Token))
            all.Add(happened);
        return all;
    }

    [Fact]
    public async Task AnalyzeAsync_Still_StreamsProgressEvidenceClaimsThenTheEnd()
    {
        await using var services = Services(FakeMedia.Still, agent => agent.AddPlugin<FacePlugin>().AddPlugin<FacePlugin>().AddPlugin<VoicePlugin>());

        var all = await Run(services.GetRequiredService<IAffectAgent>(), new AnalysisRequest { MediaPath = "x.png" });

        Assert.Contains(all, e => e is ProgressEvent { Stage: "faces", Fraction: 0.5 });
        var evidence = all.FindIndex(e => e is EvidenceEvent { Evidence.Kind: EvidenceKinds.Expression });
        var claim = all.FindIndex(e => e is ClaimEvent);
        Assert.InRange(evidence, 0, claim);
        var result = Assert.IsType<CompletedEvent>(all[^1]).Result;
        Assert.Equal(Emotion.Happiness, result.Explanations[0].Distribution!.Top);
        Assert.Equal("tiny", Assert.Single(result.Models).Id);
        Assert.Equal(2, result.Tools.Count);
        Assert.All(result.Tools, call => Assert.True(call.Seconds >= 0));
    }

    [Fact]
    public async Task AnalyzeAsync_ConsumerLeaves_DisposesTheContext()
    {
        await using var services = Services(FakeMedia.Still, agent => agent.AddPlugin<FacePlugin>());
        var artifact = new Disposable();

        await foreach (var happened in services.GetRequiredService<IAffectAgent>().AnalyzeAsync(new AnalysisRequest { MediaPath = "x.png" }, Token))
        {
            if (happened is CompletedEvent { Context: { } context })
            {
                context.Set(artifact);
                Assert.False(artifact.Disposed);
            }
        }

        Assert.True(artifact.Disposed);
    }

    [Fact]
    public async Task AnalyzeAsync_RequestWithSeveralFaults_ListsThem()
    {
        await using var services = Services(FakeMedia.Still, _ => { });
        var request = new AnalysisRequest { MediaPath = "x", From = 3, To = 1, FramesPerSecond = 0, Person = 0 };

        var error = await Assert.ThrowsAsync<UserException>(() => Run(services.GetRequiredService<IAffectAgent>(), request));

        Assert.Contains("not before its end", error.Message, StringComparison.Ordinal);
        Assert.Contains("frames a second", error.Message, StringComparison.Ordinal);
        Assert.Contains("count from 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnalyzeAsync_EveryToolFails_ThrowsTheFaultThatTheUserCanMend()
    {
        await using var services = Services(FakeMedia.Clip, agent => agent.AddPlugin<BrokenPlugin>());

        var error = await Assert.ThrowsAsync<UserException>(() => Run(services.GetRequiredService<IAffectAgent>(), new AnalysisRequest { MediaPath = "x" }));

        Assert.Equal("The video holds no frames. Record it again.", error.Message);
    }

    [Fact]
    public void AddAffectAgent_BuiltInPlugins_GiveToolsOfTheRightShape()
    {
        using var services = new ServiceCollection().AddAffectAgent().Services.BuildServiceProvider();

        var tools = services.GetRequiredService<ToolCatalog>();

        Assert.Contains(tools.All, tool => tool.Gives.Contains(Artifacts.Faces));
        Assert.Contains(tools.All, tool => tool.Gives.Contains(Artifacts.Expressions));
        Assert.Contains(tools.All, tool => tool.Gives.Contains(Artifacts.TextEmotions));
        Assert.Equal(tools.All.Count, tools.Functions.Count);
        Assert.All(tools.Functions, function => Assert.NotEmpty(function.Description));
    }

    [Fact]
    public async Task AnalyzeAsync_OwnFileChanged_EndsWhateverElseWasMeasured()
    {
        await using var services = Services(FakeMedia.Clip, agent => agent.AddPlugin<VoicePlugin>().AddPlugin<ChangedModelPlugin>());

        var error = await Assert.ThrowsAsync<UserException>(() => Run(services.GetRequiredService<IAffectAgent>(), new AnalysisRequest { MediaPath = "x" }));

        Assert.StartsWith("The model has been changed.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddAffectAgent_SettingsOutOfRange_ListsAll()
    {
        var error = Assert.Throws<UserException>(() => new ServiceCollection().AddAffectAgent(o =>
        {
            o.ParallelTools = 0;
            o.MinConfidence = double.NaN;
            o.MinFacePixels = -1;
            o.EventBuffer = 1;
            o.PluginFolders.Add(" ");
        }));

        foreach (var name in (string[])["ParallelTools", "MinConfidence", "MinFacePixels", "EventBuffer", "PluginFolders"])
            Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    private sealed class Disposable : IDisposable
    {
        public bool Disposed { get; private set; }

        public void Dispose() => Disposed = true;
    }

    public sealed class ChangedModelPlugin : IAffectPlugin
    {
        [AffectTool("changed", Needs = [Artifacts.Frames])]
        [System.ComponentModel.Description("Finds its model changed.")]
        public static Task<ToolReport> ReadAsync(AnalysisContext context, CancellationToken cancellationToken = default) => throw new UserException("The model has been changed.", "Get it again.") { EndsAnalysis = true };
    }

    public sealed class BrokenPlugin : IAffectPlugin
    {
        [AffectTool("crash", Needs = [Artifacts.Frames])]
        [System.ComponentModel.Description("Crashes.")]
        public static Task<ToolReport> CrashAsync(AnalysisContext context, CancellationToken cancellationToken = default) => throw new InvalidDataException();

        [AffectTool("fail", Needs = [Artifacts.Frames])]
        [System.ComponentModel.Description("Fails.")]
        public static Task<ToolReport> FailAsync(AnalysisContext context, CancellationToken cancellationToken = default) => throw new UserException("The video holds no frames.", "Record it again.");
    }
}
