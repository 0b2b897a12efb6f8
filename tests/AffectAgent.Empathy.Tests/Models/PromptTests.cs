using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AffectAgent.Reasoning;

namespace AffectAgent.Empathy.Tests.Models;

/// <summary>The prompts of the reply are the committed ones. AFFECT_WRITE_SNAPSHOTS=1 writes them anew.</summary>
public sealed class PromptTests
{
    private static readonly string[] Books = ["de.json", "en.json", "es.json", "fr.json", "others.json", "rules.json"];

    [Fact]
    public void Reply_FixedCase_IsTheCommittedPrompt() =>
        Compare("reply.txt", string.Join("\n\n", ModelReplyWriter.Opening(Tasks.Exam, new DataMark("0123456789abcdef")).Select(message => $"[{message.Role}]\n{message.Text}")));

    [Theory]
    [InlineData("chain.json")]
    [InlineData("model.json")]
    public void Lines_All_AreTheCommittedOnes(string file) =>
        Compare(file + ".txt", string.Join("\n", ReplyBook.Resource(file).GetProperty("lines").EnumerateObject().Select(line => $"{line.Name}: {line.Value.GetString()}").Prepend(Version(file))));

    // The books are long, and what changed in them is seen in the files themselves.
    [Fact]
    public void Books_All_AreTheCommittedOnes() =>
        Compare("books.txt", string.Join("\n", Books.Select(file => $"{Version(file)} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(File.ReadAllText(Source(file)).ReplaceLineEndings("\n"))))}")));

    [Fact]
    public void Folder_EveryFile_HasASnapshot() =>
        Assert.Equal(Directory.GetFiles(Source("")).Select(Path.GetFileName).Order(StringComparer.Ordinal), Books.Concat(["chain.json", "model.json", "reply.md"]).Order(StringComparer.Ordinal));

    private static string Version(string file) => ReplyBook.Resource(file) is var root && root.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.String
        ? version.GetString()! : file + " " + root.EnumerateObject().Count().ToString(CultureInfo.InvariantCulture);

    private static string Source(string file) => Path.Combine(Checkout.Root, "prompts", "empathy", file);

    private static void Compare(string name, string rendered)
    {
        var file = Path.Combine(Checkout.Root, "tests", "AffectAgent.Empathy.Tests", "Snapshots", name);
        if (Environment.GetEnvironmentVariable("AFFECT_WRITE_SNAPSHOTS") == "1")
            File.WriteAllText(file, rendered + "\n");
        Assert.True(File.Exists(file) && File.ReadAllText(file) == rendered + "\n", $"The prompt is no longer Snapshots/{name}. If that is meant, count its version up and run the tests once with AFFECT_WRITE_SNAPSHOTS=1.");
    }
}
