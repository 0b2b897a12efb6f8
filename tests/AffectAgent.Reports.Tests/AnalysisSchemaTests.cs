using System.Text.Json.Nodes;

namespace AffectAgent.Reports.Tests;

public sealed class AnalysisSchemaTests
{
    [Fact]
    public void Json_PublishedCopy_IsTheSame()
    {
        var published = Path.Combine(RepositoryRoot(), "docs", "analysis.schema.json");
        if (Environment.GetEnvironmentVariable("AFFECT_WRITE_SCHEMA") == "1")
            File.WriteAllText(published, AnalysisSchema.Json());

        Assert.True(File.ReadAllText(published) == AnalysisSchema.Json(),
            "docs/analysis.schema.json no longer fits the records. Run this test once with AFFECT_WRITE_SCHEMA=1 and note the change in CHANGELOG.md.");
    }

    [Fact]
    public void Json_EveryPropertyOfASerialisedAnalysis_IsInTheSchema()
    {
        var result = new AnalysisResult
        {
            Version = "1", Explanations = [new Explanation { Distribution = EmotionDistribution.FromWeights(_ => 1) }], Evidence = [], Unscored = [], Cards = [], Tools = [],
        };

        var properties = JsonNode.Parse(AnalysisSchema.Json())!["properties"]!.AsObject();

        Assert.All(JsonNode.Parse(AffectJson.Serialize(result))!.AsObject(), p => Assert.True(properties.ContainsKey(p.Key), p.Key));
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AffectAgent.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run from inside a checkout.");
    }
}
