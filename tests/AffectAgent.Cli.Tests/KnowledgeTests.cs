using System.Text.Json;

namespace AffectAgent.Cli.Tests;

public sealed class KnowledgeTests : IDisposable
{
    private const string Card = """
        ---
        id: own/hands-on-hips
        kind: Topic
        title: Hands on the hips
        keywords: [akimbo]
        grade: C
        sources:
          - {authors: "Someone, A.", year: 2000, title: "A study of arms"}
        ---
        Arms bent with the hands on the hips are read as readiness.
        """;

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("affect-home");

    private string Folder => Path.Combine(_home.FullName, "my-cards");

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public async Task Add_Folder_IsUsedFromThenOnUntilItIsRemoved()
    {
        Write("hands.md", Card);
        Assert.Equal(0, (await RunAsync("add", Folder)).ExitCode);
        Assert.Contains(Folder, (await RunAsync("add", "--list")).Output, StringComparison.Ordinal);
        Assert.Contains("own/hands-on-hips Hands on the hips from my-cards", (await RunAsync("search", "akimbo")).Output, StringComparison.Ordinal);
        Assert.Contains("from my-cards", (await RunAsync("show", "own/hands-on-hips")).Output, StringComparison.Ordinal);
        var check = await RunAsync("check");
        Assert.Equal((0, true), (check.ExitCode, check.Output.Contains("one card on one source, 1 without a DOI, no fault", StringComparison.Ordinal)));
        Assert.Equal(0, (await RunAsync("remove", "my-cards")).ExitCode);
        Assert.Equal(2, (await RunAsync("add", "--remove", "my-cards")).ExitCode);
        Assert.Equal(2, (await RunAsync("show", "own/hands-on-hips")).ExitCode);
    }

    [Fact]
    public async Task Add_FolderWithFaults_IsRefusedAndNotRegistered()
    {
        Write("hands.md", Card.Replace("grade: C", "grade: Z", StringComparison.Ordinal));
        Assert.Equal(2, (await RunAsync("add", Folder)).ExitCode);
        Assert.Empty((await RunAsync("add", "--list")).Output);
        var check = await RunAsync("check", Folder);
        Assert.Equal(2, check.ExitCode);
        Assert.Contains($"{Path.Combine(Folder, "hands.md")}:6: 'grade' is 'Z'", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_RegisteredFolderGoneBad_IsLeftOutWithAWord()
    {
        Write("hands.md", Card);
        await RunAsync("add", Folder);
        Write("bad.yaml", "cards: [");
        var search = await RunAsync("search", "smile");
        Assert.Equal(0, search.ExitCode);
        Assert.Contains("left out", Assert.Single(search.ErrorLines), StringComparison.Ordinal);
        Directory.Delete(Folder, recursive: true);
        Assert.Contains("--remove", Assert.Single((await RunAsync("search", "smile")).ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_Json_HoldsHitsAndDiscriminators()
    {
        var search = await RunAsync("search", "--au", "1=3,2=2,4=1.5,5=3,20=1.5,26=1.5", "--json", "--limit", "3");
        using var json = JsonDocument.Parse(search.Output);
        Assert.Equal(3, json.RootElement.GetProperty("hits").GetArrayLength());
        Assert.Contains("pair/fear-surprise", json.RootElement.GetProperty("discriminators").EnumerateArray().Select(card => card.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Search_FiltersAlone_ListTheCardsThatTheyLetThrough()
    {
        var search = await RunAsync("search", "--kind", "discriminator", "--emotion", "anger", "--grade", "a", "--limit", "100");
        var lines = search.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.StartsWith("pair/", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Nothing to look for")]
    [InlineData("--kind is 'Opinion'", "--kind", "Opinion", "smile")]
    [InlineData("--grade is 'D'", "--grade", "D", "smile")]
    [InlineData("not an emotion", "--emotion", "hunger", "smile")]
    [InlineData("not a voice feature", "--voice", "level", "smile")]
    [InlineData("not an Action Unit", "--au", "12=3=4")]
    public async Task Search_WrongOption_IsTheUsersFault(string reason, params string[] arguments)
    {
        var search = await RunAsync(["search", .. arguments]);
        Assert.Equal(2, search.ExitCode);
        Assert.Contains(reason, Assert.Single(search.ErrorLines), StringComparison.Ordinal);
    }

    private Task<Outcome> RunAsync(params string[] arguments) =>
        Affect.RunAsync(new Dictionary<string, string> { ["AFFECT_HOME"] = _home.FullName }, ["knowledge", .. arguments]);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, name), text);
    }
}
