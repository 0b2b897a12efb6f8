using AffectAgent.Contracts;
using AffectAgent.Reasoning;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using FunctionResultContent = Microsoft.Extensions.AI.FunctionResultContent;

namespace AffectAgent.Backends.SemanticKernel.Tests;

/// <summary>AffectAgent as a plugin of somebody else's kernel.</summary>
public sealed class KernelPluginTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("affect-media-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task AddAffectAgent_ModelOfAKernel_SearchesOurKnowledge()
    {
        var script = ChatScript.Of(ScriptedTurn.Call(new ScriptedCall("affect_search_knowledge", """{"query":"Duchenne smile"}""")), ScriptedTurn.Say("There are cards."));
        var model = new ScriptedChatClient(script);
        var builder = Kernel.CreateBuilder();
        builder.AddAffectAgent();
        builder.Services.AddSingleton(model.AsBuilder().UseKernelFunctionInvocation().Build().AsChatCompletionService());
        var kernel = builder.Build();

        var answer = await kernel.InvokePromptAsync("What is a Duchenne smile?", new KernelArguments(new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() }), cancellationToken: Token);

        Assert.Equal("There are cards.", answer.ToString());
        var found = Assert.Single(model.Seen[^1].SelectMany(message => message.Contents).OfType<FunctionResultContent>());
        Assert.Contains("Duchenne", found.Result!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExplainText_Words_GivesSentencesWithTheirEvidence()
    {
        var kernel = Kernel.CreateBuilder().AddAffectAgent().Build();

        var answer = await kernel.InvokeAsync("affect", "explain_text", new KernelArguments { ["text"] = "I am so happy that you came, thank you!" }, Token);

        Assert.Contains("[E", answer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AddAffectAgent_NoMediaFolder_OffersNoFiles() =>
        Assert.DoesNotContain(Kernel.CreateBuilder().AddAffectAgent().Build().Plugins["affect"], function => function.Name == "explain_media");

    [Theory]
    [InlineData("../outside.png")]
    [InlineData("/etc/hostname")]
    [InlineData("link.png")]
    [InlineData("nowhere.png")]
    [InlineData("")]
    public async Task ExplainMedia_PathOutsideTheFolder_OpensNothing(string path)
    {
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(_folder)!, Path.GetFileName(_folder) + ".outside"), "x");
        if (!OperatingSystem.IsWindows())
            File.CreateSymbolicLink(Path.Combine(_folder, "link.png"), "/etc/hostname");
        var kernel = Kernel.CreateBuilder().AddAffectAgent(_folder).Build();

        var answer = await kernel.InvokeAsync("affect", "explain_media", new KernelArguments { ["path"] = path }, Token);

        Assert.Equal("There is no such file in the media folder.", answer.ToString());
        File.Delete(Path.Combine(Path.GetDirectoryName(_folder)!, Path.GetFileName(_folder) + ".outside"));
    }

    [Fact]
    public async Task ExplainMedia_FileThatIsNoMedium_IsAnsweredInOneSentence()
    {
        File.WriteAllText(Path.Combine(_folder, "words.png"), "no picture");
        var kernel = Kernel.CreateBuilder().AddAffectAgent(_folder).Build();

        var answer = await kernel.InvokeAsync("affect", "explain_media", new KernelArguments { ["path"] = "words.png" }, Token);

        Assert.Contains("words.png", answer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_folder, answer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AddAffectAgent_FolderThatIsNotThere_SaysSo() =>
        Assert.Contains("'nowhere'", Assert.Throws<UserException>(() => Kernel.CreateBuilder().AddAffectAgent(Path.Combine(_folder, "nowhere"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task ToKernelPlugin_ToolsOfAnAnalysis_MeasureIntoItsLedger()
    {
        using var context = new AnalysisContext(new AnalysisRequest { MediaPath = "x" }, new ContractMedia());
        var kernel = new Kernel();
        kernel.Plugins.Add(new ToolCatalog([new ContractTools([])]).ToKernelPlugin(context));

        var answer = await kernel.InvokeAsync("affect", "find_faces", new KernelArguments { ["smallest"] = 9 }, Token);

        Assert.Equal("find_faces is done.", answer.ToString());
        Assert.Equal("From 9 px on.", Assert.Single(context.Ledger.All).Note);
    }
}
