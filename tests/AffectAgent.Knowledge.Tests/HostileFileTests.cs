using System.Text;

namespace AffectAgent.Knowledge.Tests;

public sealed class HostileFileTests
{
    public static TheoryData<string, string> Refused => new()
    {
        { "a: &x [1]\nb: *x", "aliases" },
        { "a: &a [lol]\nb: &b [*a, *a]\nc: &c [*b, *b]", "aliases" },
        { "cards: !!python/object:os.system [ls]", "Tags" },
        { "cards: !System.Diagnostics.Process {}", "Tags" },
        { "cards: [[[[[[[[[[[[1]]]]]]]]]]]]", "deeper" },
        { "cards: []\n---\ncards: []", "document" },
        { "cards: [\n", "YAML" },
        { "? [a]\n: b", "key" },
        { "", "empty" },
        { "just words", "must be a map" },
        { "cards: words", "must be a list" },
        { "cards: [words]", "must be a map" },
        { "cards: []\ncards: []", "twice" },
        { "strange: 1", "not a key" },
        { "sources: [1]", "'sources' must be a map" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Load_HostileOrWrongYaml_IsRefusedInOneLine(string text, string reason)
    {
        var exception = Assert.Throws<KnowledgeException>(() => KnowledgeFiles.Load(text));
        Assert.Contains(exception.Faults, fault => fault.Message.Contains(reason, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain('\n', exception.Message);
        Assert.DoesNotContain("   at ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_HugeFile_IsRefused() =>
        Assert.Contains("too long", KnowledgeFiles.Faults(new string('a', 3 << 20))[0].Message, StringComparison.Ordinal);

    [Fact]
    public void Load_ManyNodes_AreRefused()
    {
        var text = new StringBuilder("cards: [");
        for (var i = 0; i < 150_000; i++)
            text.Append("1, ");
        Assert.Contains("More than", KnowledgeFiles.Faults(text.Append("1]").ToString())[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ControlCharacters_ReachNoMessage()
    {
        var exception = Assert.Throws<KnowledgeException>(() => KnowledgeFiles.Load("\"a\\e[31m\\nb\": 1"));
        Assert.DoesNotContain(exception.Message, char.IsControl);
    }

    [Fact]
    public void LoadFolder_MissingOrEmpty_SaysWhatToDo()
    {
        var folder = Directory.CreateTempSubdirectory("affect-cards");
        try
        {
            Assert.Contains(".yaml", Assert.Throws<UserException>(() => KnowledgeBase.LoadFolder(folder.FullName)).Message, StringComparison.Ordinal);
            Assert.Contains("no folder", Assert.Throws<UserException>(() => KnowledgeBase.LoadFolder(Path.Combine(folder.FullName, "none"))).Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void LoadFolder_OwnCards_StandBesideTheBuiltInOnes()
    {
        var folder = Directory.CreateTempSubdirectory("affect-cards");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "own.yaml"), KnowledgeFiles.With(KnowledgeFiles.Card("own/hands", more: "    see-also: [au/12]\n    keywords: [hands on hips]")));
            var own = KnowledgeBase.LoadFolder(folder.FullName, KnowledgeBase.LoadBuiltIn());
            Assert.Equal(KnowledgeBase.LoadBuiltIn().Cards.Count + 1, own.Cards.Count);
            Assert.Equal(folder.Name, own.Find("own/hands")?.Origin);
            Assert.Null(own.Find("au/12")?.Origin);
            Assert.Equal("own/hands", own.Search(new KnowledgeQuery { Text = "hands on hips" })[0].Card.Id);
            Assert.Null(KnowledgeBase.LoadBuiltIn().Find("own/hands"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
