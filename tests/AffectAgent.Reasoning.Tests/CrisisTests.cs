using AffectAgent.Empathy.Care;
using Microsoft.Extensions.DependencyInjection;

namespace AffectAgent.Reasoning.Tests;

/// <summary>Words of crisis in what is explained, or in the question: the fixed answer of care comes before any sentence, in each language.</summary>
public sealed class CrisisTests
{
    private static readonly Lazy<ServiceProvider> Services = new(() =>
    {
        var services = new ServiceCollection();
        services.AddAffectAgent();
        return services.BuildServiceProvider();
    });

    [Theory]
    [InlineData("I will kill myself.", "en")]
    [InlineData("I don't want to wake up any more.", "en")]
    [InlineData("Ich bringe mich um.", "de")]
    [InlineData("Je veux mourir.", "fr")]
    [InlineData("Me quiero suicidar.", "es")]
    [InlineData("Quero me matar.", "pt")]
    [InlineData("Voglio morire.", "it")]
    [InlineData("Ölmek istiyorum.", "tr")]
    [InlineData("Chcę się zabić.", "pl")]
    public async Task AnalyzeAsync_WordsOfCrisis_TheFixedAnswerComesFirst(string words, string language)
    {
        var (result, events) = await Run(new AnalysisRequest { Text = words, Region = "DE" });

        var answer = CareAnswers.Default.AnswerFor(CareDetector.Default.Check(words), language, "DE");
        Assert.Equal((answer.Text, answer.LinesText, language, false), (result.Crisis?.Text, result.Crisis?.Lines, result.Crisis?.Language, result.Crisis?.Asked));
        Assert.Contains(result.Crisis!.Quote, words, StringComparison.Ordinal);
        Assert.True(events.FindIndex(one => one is CrisisEvent) < events.FindIndex(one => one is ClaimEvent or CompletedEvent));
        Assert.All(result.Explanations, explanation => Assert.Empty(explanation.Faithfulness.Rejected));
        Assert.Equal(result.Crisis, AffectJson.Deserialize(AffectJson.Serialize(result)).Crisis);
    }

    [Theory]
    [InlineData("He says that he wants to kill himself, what should I answer?", "self_harm")]
    [InlineData("Warum? Mein Mann schlägt mich.", "abuse")]
    public async Task AnalyzeAsync_QuestionSpeaksOfIt_TheAnswerSaysThatItWasAsked(string question, string kind)
    {
        var (result, _) = await Run(new AnalysisRequest { Text = "See you tomorrow.", Question = question });
        Assert.Equal((kind, true), (result.Crisis?.Kind, result.Crisis?.Asked));
        Assert.StartsWith("The question", result.Crisis!.Heading, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("This traffic is killing me.")]
    [InlineData("I could kill for a coffee.")]
    [InlineData("My phone is going to die.")]
    [InlineData("The plant died and I cut the grass myself.")]
    [InlineData("I hurt my knee.")]
    [InlineData("Do you love me?")]
    public async Task AnalyzeAsync_WordsThatOnlySoundLikeIt_AreLeftAlone(string words)
    {
        var (result, events) = await Run(new AnalysisRequest { Text = words, Question = "Why?" });
        Assert.Null(result.Crisis);
        Assert.DoesNotContain(events, one => one is CrisisEvent);
    }

    private static async Task<(AnalysisResult Result, List<AnalysisEvent> Events)> Run(AnalysisRequest request)
    {
        var events = new List<AnalysisEvent>();
        await foreach (var happened in Services.Value.GetRequiredService<IAffectAgent>().AnalyzeAsync(request, TestContext.Current.CancellationToken))
            events.Add(happened);
        return (Assert.Single(events.OfType<CompletedEvent>()).Result, events);
    }
}
