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
        { "cards:\n  - id: own/x\n    title: [a\n    text: b\n", "not closed" },
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

    [Fact]
    public void LoadFolder_LinkOutOfTheFolder_IsRefusedAndOneInsideIsRead()
    {
        using var folder = new TemporaryFolder();
        folder.Write("in/one.yaml", KnowledgeFiles.With(KnowledgeFiles.Card()));
        folder.Write("out.yaml", "secret: 1");
        File.CreateSymbolicLink(folder["in/two.yaml"], folder["out.yaml"]);
        var refused = Assert.Throws<KnowledgeException>(() => KnowledgeBase.LoadFolder(folder["in"]));
        Assert.Contains("leads out", Assert.Single(refused.Faults).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
        File.Delete(folder["in/two.yaml"]);
        File.Move(folder["in/one.yaml"], folder["in/one.txt"]);
        File.CreateSymbolicLink(folder["in/three.yaml"], folder["in/one.txt"]);
        Assert.Single(KnowledgeBase.LoadFolder(folder["in"]).Cards);
    }

    [Fact]
    public void LoadFolder_LinkThatIsTheFolder_IsRead()
    {
        using var folder = new TemporaryFolder();
        folder.Write("real/one.yaml", KnowledgeFiles.With(KnowledgeFiles.Card()));
        File.CreateSymbolicLink(folder["real/two.yml"], folder.Write("real/none.txt", "cards: []"));
        Directory.CreateSymbolicLink(folder["link"], folder["real"]);
        Assert.Equal("link", Assert.Single(KnowledgeBase.LoadFolder(folder["link"]).Cards).Origin);
    }

    [Fact]
    public void LoadFolder_LinkInCircles_IsAFaultOfTheUser()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder["a.yaml"], folder["b.yaml"]);
        File.CreateSymbolicLink(folder["b.yaml"], folder["a.yaml"]);
        Assert.ThrowsAny<UserException>(() => KnowledgeBase.LoadFolder(folder.Path));
    }

    [Fact]
    public void CheckFolder_BytesThatAreNoTextAndEmptyFiles_AreTold()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.yaml"], [0xff, 0xfe, 0xc3, 0x28, 0x80]);
        File.WriteAllBytes(folder["b.md"], []);
        File.WriteAllBytes(folder["c.md"], new byte[5 << 20]);
        var faults = KnowledgeBase.CheckFolder(folder.Path, null, out var cards);
        Assert.Equal(["a.yaml", "b.md", "c.md"], faults.Select(fault => fault.File));
        Assert.Contains("UTF-8", faults[0].Message, StringComparison.Ordinal);
        Assert.Contains("empty", faults[1].Message, StringComparison.Ordinal);
        Assert.Contains("too long", faults[2].Message, StringComparison.Ordinal);
        Assert.Equal(0, cards);
    }

    [Fact]
    public void CheckFolder_NamesWithControlCharacters_ReachNoMessage()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a\u001b[31m\u202eb.yaml", "strange: 1");
        var faults = KnowledgeBase.CheckFolder(folder.Path, null, out _);
        Assert.DoesNotContain(Assert.Single(faults).ToString(), c => char.IsControl(c) || c == '\u202e');
    }

    [Fact]
    public void Load_TextThatTurnsItsDirection_IsRefused() =>
        Assert.Contains("control character", KnowledgeFiles.Faults(KnowledgeFiles.With(KnowledgeFiles.Card().Replace("A title", "A \u202e title", StringComparison.Ordinal)))[0].Message, StringComparison.Ordinal);

    [Fact]
    public void CheckFolder_ManyFiles_AreRefused()
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 201; i++)
            folder.Write($"c{i}.md", "x");
        Assert.Contains("more than 200", Assert.Throws<UserException>(() => KnowledgeBase.CheckFolder(folder.Path, null, out _)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckFolder_FaultsOfEveryKind_AreAllTold()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", """
            sources:
              s: {authors: "A", year: 2000, title: "T"}
              unused: {authors: "A", year: 2001, title: "U"}
            cards:
              - {id: au/12, kind: Topic, title: T, text: T, grade: C, sources: [s]}
              - {id: own/two, kind: Topic, title: T, text: T, grade: Z, sources: [s], see-also: [own/none, own/one]}
              - {id: own/one, kind: Topic, text: T, grade: C, sources: [s], keywords: [a b, A-B]}
              - {id: pair/surprise-fear, kind: Discriminator, title: T, text: T, grade: C, sources: [s], between: [surprise, fear], cues: [{favours: anger, au: 4, direction: Higher, strength: 0.5}]}
              - {id: own/four, kind: Topic, title: T, text: T, grade: C, sources: [nobody]}
            """);
        var faults = KnowledgeBase.CheckFolder(folder.Path, KnowledgeBase.LoadBuiltIn(), out var cards);
        foreach (var part in new[] { "'au/12' is taken", "'own/none'", "'title' is missing", "alphabetical order: [fear, surprise]", "favours 'anger'", "already tells fear and surprise apart", "'nobody' is not a key", "cites the source 'unused'" })
            Assert.Single(faults, fault => fault.Message.Contains(part, StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Line == 6 && fault.Message.Contains("grade", StringComparison.Ordinal));
        Assert.DoesNotContain(faults, fault => fault.Message.Contains("own/one'", StringComparison.Ordinal));
        Assert.Equal(2, cards);
    }
}
