using System.Security.Cryptography;

namespace AffectAgent.Plugins.Vision.Tests;

/// <summary>What is embedded is what the Resources folder's README tells of.</summary>
public sealed class ResourceTests
{
    private const string Prefix = "AffectAgent.Plugins.Vision.Resources.";

    public static TheoryData<string> Resources =>
        [.. typeof(VisionModels).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Select(n => n[Prefix.Length..])];

    [Theory]
    [MemberData(nameof(Resources))]
    public void Readme_OfAResource_HoldsItsSha256(string name)
    {
        using var stream = typeof(VisionModels).Assembly.GetManifestResourceStream(Prefix + name)!;
        string hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        string readme = File.ReadAllText(Path.Combine(Photos.Repository(), "plugins", "Vision", "Resources", "README.md"));
        int at = readme.IndexOf($"\n## {name}\n", StringComparison.Ordinal);
        Assert.True(at >= 0, $"README.md says nothing of {name}.");
        int end = readme.IndexOf("\n## ", at + 1, StringComparison.Ordinal);
        Assert.Contains(hash, readme[at..(end < 0 ? readme.Length : end)], StringComparison.Ordinal);
    }

    [Fact]
    public void Resources_OfTheAssembly_AreTheThree() => Assert.Equal(3, Resources.Count);
}
