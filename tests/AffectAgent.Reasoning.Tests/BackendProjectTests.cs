using System.Xml.Linq;

namespace AffectAgent.Reasoning.Tests;

/// <summary>What can be known of the backends' projects without their packages: they are not part of the main build.</summary>
public sealed class BackendProjectTests
{
    private static readonly string Root = FindRoot();
    private static readonly string Backends = Path.Combine(Root, "backends");

    public static TheoryData<string> Projects() => [.. Directory.EnumerateFiles(Backends, "*.csproj", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file))];

    public static TheoryData<string> Folders() =>
        [.. Directory.EnumerateFiles(Backends, "*.csproj", SearchOption.AllDirectories).Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)).Where(name => !name.EndsWith(".Tests", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_EveryPackage_HasItsVersionInTheCentralList(string project)
    {
        var references = XDocument.Load(Path.Combine(Root, project)).Descendants("PackageReference").ToList();
        var known = new[] { Path.Combine(Root, "Directory.Packages.props"), Path.Combine(Backends, "Directory.Packages.props") }
            .SelectMany(file => XDocument.Load(file).Descendants("PackageVersion")).Select(version => version.Attribute("Include")!.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.All(references, reference => Assert.Null(reference.Attribute("Version") ?? reference.Attribute("VersionOverride")));
        Assert.All(references, reference => Assert.Contains(reference.Attribute("Include")!.Value, known));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_Solutions_HoldItInTheBackendsSolutionAlone(string project)
    {
        var name = Path.GetFileName(project);

        Assert.Contains(name, File.ReadAllText(Path.Combine(Backends, "AffectAgent.Backends.sln")), StringComparison.Ordinal);
        Assert.DoesNotContain(name, File.ReadAllText(Path.Combine(Root, "AffectAgent.sln")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Backend_ItsFolder_HoldsOneClassTestsAndALineOfTheIndex(string folder)
    {
        Assert.True(File.Exists(Path.Combine(Backends, folder, $"AffectAgent.Backends.{folder}.csproj")));
        Assert.True(Directory.Exists(Path.Combine(Backends, folder + ".Tests")), "it has no tests");
        Assert.Single(Sources(folder), file => File.ReadAllText(file).Contains(": IAffectBackend", StringComparison.Ordinal));
        Assert.Contains(Index(), line => line[1] == folder);
    }

    [Fact]
    public void Index_EveryLine_NamesAProjectThatIsThereAndAPurpose() => Assert.All(Index(), line =>
    {
        Assert.Equal(4, line.Length);
        Assert.Matches("^[a-z0-9-]+$", line[0]);
        Assert.True(File.Exists(Path.Combine(Backends, line[1], $"AffectAgent.Backends.{line[1]}.csproj")), $"backends/{line[1]} has no project");
        Assert.Matches("^([A-Za-z]+=[a-z0-9]+)?$", line[2]);
        Assert.NotEmpty(line[3]);
    });

    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(Path.Combine(Backends, folder), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static List<string[]> Index() => [.. File.ReadAllLines(Path.Combine(Backends, "index.tsv")).Select(line => line.Split('\t'))];

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AffectAgent.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The repository was not found above the tests.");
        return folder;
    }
}
