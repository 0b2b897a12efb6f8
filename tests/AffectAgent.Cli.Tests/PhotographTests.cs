namespace AffectAgent.Cli.Tests;

/// <summary>The main job on real photographs.</summary>
public sealed class PhotographTests(TestMedia media) : IClassFixture<TestMedia>
{
    [Fact]
    public async Task Explain_Smile_ConcludesHappinessAndEverySentenceIsSupported()
    {
        var result = await ExplainAsync("stock-emotions-b-4.jpg");

        var explanation = Assert.Single(result.Explanations);
        Assert.Equal(Emotion.Happiness, explanation.Distribution?.Top);
        Assert.Contains(explanation.Claims, claim => claim.Stage == ReasoningStage.Interpretation);
        Assert.NotEmpty(explanation.Alternatives);
        AssertFaithful(result);
    }

    [Theory]
    [InlineData("stock-emotions-b-1.jpg")]
    [InlineData("stock-emotions-b-2.jpg")]
    [InlineData("stock-emotions-b-3.jpg")]
    public async Task Explain_NoSmile_DoesNotConcludeHappiness(string name)
    {
        var result = await ExplainAsync(name);

        Assert.NotEqual(Emotion.Happiness, Assert.Single(result.Explanations).Distribution?.Top);
        AssertFaithful(result);
    }

    [Fact]
    public async Task Explain_Landscape_AbstainsForWantOfAFace()
    {
        var result = await ExplainAsync("background.jpg");

        Assert.All(result.Explanations, explanation => Assert.Null(explanation.Distribution));
        Assert.Contains(result.Explanations, explanation => explanation.AbstainedBecause!.Contains("face", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(result.Unscored, unscored => unscored.Reason.Contains("face", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("solvay1927.jpg", 20)]
    [InlineData("group-1.jpg", 13)]
    [InlineData("group-2.jpg", 3)]
    [InlineData("group-3.jpg", 4)]
    public async Task Explain_Group_FindsTheFaces(string name, int least)
    {
        var result = await ExplainAsync(name);

        var count = Assert.Single(result.Evidence, e => e.Kind == EvidenceKinds.FaceCount).Value;
        Assert.InRange(count!.Value, least, 32);
        AssertFaithful(result);
    }

    private async Task<AnalysisResult> ExplainAsync(string name)
    {
        var photo = TestMedia.DataFile("photos", name);
        var json = media.At(name + ".json");

        var outcome = await Affect.RunAsync("explain", photo, "--json", json);

        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        return AffectJson.Deserialize(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken));
    }

    private static void AssertFaithful(AnalysisResult result)
    {
        Assert.All(result.Explanations, explanation => Assert.Equal(explanation.Faithfulness.Checked, explanation.Faithfulness.Supported));
        Assert.Contains(result.Explanations, explanation => explanation.Faithfulness.Checked >= 3);
    }
}
