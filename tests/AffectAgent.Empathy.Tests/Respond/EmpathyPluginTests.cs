using AffectAgent.Reasoning;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Empathy.Tests.Respond;

/// <summary>The reply as a tool.</summary>
public sealed class EmpathyPluginTests
{
    [Fact]
    public void Catalog_Default_OffersTheToolOnRequestOnly()
    {
        var catalog = Replies.Services.GetRequiredService<ToolCatalog>();
        Assert.Contains(catalog.OnRequest, tool => tool.Name == "plan_reply");
        Assert.Null(catalog.Find("plan_reply"));
    }

    [Theory]
    [InlineData("I failed my exam and I can't face my parents", "sadness", "exam")]
    [InlineData("I got the job!!", "happiness", "job")]
    public async Task PlanReply_Words_TellTextAndFace(string text, string face, string word)
    {
        using var context = Context(text);
        var report = await Plugin().PlanAsync(context, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(context.TryGet<EmpatheticReply>(out var reply));
        Assert.Contains(word, report.Summary, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("[face: " + face, report.Summary, StringComparison.Ordinal);
        Assert.Equal(text, reply.Turn.User);
    }

    [Fact]
    public async Task PlanReply_Crisis_GivesTheFixedAnswerWithLinesOfTheRegion()
    {
        using var context = Context("I want to kill myself");
        var report = await Plugin().PlanAsync(context, "DE", cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(context.TryGet<EmpatheticReply>(out var reply));
        Assert.True(reply.Care.IsCrisis);
        Assert.Equal("DE", reply.Care.Region);
        Assert.Contains(reply.Care.Lines[0].Name, report.Summary, StringComparison.Ordinal);
        Assert.Contains("[face: neutral]", report.Summary, StringComparison.Ordinal);
    }

    private static EmpathyPlugin Plugin() => Replies.Services.GetServices<IAffectPlugin>().OfType<EmpathyPlugin>().Single();

    private static AnalysisContext Context(string text) => new(new AnalysisRequest { Text = text }, null);
}
