using System.ComponentModel;
using Microsoft.Extensions.AI;

namespace AffectAgent.Reasoning.Tests;

public sealed class ToolCatalogTests
{
    [Fact]
    public void Functions_OfAPlugin_HideContextAndTokenFromTheSchema()
    {
        var function = new ToolCatalog([new FacePlugin()]).Find("find_faces")!.Function;

        Assert.Equal("Finds faces.", function.Description);
        var names = function.JsonSchema.GetProperty("properties").EnumerateObject().Select(p => p.Name);
        Assert.Equal(["smallest"], names);
    }

    [Fact]
    public async Task Function_CalledAsAModelWould_TakesPlainArguments()
    {
        using var context = Plans.Context(FakeMedia.Still);
        var function = new ToolCatalog([new FacePlugin()]).Find("find_faces")!.Function;

        var report = await function.InvokeAsync(ToolArguments.For(context, new Dictionary<string, object?> { ["smallest"] = 64 }), TestContext.Current.CancellationToken);

        Assert.Equal("One face of 64 px or more.", Assert.IsType<ToolReport>(report).Summary);
        Assert.Single(context.Ledger.All);
    }

    [Fact]
    public async Task Function_CalledWithoutAnAnalysis_SaysHowToCallIt()
    {
        var function = new ToolCatalog([new FacePlugin()]).Find("find_faces")!.Function;

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await function.InvokeAsync(new AIFunctionArguments(), TestContext.Current.CancellationToken));

        Assert.Contains("ToolArguments.For", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_MethodsOfTheWrongShape_ListsEveryFault()
    {
        var error = Assert.Throws<UserException>(() => new ToolCatalog([new Misshapen()]));

        Assert.Contains("must return Task<ToolReport>", error.Message, StringComparison.Ordinal);
        Assert.Contains("first parameter must be an AnalysisContext", error.Message, StringComparison.Ordinal);
        Assert.Contains("last parameter must be a CancellationToken", error.Message, StringComparison.Ordinal);
        Assert.Contains("'level' needs a default value", error.Message, StringComparison.Ordinal);
        Assert.Contains("not snake_case", error.Message, StringComparison.Ordinal);
        Assert.Contains("lacks a [Description]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_TwoToolsOfOneName_IsRefused()
    {
        var error = Assert.Throws<UserException>(() => new ToolCatalog([new VoicePlugin(), new SameName()]));

        Assert.Contains("two tools are called measure_voice (VoicePlugin and SameName)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnRequest_ToolThatMakes_IsOfferedApartAndNeverPlanned()
    {
        var tools = new ToolCatalog([new VoicePlugin(), new Maker()]);

        Assert.Equal(["make_noise"], tools.OnRequest.Select(x => x.Name));
        Assert.DoesNotContain(tools.All, x => x.Name == "make_noise");
        Assert.Null(tools.Find("make_noise"));
        using var context = Plans.Context(FakeMedia.Still);
        Assert.Equal("Noise.", (await tools.OnRequest[0].RunAsync(context, TestContext.Current.CancellationToken)).Summary);
    }

    private sealed class Maker : IAffectPlugin
    {
        [AffectTool("make_noise", OnRequest = true)]
        [Description("Makes noise.")]
        public static Task<ToolReport> MakeNoiseAsync(AnalysisContext context, CancellationToken cancellationToken) => Task.FromResult(ToolReport.Of("Noise.", []));
    }

    private sealed class Misshapen : IAffectPlugin
    {
        [AffectTool("Do-It")]
#pragma warning disable CA1822 // The shape is what is tested.
        public string Do(string level) => level;

        [AffectTool("do_more")]
        [Description("More.")]
        public Task<ToolReport> More(AnalysisContext context, [Description("Level.")] int level, CancellationToken cancellationToken) => throw new NotSupportedException();
#pragma warning restore CA1822
    }

    private sealed class SameName : IAffectPlugin
    {
        [AffectTool("measure_voice")]
        [Description("Another.")]
        public static Task<ToolReport> MeasureAsync(AnalysisContext context, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
